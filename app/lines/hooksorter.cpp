// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/hooksorter.h"

#include "app/sources/jsonread.h"

#include "lineslogging.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_mostDeliveries = 1000;
constexpr qsizetype s_longestName = 200;
constexpr JsonLimits s_hookLimits{.bytes = 32 * 1024 * 1024};

bool isSame(const QString &one, const QString &other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

/// What an event may change: deployments and what lets them in, the runs of a branch, or pull requests; all of them where
/// it is not known.
bool concerns(const QString &event, Watch::Kind kind)
{
    if (event == "ping"_L1) {
        return false;
    }
    if (event.startsWith("deployment"_L1)) {
        return kind == Watch::Kind::Deployments;
    }
    static const QStringList ofPullsAlone{u"merge_group"_s, u"pull_request"_s, u"pull_request_review"_s};
    if (kind == Watch::Kind::Tree) {
        return !ofPullsAlone.contains(event);
    }
    static const QStringList ofPulls{u"check_run"_s,           u"check_suite"_s, u"merge_group"_s, u"pull_request"_s,
                                     u"pull_request_review"_s, u"push"_s,        u"status"_s};
    return kind != Watch::Kind::Deployments || !ofPulls.contains(event);
}

/// A hook of one repository tells of that alone, whatever name it has by now; an organisation's of the one that is named.
bool isOf(const Watch &hook, const QString &repository, const Watch &watch)
{
    const bool isOfPerson = watch.kind == Watch::Kind::Author || watch.kind == Watch::Kind::Reviews;
    return isOfPerson || hook.target.contains(u'/') || repository.isEmpty() || isSame(repository, watch.target);
}
}

Result<QString> readHookRepository(const QByteArray &body)
{
    const auto document = JsonDocument::parse(body, s_hookLimits);
    if (!document) {
        return Failed(document.error());
    }
    if (!document->root().isObject()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"a webhook's body that is no object"_s));
    }
    return document->root()["repository"]["full_name"].text(s_longestName).value_or(QString()).trimmed();
}

HookSorter::HookSorter(LinePlan plan)
    : m_plan(std::move(plan))
{
}

QList<WatchId> HookSorter::watchesOf(const LineMessage &message)
{
    if (!m_plan.hook || isKnown(message.routes.value(0))) {
        return {};
    }
    const auto repository = readHookRepository(message.body);
    if (!repository) {
        qCDebug(WINDSOCK_LINES) << "a webhook that cannot be read:" << repository.error().detail;
        return {};
    }
    QList<WatchId> watches;
    for (const Watch &watch : std::as_const(m_plan.pulls)) {
        if (concerns(message.key, watch.kind) && isOf(*m_plan.hook, *repository, watch)) {
            watches.append(watch.id);
        }
    }
    return watches;
}

bool HookSorter::isKnown(const QString &delivery)
{
    if (delivery.isEmpty()) {
        return false;
    }
    if (m_known.contains(delivery)) {
        return true;
    }
    if (m_oldest.size() >= s_mostDeliveries) {
        m_known.remove(m_oldest.dequeue());
    }
    m_oldest.enqueue(delivery);
    m_known.insert(delivery);
    return false;
}

}
