// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/queuerow.h"

#include "models/items/queuemodel.h"
#include "models/items/roles.h"
#include "models/items/words.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
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

bool isHeldByTree(const Landing &landing, const QueueContext &context)
{
    const auto holds = [&context](const QString &tree) {
        const Tree::Status status = context.trees.value(tree, Tree::Status::Unknown);
        return status == Tree::Status::Closed || status == Tree::Status::ApprovalRequired;
    };
    return (landing.state == Landing::State::Held && landing.held == Landing::Held::TreeClosed)
        || (landing.repository.isEmpty() ? std::ranges::any_of(landing.trees, holds)
                                         : holds(treeOfRepository(landing.repository)));
}

QString text(const QueueRow &row, int column, const QDateTime &now)
{
    const Landing *landing = landingIn(row);
    switch (column) {
    case QueueModel::ChangeColumn:
        return landing ? i18nc("@item a bug's number and title", "Bug %1: %2", QString::number(landing->bug),
                               plainLine(landing->title, 200))
                       : i18nc("@item a pull request's number and title", "#%1: %2",
                               QString::number(pullIn(row).number), plainLine(pullIn(row).title, 200));
    case QueueModel::StateColumn:
        return landing ? landingWord(*landing) : pullWord(pullIn(row));
    case QueueModel::WhereColumn:
        return landing ? plainLine(landing->trees.join(", "_L1)) : plainLine(pullIn(row).repository);
    case QueueModel::WhoColumn:
        return plainLine(landing ? landing->author : pullIn(row).author);
    case QueueModel::ChangedColumn:
        return relativeTime(row.changed(), now);
    default:
        return {};
    }
}

QVariant landingAnswer(const Landing &landing, int role)
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

QVariant pullAnswer(const PullRequest &pull, int role)
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
}

QString QueueRow::key() const
{
    return std::visit([](const auto &one) { return one.subject().value; }, change);
}

QDateTime QueueRow::changed() const
{
    const Landing *landing = landingIn(*this);
    return landing ? landing->changed : pullIn(*this).updated;
}

bool QueueRow::isOver() const
{
    const Landing *landing = landingIn(*this);
    return landing ? isFinal(landing->state) : pullIn(*this).state != PullRequest::State::Open;
}

HowLong howLong(const QueueRow &row, const QueueContext &context)
{
    const Landing *landing = landingIn(row);
    if (!landing || isFinal(landing->state) || !landing->requested.isValid() || !context.now.isValid()) {
        return {};
    }
    const std::chrono::seconds elapsed = elapsedSince(landing->requested, context.now);
    if (isHeldByTree(*landing, context)) {
        return {.text = i18nc("@info how long it has been under way, what remains",
                              "%1, unknown while the tree is closed", soFarText(elapsed)),
                .remaining = {}};
    }
    const auto left = context.paces.remaining(queueOf(*landing), elapsed);
    return {.text = i18nc("@info how long it has been under way, what remains", "%1, %2", soFarText(elapsed),
                          remainingText(left)),
            .remaining = left};
}

QVariant queueAnswer(const QueueRow &row, int column, int role, const QueueContext &context)
{
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column, context.now);
    case Qt::ToolTipRole:
        return QString(text(row, QueueModel::ChangeColumn, context.now) + u'\n'
                       + text(row, QueueModel::StateColumn, context.now));
    case Qt::AccessibleTextRole:
        return i18nc("@info:whatsthis change, who, where, state", "%1 by %2 for %3: %4.",
                     text(row, QueueModel::ChangeColumn, context.now), text(row, QueueModel::WhoColumn, context.now),
                     text(row, QueueModel::WhereColumn, context.now), text(row, QueueModel::StateColumn, context.now));
    case ItemRole::Key:
        return row.key();
    case ItemRole::Title:
        return text(row, QueueModel::ChangeColumn, context.now);
    case ItemRole::Who:
        return text(row, QueueModel::WhoColumn, context.now);
    case ItemRole::Where:
        return text(row, QueueModel::WhereColumn, context.now);
    case ItemRole::When:
        return row.changed();
    case ItemRole::Url:
        return urlOf(row);
    case ItemRole::NeedsYou:
        return row.needsYou;
    case ItemRole::Stale:
        return context.health.stale(accountOf(row));
    case ItemRole::AsOf:
        return context.health.asOf(accountOf(row));
    case ItemRole::HowLong:
        return howLong(row, context).text;
    case ItemRole::Remaining: {
        const HowLong told = howLong(row, context);
        return told.remaining ? QVariant::fromValue(*told.remaining) : QVariant();
    }
    case ItemRole::SortKey:
        return column == QueueModel::ChangedColumn ? QVariant(row.changed()) : QVariant(text(row, column, context.now));
    default:
        return landingIn(row) ? landingAnswer(*landingIn(row), role) : pullAnswer(pullIn(row), role);
    }
}

}
