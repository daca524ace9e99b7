// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/glance.h"

#include "models/values/notice.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>
#include <QLocale>
#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_topItems = 8;
constexpr qsizetype s_comingItems = 5;
constexpr qint64 s_daySeconds = 24 * 60 * 60;

QModelIndex rowOf(const QAbstractItemModel *model, int number, const QModelIndex &parent = {})
{
    return model->index(number, 0, parent);
}

GlanceItem itemOf(const QModelIndex &row, const QString &line)
{
    return {.kind = static_cast<ItemKind>(row.data(ItemRole::Kind).toInt()),
            .key = row.data(ItemRole::Key).toString(),
            .line = plainLine(line),
            .url = webUrl(row.data(ItemRole::Url).toUrl())};
}

QString stateText(const QModelIndex &row, int column)
{
    return row.siblingAtColumn(column).data().toString();
}

/// Whether the notice says that something went wrong.
bool isBadNews(const Notice &notice)
{
    switch (notice.kind) {
    case Notice::Kind::PushBad:
    case Notice::Kind::StoreDamaged:
    case Notice::Kind::ThreadChanged:
        return true;
    case Notice::Kind::PushFinished:
        return std::ranges::any_of(std::array{Verdict::Orange, Verdict::Red, Verdict::Exception}, [&](Verdict verdict) {
            return notice.key.contains("#finished:"_L1 + verdictName(verdict) + u':');
        });
    case Notice::Kind::LandingChanged:
        return notice.key.contains("#state:failed:"_L1) || notice.key.contains("#state:backed"_L1);
    case Notice::Kind::PullRequestChanged:
        return notice.key.contains("#queue:ejected:"_L1);
    case Notice::Kind::DeploymentChanged:
        return notice.key.contains("#failed:"_L1);
    default:
        return false;
    }
}
}

QString trayStateName(TrayState state)
{
    static constexpr std::array names{"idle"_L1,   "running"_L1, "needs-you"_L1,
                                      "failed"_L1, "offline"_L1, "login-needed"_L1};
    return names.at(static_cast<size_t>(state));
}

Glance::Glance(const Models &models, QObject *parent)
    : QObject(parent), m_models(models)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &Glance::look);
    for (QAbstractItemModel *model : {models.pushes, models.queue, models.agenda, models.notices, models.sources}) {
        follow(model);
    }
    look();
}

void Glance::follow(QAbstractItemModel *model)
{
    if (!model) {
        return;
    }
    const auto later = [this] { m_soon.start(); };
    connect(model, &QAbstractItemModel::rowsInserted, this, later);
    connect(model, &QAbstractItemModel::rowsRemoved, this, later);
    connect(model, &QAbstractItemModel::rowsMoved, this, later);
    connect(model, &QAbstractItemModel::modelReset, this, later);
    connect(model, &QAbstractItemModel::dataChanged, this,
            [this, model](const QModelIndex &first, const QModelIndex &, const QList<int> &roles) {
                // A platform's jobs and a minute that passes say nothing here.
                const bool within = model == m_models.pushes && first.parent().isValid();
                const bool clockOnly = !roles.isEmpty() && std::ranges::all_of(roles, [](int role) {
                    return role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
                });
                if (!within && !clockOnly) {
                    m_soon.start();
                }
            });
}

void Glance::setNow(const QDateTime &now)
{
    m_now = now;
    m_soon.start();
}

void Glance::look()
{
    QList<Ranked> found;
    View view;
    lookAtSources(found);
    lookAtNotices(found, view.unread);
    lookAtPushes(found);
    lookAtQueue(found);
    std::ranges::stable_sort(found, std::ranges::greater(), &Ranked::weight);
    QSet<QString> lines;
    for (const Ranked &ranked : std::as_const(found)) {
        view.state = std::max(view.state, ranked.weight);
        if (view.top.size() < s_topItems && !lines.contains(ranked.item.line)) {
            lines.insert(ranked.item.line);
            view.top.append(ranked.item);
        }
    }
    view.coming = lookAhead();
    if (view != m_view) {
        m_view = view;
        Q_EMIT changed();
    }
}

void Glance::lookAtSources(QList<Ranked> &found) const
{
    const int count = m_models.sources ? m_models.sources->rowCount() : 0;
    int offline = 0;
    for (int i = 0; i < count; ++i) {
        const QModelIndex row = rowOf(m_models.sources, i);
        const QString state = row.data(ItemRole::State).toString();
        offline += state == "offline"_L1;
        if (state == "needs-login"_L1) {
            found.append(
                {TrayState::LoginNeeded,
                 itemOf(row, i18nc("@item %1 is a source", "%1: login needed", row.data(ItemRole::Title).toString()))});
        }
    }
    if (count > 0 && offline == count) {
        found.append({TrayState::Offline,
                      {.kind = ItemKind::Source,
                       .key = {},
                       .line = i18nc("@item", "Offline: what is shown is the last that is known."),
                       .url = {}}});
    }
}

