// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/treesmodel.h"

#include "models/items/landingtext.h"
#include "models/items/naturalorder.h"
#include "models/items/rolenames.h"
#include "models/items/roles.h"
#include "models/items/words.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QList<int> s_treeRoles{Qt::DisplayRole, Qt::ToolTipRole,  Qt::AccessibleTextRole, ItemRole::Title,
                             ItemRole::Who,   ItemRole::Where,  ItemRole::When,         ItemRole::Url,
                             ItemRole::State, ItemRole::Held,   ItemRole::Holds,        ItemRole::SearchText,
                             ItemRole::Tree,  ItemRole::SortKey};
const QList<int> s_treeWordRoles{Qt::ToolTipRole, Qt::AccessibleTextRole};

QString tagsOf(const Tree &tree)
{
    return plainLine(tree.tags.join(", "_L1));
}

QString reasonOf(const Tree &tree)
{
    const QString reason = plainLine(tree.reason, 300);
    const QString tags = tagsOf(tree);
    return reason.isEmpty() ? tags
        : tags.isEmpty()    ? reason
                            : i18nc("@info why a tree is closed, its tags", "%1 (%2)", reason, tags);
}

QString nameOf(const TreeRow &row)
{
    const QString name = plainLine(row.tree.name);
    return row.shared ? i18nc("@item a tree, the account whose it is", "%1 (%2)", name, row.tree.account.value) : name;
}

QString holdsText(int count)
{
    return count == 0 ? QString()
                      : i18ncp("@info a tree", "Holds 1 landing of yours", "Holds %1 landings of yours", count);
}

QString readOut(const QStringList &sentences)
{
    QStringList ended;
    for (const QString &sentence : sentences) {
        const bool ends = sentence.endsWith(u'.') || sentence.endsWith(u'!') || sentence.endsWith(u'?');
        ended.append(ends ? sentence : i18nc("@info:whatsthis a sentence", "%1.", sentence));
    }
    return ended.join(u' ');
}

/// The worse the status, the earlier.
int rankOf(const TreeRow &row)
{
    if (row.holds > 0) {
        return 0;
    }
    switch (row.tree.status) {
    case Tree::Status::Closed:
        return 1;
    case Tree::Status::ApprovalRequired:
        return 2;
    case Tree::Status::Unknown:
        return 3;
    case Tree::Status::Open:
        break;
    }
    return 4;
}
}

TreesModel::TreesModel(QObject *parent)
    : KeyedListModel(parent)
{
}

QString TreesModel::keyOf(const TreeRow &row) const
{
    return row.tree.subject().value;
}

bool TreesModel::isBefore(const TreeRow &a, const TreeRow &b) const
{
    if (rankOf(a) != rankOf(b)) {
        return rankOf(a) < rankOf(b);
    }
    const auto order = naturalOrder(a.tree.name, b.tree.name);
    return std::is_neq(order) ? std::is_lt(order) : a.tree.account < b.tree.account;
}

bool TreesModel::isMine(const Landing &landing) const
{
    return !landing.author.isEmpty() && m_me.contains(landing.author, Qt::CaseInsensitive);
}

TreeRow TreesModel::rowFor(const Tree &tree) const
{
    const auto isHeld = [&](const Landing &landing) { return isMine(landing) && m_trees.holds(tree, landing); };
    return {.tree = tree,
            .holds = static_cast<int>(std::ranges::count_if(m_landings, isHeld)),
            .shared = m_trees.isShared(tree.name)};
}

void TreesModel::learnLandings(const ChangeSet &changes)
{
    const auto take = [this](const Landing &landing) {
        if (isFinal(landing.state)) {
            m_landings.remove(landing.subject());
        } else {
            m_landings.insert(landing.subject(), landing);
        }
    };
    for (const Landing &landing : changes.landings.removed) {
        m_landings.remove(landing.subject());
    }
    std::ranges::for_each(changes.landings.added, take);
    for (const Change<Landing> &change : changes.landings.changed) {
        take(change.after);
    }
}

void TreesModel::put(const Tree &tree)
{
    TreeRow row = rowFor(tree);
    TreeRow *old = find(keyOf(row));
    if (*old != row) {
        replaceRow(old, std::move(row), s_treeRoles);
    }
}

/// What a tree holds and how it is called depends on its namesakes, too.
void TreesModel::lookAnew()
{
    QList<Tree> trees;
    for (int i = 0; i < size(); ++i) {
        trees.append(row(i).tree);
    }
    for (const Tree &tree : std::as_const(trees)) {
        put(tree);
    }
}

void TreesModel::apply(const ChangeSet &changes)
{
    learnLandings(changes);
    m_trees.apply(changes.trees);
    QStringList gone;
    for (const Tree &tree : changes.trees.removed) {
        gone.append(tree.subject().value);
    }
    removeRowsOf(gone);
    QList<Tree> news = changes.trees.added;
    for (const Change<Tree> &change : changes.trees.changed) {
        news.append(change.after);
    }
    std::vector<TreeRow> added;
    for (const Tree &tree : std::as_const(news)) {
        if (find(tree.subject().value)) {
            put(tree);
        } else {
            added.push_back(rowFor(tree));
        }
    }
    insertRowsOf(std::move(added));
    if (!changes.landings.isEmpty() || !changes.trees.isEmpty()) {
        lookAnew();
    }
}

