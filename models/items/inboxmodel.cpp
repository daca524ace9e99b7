// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/inboxmodel.h"

#include "models/items/inboxtext.h"
#include "models/items/rolenames.h"
#include "models/items/roles.h"
#include "models/items/words.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QString readWord(const InboxThread &thread)
{
    return thread.unread ? i18nc("@info:status a notification", "unread") : i18nc("@info:status a notification", "read");
}
}

InboxModel::InboxModel(QObject *parent)
    : KeyedListModel(parent)
{
}

QString InboxModel::keyOf(const InboxThread &row) const
{
    return row.subject().value;
}

bool InboxModel::isBefore(const InboxThread &a, const InboxThread &b) const
{
    return a.updated != b.updated ? a.updated > b.updated : keyOf(a) < keyOf(b);
}

void InboxModel::apply(const ChangeSet &changes)
{
    QStringList gone;
    for (const InboxThread &thread : changes.inbox.removed) {
        gone.append(keyOf(thread));
    }
    removeRowsOf(gone);
    QList<InboxThread> news = changes.inbox.added;
    for (const Change<InboxThread> &change : changes.inbox.changed) {
        news.append(change.after);
    }
    QHash<QString, size_t> places;
    std::vector<InboxThread> added;
    for (const InboxThread &thread : std::as_const(news)) {
        const QString key = keyOf(thread);
        if (InboxThread *old = find(key)) {
            if (*old != thread) {
                replaceRow(old, thread, {});
            }
        } else if (const auto place = places.constFind(key); place != places.constEnd()) {
            added[*place] = thread;
        } else {
            places.insert(key, added.size());
            added.push_back(thread);
        }
    }
    insertRowsOf(std::move(added));
}

void InboxModel::setHealth(const SourceHealth &health)
{
    if (m_health.set(health)) {
        healthChanged();
    }
}

void InboxModel::forgetHealth(const AccountId &account, const WatchId &watch)
{
    if (m_health.forget(account, watch)) {
        healthChanged();
    }
}

void InboxModel::healthChanged()
{
    if (size() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(size() - 1, ColumnCount - 1), {ItemRole::Stale, ItemRole::AsOf});
    }
}

void InboxModel::setNow(const QDateTime &now)
{
    const QDateTime before = std::exchange(m_now, now);
    tellRows([&](const InboxThread &thread) { return !readsAlike(thread.updated, before, now); }, WhenColumn,
             WhenColumn, {Qt::DisplayRole});
}

int InboxModel::unread() const
{
    int count = 0;
    for (int i = 0; i < size(); ++i) {
        count += row(i).unread ? 1 : 0;
    }
    return count;
}

int InboxModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString InboxModel::text(const InboxThread &thread, int column) const
{
    switch (column) {
    case ThreadColumn:
        return thread.title.isEmpty() ? inboxKindWord(thread.kind) : plainLine(thread.title, 300);
    case ReasonColumn:
        return inboxReasonWord(thread.reason);
    case PlaceColumn:
        return inboxPlace(thread);
    case KindColumn:
        return inboxKindWord(thread.kind);
    case WhenColumn:
        return relativeTime(thread.updated, m_now);
    default:
        return {};
    }
}

QVariant InboxModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid));
    const InboxThread &thread = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(thread, index.column());
    case Qt::ToolTipRole:
        return QString(text(thread, ThreadColumn) + u'\n' + text(thread, PlaceColumn) + u'\n' + text(thread, KindColumn)
                       + u", "_s + text(thread, ReasonColumn));
    case Qt::AccessibleTextRole:
        return i18nc("@info:whatsthis kind, title, place of a notification, why it came, whether it is read",
                     "%1: %2, %3, %4 (%5)", text(thread, KindColumn), text(thread, ThreadColumn),
                     text(thread, PlaceColumn), text(thread, ReasonColumn), readWord(thread));
    case ItemRole::SortKey:
        return index.column() == WhenColumn ? QVariant(thread.updated) : QVariant(text(thread, index.column()));
    default:
        return itemOf(thread, role);
    }
}

QVariant InboxModel::itemOf(const InboxThread &thread, int role) const
{
    switch (role) {
    case ItemRole::Key:
        return keyOf(thread);
    case ItemRole::Kind:
        return static_cast<int>(ItemKind::InboxThread);
    case ItemRole::Title:
        return text(thread, ThreadColumn);
    case ItemRole::Where:
        return text(thread, PlaceColumn);
    case ItemRole::When:
        return thread.updated;
    case ItemRole::Url:
        return webUrl(thread.url);
    case ItemRole::State:
        return inboxReasonName(thread.reason);
    case ItemRole::NeedsYou:
        return thread.unread && speaksToPerson(thread.reason);
    case ItemRole::Stale:
        return m_health.stale(thread.account);
    case ItemRole::AsOf:
        return m_health.asOf(thread.account);
    case ItemRole::SearchText:
        return QString(thread.title + u' ' + inboxPlace(thread) + u' ' + inboxReasonName(thread.reason) + u' '
                       + inboxReasonWord(thread.reason) + u' ' + inboxKindWord(thread.kind));
    case ItemRole::InboxThread:
        return QVariant::fromValue(thread);
    default:
        return {};
    }
}

QVariant InboxModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case ThreadColumn:
        return i18nc("@title:column of a notification", "Title");
    case ReasonColumn:
        return i18nc("@title:column why somebody is notified", "Why");
    case PlaceColumn:
        return i18nc("@title:column repository and number", "Where");
    case KindColumn:
        return i18nc("@title:column what a notification is about", "About");
    case WhenColumn:
        return i18nc("@title:column when something last happened", "When");
    default:
        return {};
    }
}

QHash<int, QByteArray> InboxModel::roleNames() const
{
    return itemRoleNames();
}

}