void Glance::lookAtNotices(QList<Ranked> &found, int &unread) const
{
    const int count = m_models.notices ? m_models.notices->rowCount() : 0;
    for (int i = 0; i < count; ++i) {
        const QModelIndex row = rowOf(m_models.notices, i);
        const auto notice = row.data(ItemRole::Notice).value<Notice>();
        if (notice.read || notice.state == Notice::State::Withdrawn) {
            continue;
        }
        ++unread;
        if (isBadNews(notice)) {
            found.append({TrayState::Failed, itemOf(row, notice.title)});
        }
    }
}

void Glance::lookAtPushes(QList<Ranked> &found) const
{
    QSet<QString> trees;
    const int count = m_models.pushes ? m_models.pushes->rowCount() : 0;
    for (int i = 0; i < count; ++i) {
        const QModelIndex row = rowOf(m_models.pushes, i);
        const auto standing = row.data(ItemRole::Standing).value<PushStanding>();
        const QString tree = row.data(ItemRole::Where).toString();
        const bool newest = !trees.contains(standing.account.value + u'/' + tree);
        trees.insert(standing.account.value + u'/' + tree);
        const QString line = i18nc("@item title of a push, its tree, its state", "%1 (%2): %3",
                                   row.data(ItemRole::Title).toString(), tree, stateText(row, 2));
        if (isBad(standing.verdict) && (newest || !standing.settled)) {
            found.append({TrayState::Failed, itemOf(row, line)});
        } else if (standing.verdict == Verdict::Running) {
            found.append({TrayState::Running, itemOf(row, line)});
        }
    }
}

void Glance::lookAtQueue(QList<Ranked> &found) const
{
    static const QSet<QString> underWay{u"checking"_s, u"trying"_s,  u"queued"_s,
                                        u"landing"_s,  u"pending"_s, u"running"_s};
    const int count = m_models.queue ? m_models.queue->rowCount() : 0;
    for (int i = 0; i < count; ++i) {
        const QModelIndex row = rowOf(m_models.queue, i);
        const QString line = i18nc("@item a change and its state", "%1: %2", row.data(ItemRole::Title).toString(),
                                   stateText(row, 1));
        if (row.data(ItemRole::NeedsYou).toBool()) {
            found.append({TrayState::NeedsYou, itemOf(row, line)});
        } else if (underWay.contains(row.data(ItemRole::State).toString())) {
            found.append({TrayState::Running, itemOf(row, line)});
        }
    }
}

QList<GlanceItem> Glance::lookAhead() const
{
    QList<GlanceItem> coming;
    if (!m_models.agenda || !m_now.isValid()) {
        return coming;
    }
    for (int i = 0; i < m_models.agenda->rowCount(); ++i) {
        const QModelIndex day = rowOf(m_models.agenda, i);
        for (int j = 0; j < m_models.agenda->rowCount(day) && coming.size() < s_comingItems; ++j) {
            const QModelIndex row = rowOf(m_models.agenda, j, day);
            const QDateTime start = row.data(ItemRole::When).toDateTime();
            const bool cancelled = row.data(ItemRole::State).toString() == "cancelled"_L1;
            const bool call = row.data(ItemRole::Occurrence).value<Occurrence>().isCall(); // nobody has to be there
            if (cancelled || call || start <= m_now || m_now.secsTo(start) > s_daySeconds) {
                continue;
            }
            coming.append(itemOf(row,
                                 i18nc("@item time of an event, its title", "%1: %2",
                                       row.siblingAtColumn(1).data().toString(), row.data(ItemRole::Title).toString())));
        }
    }
    return coming;
}

QString Glance::stateLine() const
{
    switch (m_view.state) {
    case TrayState::LoginNeeded:
        return i18nc("@info:tooltip", "A source needs you to log in.");
    case TrayState::Offline:
        return i18nc("@info:tooltip", "Offline.");
    case TrayState::Failed:
        return i18nc("@info:tooltip", "Something failed.");
    case TrayState::NeedsYou:
        return i18nc("@info:tooltip", "Something waits for you.");
    case TrayState::Running:
        return i18nc("@info:tooltip", "Under way.");
    case TrayState::Idle:
        break;
    }
    return i18nc("@info:tooltip", "All is quiet.");
}

QString Glance::urgentLine() const
{
    return m_view.top.isEmpty() ? stateLine() : m_view.top.constFirst().line;
}

}
