// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/queuemodel.h"

#include "models/items/rolenames.h"
#include "models/items/roles.h"
#include "models/items/words.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <tuple>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QList<int> s_contentRoles{Qt::DisplayRole,       Qt::ToolTipRole,    Qt::AccessibleTextRole, ItemRole::Title,
                                ItemRole::Who,         ItemRole::Where,    ItemRole::When,         ItemRole::Url,
                                ItemRole::State,       ItemRole::NeedsYou, ItemRole::SearchText,   ItemRole::Landing,
                                ItemRole::PullRequest, ItemRole::SortKey,  ItemRole::HowLong,      ItemRole::Remaining};
const QList<int> s_howLongRoles{ItemRole::HowLong, ItemRole::Remaining};

const Landing *landingIn(const QueueRow &row)
{
    return std::get_if<Landing>(&row.change);
}

const PullRequest &pullIn(const QueueRow &row)
{
    return std::get<PullRequest>(row.change);
}

const AccountId &accountOf(const QueueRow &row)
{
    return std::visit([](const auto &change) -> const AccountId & { return change.account; }, row.change);
}

QDateTime changedOf(const QueueRow &row)
{
    const Landing *landing = landingIn(row);
    return landing ? landing->changed : pullIn(row).updated;
}

bool isOver(const QueueRow &row)
{
    const Landing *landing = landingIn(row);
    return landing ? isFinal(landing->state) : pullIn(row).state != PullRequest::State::Open;
}

QUrl urlOf(const QueueRow &row)
{
    return webUrl(std::visit([](const auto &change) { return change.url; }, row.change));
}

/// The untranslated name of what the row's state word says.
QString stateName(const PullRequest &pull)
{
    if (pull.state != PullRequest::State::Open) {
        return pullStateName(pull.state);
    }
    if (pull.checks == PullRequest::Checks::Failing) {
        return checksName(pull.checks);
    }
    if (pull.review == PullRequest::Review::ChangesRequested) {
        return reviewName(pull.review);
    }
    if (pull.merge == PullRequest::Merge::Conflicting) {
        return mergeName(pull.merge);
    }
    if (pull.queuePosition > 0) {
        return u"queued"_s;
    }
    if (pull.draft) {
        return u"draft"_s;
    }
    if (pull.checks == PullRequest::Checks::Pending) {
        return checksName(pull.checks);
    }
    if (pull.review == PullRequest::Review::Required) {
        return reviewName(pull.review);
    }
    if (pull.checks == PullRequest::Checks::Unknown || pull.review == PullRequest::Review::Unknown) {
        return u"unknown"_s;
    }
    if (pull.review == PullRequest::Review::Approved) {
        return reviewName(pull.review);
    }
    return pull.checks == PullRequest::Checks::Passing ? checksName(pull.checks) : pullStateName(pull.state);
}
}

QueueModel::QueueModel(QObject *parent)
    : KeyedListModel(parent)
{
}

QString QueueModel::keyOf(const QueueRow &row) const
{
    return std::visit([](const auto &change) { return change.subject().value; }, row.change);
}

bool QueueModel::isBefore(const QueueRow &a, const QueueRow &b) const
{
    const auto rank = [](const QueueRow &row) { return isOver(row) ? 2 : row.needsYou ? 0 : 1; };
    if (rank(a) != rank(b)) {
        return rank(a) < rank(b);
    }
    const QDateTime left = changedOf(a);
    const QDateTime right = changedOf(b);
    return left != right ? left > right : keyOf(a) < keyOf(b);
}

bool QueueModel::needsMe(const Landing &landing) const
{
    const auto me = [this](const QString &who) { return !who.isEmpty() && m_me.contains(who, Qt::CaseInsensitive); };
    for (const Patch &patch : landing.patches) {
        for (const PatchFlag &flag : patch.flags) {
            if (flag.status == u'?' && me(flag.requestee) && !isFinal(landing.state)) {
                return true;
            }
            if (flag.status == u'-' && me(landing.author) && !isFinal(landing.state)) {
                return true;
            }
        }
    }
    return false;
}

bool QueueModel::needsMe(const PullRequest &pull) const
{
    return pull.state == PullRequest::State::Open && !pull.author.isEmpty()
        && m_me.contains(pull.author, Qt::CaseInsensitive)
        && (pull.review == PullRequest::Review::ChangesRequested || pull.checks == PullRequest::Checks::Failing
            || pull.merge == PullRequest::Merge::Conflicting);
}

