// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/pollreport.h"

#include "app/cli/factsjson.h"
#include "app/cli/report.h"
#include "app/cli/texttable.h"

#include <KLocalizedString>

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
/// How many facts of a kind were added, changed and removed, summed over the change sets.
QString counts(const QJsonArray &changes, const QString &kind)
{
    qsizetype added = 0;
    qsizetype changed = 0;
    qsizetype removed = 0;
    const auto count = [](const QJsonValue &value) {
        return value.isArray() ? value.toArray().size() : qsizetype(value.toInteger());
    };
    for (const QJsonValue &set : changes) {
        const QJsonObject facts = set.toObject().value(kind).toObject();
        added += count(facts.value(u"added"_s));
        changed += count(facts.value(u"changed"_s));
        removed += count(facts.value(u"removed"_s));
    }
    return i18nc("how many facts", "%1 new, %2 changed, %3 gone", added, changed, removed);
}
}

bool PollReport::allGood() const
{
    return std::ranges::all_of(
        watches, [this](const Watch &watch) { return health.value(watch.id).state == SourceHealth::State::Good; });
}

QString pollJson(const PollReport &report)
{
    QJsonArray watches;
    for (const Watch &watch : report.watches) {
        QJsonObject row = toJson(report.health.value(watch.id));
        row.insert(u"watch"_s, watch.id.value);
        row.insert(u"account"_s, watch.account.value);
        watches.append(row);
    }
    QJsonArray changes;
    for (const ChangeSet &set : report.changes) {
        changes.append(toJson(set));
    }
    QJsonArray notices;
    for (const Notice &notice : report.notices) {
        notices.append(toJson(notice));
    }
    const QJsonObject json{{u"at"_s, report.at.toUTC().toString(Qt::ISODate)},
                           {u"good"_s, report.allGood()},
                           {u"watches"_s, watches},
                           {u"changes"_s, changes},
                           {u"notices"_s, notices}};
    return QString::fromUtf8(QJsonDocument(json).toJson());
}

bool isGoodPollJson(const QString &json)
{
    return QJsonDocument::fromJson(json.toUtf8()).object().value(u"good"_s).toBool();
}

QString pollText(const QString &json)
{
    const QJsonObject report = QJsonDocument::fromJson(json.toUtf8()).object();
    TextTable table({i18nc("@title:column", "Watch"), i18nc("@title:column", "State"), i18nc("@title:column", "Host")});
    for (const QJsonValue &value : report.value(u"watches"_s).toArray()) {
        const QJsonObject watch = value.toObject();
        table.add({watch.value(u"watch"_s).toString(), watch.value(u"state"_s).toString(),
                   watch.value(u"host"_s).toString()});
        const QJsonObject failure = watch.value(u"failure"_s).toObject();
        if (!failure.isEmpty()) {
            table.addLine(
                u"    %1: %2"_s.arg(failure.value(u"reason"_s).toString(), failure.value(u"detail"_s).toString()));
        }
    }
    QString text = table.text(i18n("Nothing is watched yet: “windsock account add”, then “windsock watch add”."));
    const QJsonArray changes = report.value(u"changes"_s).toArray();
    text += i18n("Pushes: %1", counts(changes, u"pushes"_s)) + u'\n' + i18n("Jobs: %1", counts(changes, u"jobs"_s))
        + u'\n' + i18n("Landings: %1", counts(changes, u"landings"_s)) + u'\n'
        + i18n("Pull requests: %1", counts(changes, u"pullRequests"_s)) + u'\n'
        + i18n("Deployments: %1", counts(changes, u"deployments"_s)) + u'\n'
        + i18n("Inbox: %1", counts(changes, u"inbox"_s)) + u'\n' + i18n("Events: %1", counts(changes, u"events"_s))
        + u'\n' + i18n("Trees: %1", counts(changes, u"trees"_s)) + u'\n';
    for (const QJsonValue &value : report.value(u"notices"_s).toArray()) {
        text += terminalSafe(value.toObject().value(u"title"_s).toString()) + u'\n';
    }
    return text;
}

}