void TreesModel::setMe(const QStringList &me)
{
    m_me = me;
    lookAnew();
}

void TreesModel::setHealth(const SourceHealth &health)
{
    if (m_health.set(health)) {
        healthChanged();
    }
}

void TreesModel::forgetHealth(const AccountId &account, const WatchId &watch)
{
    if (m_health.forget(account, watch)) {
        healthChanged();
    }
}

void TreesModel::healthChanged()
{
    if (size() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(size() - 1, ColumnCount - 1), {ItemRole::Stale, ItemRole::AsOf});
    }
}

void TreesModel::setNow(const QDateTime &now)
{
    const QDateTime before = std::exchange(m_now, now);
    tellRows([&](const TreeRow &row) { return !readsAlike(row.tree.since, before, now); }, SinceColumn, SinceColumn,
             {Qt::DisplayRole});
    tellRows(
        [&](const TreeRow &row) {
            return clockTime(row.tree.since, before, m_zone) != clockTime(row.tree.since, now, m_zone);
        },
        0, 0, s_treeWordRoles);
}

void TreesModel::setZone(const QTimeZone &zone)
{
    m_zone = zone;
    tellRows([](const TreeRow &) { return true; }, 0, 0, s_treeWordRoles);
}

int TreesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString TreesModel::text(const TreeRow &row, int column) const
{
    switch (column) {
    case TreeColumn:
        return nameOf(row);
    case StatusColumn:
        return treeWord(row.tree.status);
    case ReasonColumn:
        return reasonOf(row.tree);
    case ByColumn:
        return plainLine(row.tree.by);
    case SinceColumn:
        return relativeTime(row.tree.since, m_now);
    default:
        return {};
    }
}

QStringList TreesModel::sentences(const TreeRow &row) const
{
    const QString since = clockTime(row.tree.since, m_now, m_zone);
    QStringList all{since.isEmpty() ? i18nc("@info:whatsthis a tree, its status", "%1: %2", text(row, TreeColumn),
                                            text(row, StatusColumn))
                                    : i18nc("@info:whatsthis a tree, its status, since when", "%1: %2 since %3",
                                            text(row, TreeColumn), text(row, StatusColumn), since),
                    reasonOf(row.tree)};
    if (!row.tree.by.isEmpty()) {
        all.append(i18nc("@info:whatsthis who closed or opened a tree", "Set by %1", text(row, ByColumn)));
    }
    all.append(holdsText(row.holds));
    all.append(plainLine(row.tree.message, 300));
    all.removeAll(QString());
    return all;
}

QVariant TreesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid));
    const TreeRow &line = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(line, index.column());
    case Qt::ToolTipRole:
        return sentences(line).join(u'\n');
    case Qt::AccessibleTextRole:
        return readOut(sentences(line));
    case ItemRole::Key:
        return keyOf(line);
    case ItemRole::Kind:
        return static_cast<int>(ItemKind::Tree);
    case ItemRole::Title:
        return text(line, TreeColumn);
    case ItemRole::Who:
        return text(line, ByColumn);
    case ItemRole::Where:
        return plainLine(line.tree.category);
    case ItemRole::When:
        return line.tree.since;
    case ItemRole::Url:
        return webUrl(line.tree.url);
    case ItemRole::State:
        return treeStatusName(line.tree.status);
    case ItemRole::NeedsYou:
        return false;
    case ItemRole::Stale:
        return m_health.stale(line.tree.account);
    case ItemRole::AsOf:
        return m_health.asOf(line.tree.account);
    case ItemRole::Tree:
        return QVariant::fromValue(line.tree);
    case ItemRole::Held:
        return holdsText(line.holds);
    case ItemRole::Holds:
        return line.holds;
    case ItemRole::SearchText:
        return QString(nameOf(line) + u' ' + treeStatusName(line.tree.status) + u' ' + treeWord(line.tree.status) + u' '
                       + line.tree.reason + u' ' + line.tree.tags.join(u' ') + u' ' + line.tree.by + u' '
                       + line.tree.message + u' ' + line.tree.category);
    case ItemRole::SortKey:
        return index.column() == SinceColumn ? QVariant(line.tree.since) : QVariant(text(line, index.column()));
    default:
        return {};
    }
}

QVariant TreesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case TreeColumn:
        return i18nc("@title:column", "Tree");
    case StatusColumn:
        return i18nc("@title:column of a tree", "Status");
    case ReasonColumn:
        return i18nc("@title:column why a tree is closed", "Reason");
    case ByColumn:
        return i18nc("@title:column who closed or opened a tree", "By");
    case SinceColumn:
        return i18nc("@title:column since when a tree is as it is", "Since");
    default:
        return {};
    }
}

QHash<int, QByteArray> TreesModel::roleNames() const
{
    return itemRoleNames();
}

}