void QueueModel::put(QList<QueueRow> rows)
{
    std::vector<QueueRow> added;
    for (QueueRow &row : rows) {
        row.needsYou = std::visit([this](const auto &change) { return needsMe(change); }, row.change);
        if (QueueRow *old = find(keyOf(row))) {
            if (old->change != row.change || old->needsYou != row.needsYou) {
                replaceRow(old, std::move(row), s_contentRoles);
            }
        } else {
            added.push_back(std::move(row));
        }
    }
    insertRowsOf(std::move(added));
}

void QueueModel::apply(const ChangeSet &changes)
{
    QStringList gone;
    QList<QueueRow> rows;
    const auto take = [&](const auto &part) {
        for (const auto &fact : part.removed) {
            gone.append(fact.subject().value);
        }
        for (const auto &fact : part.added) {
            rows.append({.change = fact});
        }
        for (const auto &change : part.changed) {
            rows.append({.change = change.after});
        }
    };
    take(changes.landings);
    take(changes.pullRequests);
    removeRowsOf(gone);
    const bool otherwise = learnPaces(changes);
    put(std::move(rows));
    if (otherwise) {
        tellRows([](const QueueRow &row) { return !isOver(row); }, 0, 0, s_howLongRoles);
    }
}

/// Whether how long things take may read otherwise now.
bool QueueModel::learnPaces(const ChangeSet &changes)
{
    m_paces.add(changes.realised);
    for (const Tree &tree : changes.trees.removed) {
        m_trees.remove(tree.name);
    }
    for (const Tree &tree : changes.trees.added) {
        m_trees.insert(tree.name, tree.status);
    }
    for (const Change<Tree> &change : changes.trees.changed) {
        m_trees.insert(change.after.name, change.after.status);
    }
    return !changes.realised.isEmpty() || !changes.trees.isEmpty();
}

bool QueueModel::isHeldByTree(const Landing &landing) const
{
    const auto holds = [this](const QString &tree) {
        const Tree::Status status = m_trees.value(tree, Tree::Status::Unknown);
        return status == Tree::Status::Closed || status == Tree::Status::ApprovalRequired;
    };
    return (landing.state == Landing::State::Held && landing.held == Landing::Held::TreeClosed)
        || (landing.repository.isEmpty() ? std::ranges::any_of(landing.trees, holds)
                                         : holds(treeOfRepository(landing.repository)));
}

QueueModel::HowLong QueueModel::howLong(const QueueRow &row, const QDateTime &now) const
{
    const Landing *landing = landingIn(row);
    if (!landing || isFinal(landing->state) || !landing->requested.isValid() || !now.isValid()) {
        return {};
    }
    const std::chrono::seconds elapsed = elapsedSince(landing->requested, now);
    if (isHeldByTree(*landing)) {
        return {.text = i18nc("@info how long it has been under way, what remains",
                              "%1, unknown while the tree is closed", soFarText(elapsed)),
                .remaining = {}};
    }
    const auto left = m_paces.remaining(queueOf(*landing), elapsed);
    return {.text = i18nc("@info how long it has been under way, what remains", "%1, %2", soFarText(elapsed),
                          remainingText(left)),
            .remaining = left};
}

void QueueModel::setMe(const QStringList &me)
{
    m_me = me;
    QList<QueueRow> rows;
    for (int i = 0; i < size(); ++i) {
        rows.append(row(i));
    }
    put(std::move(rows));
}

void QueueModel::setHealth(const SourceHealth &health)
{
    if (m_health.set(health)) {
        healthChanged();
    }
}

void QueueModel::forgetHealth(const AccountId &account, const WatchId &watch)
{
    if (m_health.forget(account, watch)) {
        healthChanged();
    }
}

void QueueModel::healthChanged()
{
    if (size() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(size() - 1, ColumnCount - 1), {ItemRole::Stale, ItemRole::AsOf});
    }
}

void QueueModel::setNow(const QDateTime &now)
{
    const QDateTime before = std::exchange(m_now, now);
    tellRows([&](const auto &row) { return !readsAlike(changedOf(row), before, now); }, ChangedColumn, ChangedColumn,
             {Qt::DisplayRole});
    tellRows([&](const QueueRow &row) { return howLong(row, before) != howLong(row, now); }, 0, 0, s_howLongRoles);
}

int QueueModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString QueueModel::text(const QueueRow &row, int column) const
{
    const Landing *landing = landingIn(row);
    switch (column) {
    case ChangeColumn:
        return landing ? i18nc("@item a bug's number and title", "Bug %1: %2", QString::number(landing->bug),
                               plainLine(landing->title, 200))
                       : i18nc("@item a pull request's number and title", "#%1: %2",
                               QString::number(pullIn(row).number), plainLine(pullIn(row).title, 200));
    case StateColumn:
        return landing ? landingWord(*landing) : pullWord(pullIn(row));
    case WhereColumn:
        return landing ? plainLine(landing->trees.join(", "_L1)) : plainLine(pullIn(row).repository);
    case WhoColumn:
        return plainLine(landing ? landing->author : pullIn(row).author);
    case ChangedColumn:
        return relativeTime(changedOf(row), m_now);
    default:
        return {};
    }
}

QVariant QueueModel::landingData(const Landing &landing, int role) const
{
    switch (role) {
    case ItemRole::Kind:
        return static_cast<int>(ItemKind::Landing);
    case ItemRole::State:
        return landingStateName(landing.state);
    case ItemRole::Landing:
        return QVariant::fromValue(landing);
    case ItemRole::SearchText: {
        QString text = u"bug "_s + QString::number(landing.bug) + u' ' + landing.title + u' ' + landing.author + u' '
            + landing.tag + u' ' + landing.trees.join(u' ') + u' ' + landingStateName(landing.state) + u' '
            + landingWord(landing);
        for (const Patch &patch : landing.patches) {
            text += u' ' + patch.title + u' ' + patch.author;
        }
        return text;
    }
    default:
        return {};
    }
}

QVariant QueueModel::pullData(const PullRequest &pull, int role) const
{
    switch (role) {
    case ItemRole::Kind:
        return static_cast<int>(ItemKind::PullRequest);
    case ItemRole::State:
        return stateName(pull);
    case ItemRole::PullRequest:
        return QVariant::fromValue(pull);
    case ItemRole::SearchText:
        return QString(pull.repository + u'#' + QString::number(pull.number) + u' ' + pull.title + u' ' + pull.author
                       + u' ' + pull.branch + u' ' + stateName(pull) + u' ' + pullWord(pull) + u' '
                       + pull.failingChecks.join(u' '));
    default:
        return {};
    }
}

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid));
    const QueueRow &line = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(line, index.column());
    case Qt::ToolTipRole:
        return QString(text(line, ChangeColumn) + u'\n' + text(line, StateColumn));
    case Qt::AccessibleTextRole:
        return i18nc("@info:whatsthis change, who, where, state", "%1 by %2 for %3: %4.", text(line, ChangeColumn),
                     text(line, WhoColumn), text(line, WhereColumn), text(line, StateColumn));
    case ItemRole::Key:
        return keyOf(line);
    case ItemRole::Title:
        return text(line, ChangeColumn);
    case ItemRole::Who:
        return text(line, WhoColumn);
    case ItemRole::Where:
        return text(line, WhereColumn);
    case ItemRole::When:
        return changedOf(line);
    case ItemRole::Url:
        return urlOf(line);
    case ItemRole::NeedsYou:
        return line.needsYou;
    case ItemRole::Stale:
        return m_health.stale(accountOf(line));
    case ItemRole::AsOf:
        return m_health.asOf(accountOf(line));
    case ItemRole::HowLong:
        return howLong(line, m_now).text;
    case ItemRole::Remaining: {
        const HowLong told = howLong(line, m_now);
        return told.remaining ? QVariant::fromValue(*told.remaining) : QVariant();
    }
    case ItemRole::SortKey:
        return index.column() == ChangedColumn ? QVariant(changedOf(line)) : QVariant(text(line, index.column()));
    default:
        return landingIn(line) ? landingData(*landingIn(line), role) : pullData(pullIn(line), role);
    }
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case ChangeColumn:
        return i18nc("@title:column a bug or a pull request", "Change");
    case StateColumn:
        return i18nc("@title:column", "State");
    case WhereColumn:
        return i18nc("@title:column tree or repository", "Where");
    case WhoColumn:
        return i18nc("@title:column author", "Who");
    case ChangedColumn:
        return i18nc("@title:column when it last changed", "Changed");
    default:
        return {};
    }
}

QHash<int, QByteArray> QueueModel::roleNames() const
{
    return itemRoleNames();
}

}
