// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/noticesmodel.h"

#include "models/items/rolenames.h"
#include "models/items/roles.h"
#include "models/items/words.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

NoticesModel::NoticesModel(QObject *parent)
    : KeyedListModel(parent)
{
}

QString NoticesModel::keyOf(const Notice &row) const
{
    return row.key;
}

bool NoticesModel::isBefore(const Notice &a, const Notice &b) const
{
    return a.decided != b.decided ? a.decided > b.decided : a.key < b.key;
}

void NoticesModel::apply(const QList<Notice> &notices)
{
    QHash<QString, size_t> newRows;
    std::vector<Notice> added;
    for (const Notice &notice : notices) {
        if (Notice *old = find(notice.key)) {
            if (*old != notice) {
                replaceRow(old, notice, {});
            }
        } else if (const auto place = newRows.constFind(notice.key); place != newRows.constEnd()) {
            added[*place] = notice;
        } else {
            newRows.insert(notice.key, added.size());
            added.push_back(notice);
        }
    }
    insertRowsOf(std::move(added));
}

void NoticesModel::setNow(const QDateTime &now)
{
    const QDateTime before = std::exchange(m_now, now);
    tellRows([&](const Notice &notice) { return !readsAlike(notice.decided, before, now); }, WhenColumn, WhenColumn,
             {Qt::DisplayRole});
}

int NoticesModel::unread() const
{
    int count = 0;
    for (int i = 0; i < size(); ++i) {
        count += !row(i).read && row(i).state != Notice::State::Withdrawn;
    }
    return count;
}

int NoticesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString NoticesModel::text(const Notice &notice, int column) const
{
    switch (column) {
    case NoticeColumn:
        return plainLine(notice.title, 300);
    case TextColumn:
        return plainLine(notice.text, 500);
    case KindColumn:
        return noticeKindWord(notice.kind);
    case WhenColumn:
        return relativeTime(notice.decided, m_now);
    default:
        return {};
    }
}

namespace {
QString stateWord(const Notice &notice)
{
    if (notice.state == Notice::State::Withdrawn) {
        return i18nc("@info:status a notice", "no longer true");
    }
    return notice.read ? i18nc("@info:status a notice", "read") : i18nc("@info:status a notice", "unread");
}

QString stateName(const Notice &notice)
{
    return notice.read && notice.state != Notice::State::Withdrawn ? u"read"_s : noticeStateName(notice.state);
}
}

QVariant NoticesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid));
    const Notice &notice = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(notice, index.column());
    case Qt::ToolTipRole:
        return QString(notice.title + u'\n' + notice.text);
    case Qt::AccessibleTextRole:
        return i18nc("@info:whatsthis title, text, state of a notice", "%1. %2 (%3)", text(notice, NoticeColumn),
                     text(notice, TextColumn), stateWord(notice));
    case ItemRole::Key:
        return notice.key;
    case ItemRole::Kind:
        return static_cast<int>(ItemKind::Notice);
    case ItemRole::Title:
        return text(notice, NoticeColumn);
    case ItemRole::When:
        return notice.decided;
    case ItemRole::Url:
        return webUrl(notice.url);
    case ItemRole::State:
        return stateName(notice);
    case ItemRole::NeedsYou:
        return notice.kind == Notice::Kind::NeedsLogin && !notice.read && notice.state != Notice::State::Withdrawn;
    case ItemRole::SearchText:
        return QString(notice.title + u' ' + notice.text + u' ' + noticeKindWord(notice.kind));
    case ItemRole::Notice:
        return QVariant::fromValue(notice);
    case ItemRole::SortKey:
        return index.column() == WhenColumn ? QVariant(notice.decided) : QVariant(text(notice, index.column()));
    default:
        return {};
    }
}

QVariant NoticesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case NoticeColumn:
        return i18nc("@title:column", "Notice");
    case TextColumn:
        return i18nc("@title:column the text of a notice", "Text");
    case KindColumn:
        return i18nc("@title:column the kind of a notice", "About");
    case WhenColumn:
        return i18nc("@title:column when it was decided", "When");
    default:
        return {};
    }
}

QHash<int, QByteArray> NoticesModel::roleNames() const
{
    return itemRoleNames();
}

}
