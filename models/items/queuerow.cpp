// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/queuerow.h"

#include "models/items/deploymenttext.h"
#include "models/items/landingtext.h"
#include "models/items/pulltext.h"
#include "models/items/queuemodel.h"
#include "models/items/roles.h"
#include "models/items/words.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const Landing *landingIn(const QueueRow &row)
{
    return std::get_if<Landing>(&row.change);
}

const PullRequest *pullIn(const QueueRow &row)
{
    return std::get_if<PullRequest>(&row.change);
}

const Deployment *deploymentIn(const QueueRow &row)
{
    return std::get_if<Deployment>(&row.change);
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
    if (pull.queue.state == QueuePlace::State::Ejected) {
        return queueStateName(pull.queue.state);
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
    if (pull.queue.isIn()) {
        return u"queued"_s;
    }
    if (pull.queue.state == QueuePlace::State::Leaving) {
        return queueStateName(pull.queue.state);
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

/// A landing as the trees let it be seen.
Landing seen(const QueueRow &row, const QueueContext &context)
{
    return heldBy(*landingIn(row), holdingTree(row, context.trees));
}

/// "Bug 12: Fix it", "Lando 4711: Fix it", "#5: Fix it", "main to production".
QString title(const QueueRow &row)
{
    const Landing *landing = landingIn(row);
    if (const PullRequest *pull = pullIn(row)) {
        return i18nc("@item a pull request's number and title", "#%1: %2", QString::number(pull->number),
                     plainLine(pull->title, 200));
    }
    if (!landing) {
        return deploymentTitle(*deploymentIn(row));
    }
    const QString words = plainLine(landing->title, 200);
    return landing->job > 0
        ? i18nc("@item the number Lando gives a landing, its title", "Lando %1: %2", QString::number(landing->job),
                words)
        : i18nc("@item a bug's number and title", "Bug %1: %2", QString::number(landing->bug), words);
}

QString where(const Landing &landing)
{
    return plainLine(landing.trees.isEmpty() ? landing.repository : landing.trees.join(", "_L1));
}

QString text(const QueueRow &row, int column, const QueueContext &context)
{
    const Landing *landing = landingIn(row);
    switch (column) {
    case QueueModel::ChangeColumn:
        return title(row);
    case QueueModel::StateColumn:
        return landing    ? landingWord(seen(row, context))
            : pullIn(row) ? pullWord(*pullIn(row))
                          : deploymentWord(deploymentIn(row)->state);
    case QueueModel::WhereColumn:
        return landing ? where(*landing)
                       : plainLine(pullIn(row) ? pullIn(row)->repository : deploymentIn(row)->repository);
    case QueueModel::WhoColumn:
        return plainLine(landing ? landing->author : pullIn(row) ? pullIn(row)->author : deploymentIn(row)->creator);
    case QueueModel::ChangedColumn:
        return relativeTime(row.changed(), context.now);
    default:
        return {};
    }
}

QString toolTip(const QueueRow &row, const QueueContext &context)
{
    QStringList lines{title(row), text(row, QueueModel::StateColumn, context)};
    if (const Landing *landing = landingIn(row)) {
        lines.append(heldText(row, context));
        if (const Tree *tree = holdingTree(row, context.trees)) {
            lines.append(plainLine(tree->reason, 200));
        }
        const HowLong told = howLong(row, context);
        lines.append(told.text());
        lines.append(told.meets);
        lines.append(isFinal(landing->state) ? plainLine(landing->reason, 200) : QString());
        lines.append(patchLines(*landing));
    } else {
        lines.append(pullIn(row) ? pullLines(*pullIn(row)) : deploymentLines(*deploymentIn(row)));
    }
    lines.removeAll(QString());
    lines.removeDuplicates();
    return lines.join(u'\n');
}

/// All that a row shows, as one would read it out.
QString accessibleText(const QueueRow &row, const QueueContext &context)
{
    QString words = i18nc("@info:whatsthis change, who, where, state", "%1 by %2 for %3: %4.", title(row),
                          text(row, QueueModel::WhoColumn, context), text(row, QueueModel::WhereColumn, context),
                          text(row, QueueModel::StateColumn, context));
    // A state that says all of it is not said twice.
    const QString state = text(row, QueueModel::StateColumn, context);
    const HowLong told = howLong(row, context);
    QStringList more = QStringList{heldText(row, context), told.text()} + told.meets;
    if (const Landing *landing = landingIn(row)) {
        more.append(flagsText(*landing));
    } else {
        more.append(pullIn(row) ? QStringList{ejectionText(pullIn(row)->queue)} : deploymentLines(*deploymentIn(row)));
    }
    for (const QString &sentence : std::as_const(more)) {
        if (!sentence.isEmpty() && sentence != state) {
            words += u' ' + i18nc("@info:whatsthis a sentence", "%1.", sentence);
        }
    }
    return words;
}

QString searchText(const Landing &landing, const Landing &seen)
{
    QString text = u"bug "_s + QString::number(landing.bug) + u' ' + landing.title + u' ' + landing.author + u' '
        + landing.tag + u' ' + landing.trees.join(u' ') + u' ' + landing.repository + u' '
        + landingStateName(landing.state) + u' ' + landingStateName(seen.state) + u' ' + landingWord(seen) + u' '
        + landing.waitsOn.join(u' ') + u' ' + landing.reason + u' ' + landing.revision;
    if (landing.job > 0) {
        text += u" lando "_s + QString::number(landing.job);
    }
    for (const Patch &patch : landing.patches) {
        text += u' ' + patch.title + u' ' + patch.author;
    }
    return text;
}

QVariant landingAnswer(const QueueRow &row, int role, const QueueContext &context)
{
    const Landing &landing = *landingIn(row);
    switch (role) {
    case ItemRole::Kind:
        return static_cast<int>(ItemKind::Landing);
    case ItemRole::State:
        return landingStateName(seen(row, context).state);
    case ItemRole::Landing:
        return QVariant::fromValue(landing);
    case ItemRole::Held:
        return heldText(row, context);
    case ItemRole::Tree: {
        const Tree *tree = holdingTree(row, context.trees);
        return tree ? QVariant::fromValue(*tree) : QVariant();
    }
    case ItemRole::SearchText:
        return searchText(landing, seen(row, context));
    default:
        return {};
    }
}

QVariant deploymentAnswer(const Deployment &deployment, int role)
{
    switch (role) {
    case ItemRole::Kind:
        return static_cast<int>(ItemKind::Deployment);
    case ItemRole::State:
        return deploymentStateName(deployment.state);
    case ItemRole::Deployment:
        return QVariant::fromValue(deployment);
    case ItemRole::SearchText:
        return QStringList{deployment.repository,
                           deployment.environment,
                           deployment.branch,
                           deployment.revision,
                           deployment.creator,
                           deploymentStateName(deployment.state),
                           deploymentWord(deployment.state),
                           deployment.reason,
                           deployment.approvers.join(u' ')}
            .join(u' ');
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
                       + pull.failingChecks.join(u' ') + u' ' + pull.asked.join(u' '));
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
    return landing ? landing->changed : pullIn(*this) ? pullIn(*this)->updated : deploymentIn(*this)->updated;
}

bool QueueRow::isOver() const
{
    const Landing *landing = landingIn(*this);
    return landing      ? isFinal(landing->state)
        : pullIn(*this) ? pullIn(*this)->state != PullRequest::State::Open
                        : deploymentIn(*this)->isOver();
}

const Tree *holdingTree(const QueueRow &row, const KnownTrees &trees)
{
    const Landing *landing = landingIn(row);
    return landing ? trees.holder(*landing) : nullptr;
}

QString heldText(const QueueRow &row, const QueueContext &context)
{
    const Landing *landing = landingIn(row);
    return landing ? heldText(*landing, holdingTree(row, context.trees), context.now, context.zone) : QString();
}

HowLong howLong(const QueueRow &row, const QueueContext &context)
{
    const Landing *landing = landingIn(row);
    if (!landing || isFinal(landing->state) || !landing->requested.isValid() || !context.now.isValid()) {
        return {};
    }
    const std::chrono::seconds elapsed = elapsedSince(landing->requested, context.now);
    const bool heldByTree = (landing->state == Landing::State::Held && landing->held == Landing::Held::TreeClosed)
        || holdingTree(row, context.trees);
    if (heldByTree) {
        return {.soFar = soFarText(elapsed),
                .ahead = i18nc("@info what remains of a landing", "unknown while the tree is closed"),
                .remaining = {},
                .lands = {},
                .meets = {}};
    }
    const auto left = context.paces.remaining(queueOf(*landing), elapsed);
    HowLong told{.soFar = soFarText(elapsed), .ahead = remainingText(left), .remaining = left, .lands = {}, .meets = {}};
    if (left) {
        const LandsWhen lands = landsWhen(landing->requested.addDuration(elapsed), *left);
        const WorkingHours &hours = context.schedule.hours();
        told.lands = withSchedule(lands, context.schedule.between(lands.from, lands.to), hours, context.zone);
        told.meets = landsLines(*told.lands, hours, context.now, context.zone);
    }
    return told;
}

QString HowLong::text() const
{
    return soFar.isEmpty() ? QString()
                           : i18nc("@info how long it has been under way, what remains", "%1, %2", soFar, ahead);
}

QVariant queueAnswer(const QueueRow &row, int column, int role, const QueueContext &context)
{
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column, context);
    case Qt::ToolTipRole:
        return toolTip(row, context);
    case Qt::AccessibleTextRole:
        return accessibleText(row, context);
    case ItemRole::Key:
        return row.key();
    case ItemRole::Title:
        return text(row, QueueModel::ChangeColumn, context);
    case ItemRole::Who:
        return text(row, QueueModel::WhoColumn, context);
    case ItemRole::Where:
        return text(row, QueueModel::WhereColumn, context);
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
        return howLong(row, context).text();
    case ItemRole::SoFar:
        return howLong(row, context).soFar;
    case ItemRole::Ahead:
        return howLong(row, context).ahead;
    case ItemRole::Remaining: {
        const HowLong told = howLong(row, context);
        return told.remaining ? QVariant::fromValue(*told.remaining) : QVariant();
    }
    case ItemRole::Lands: {
        const HowLong told = howLong(row, context);
        return told.lands ? QVariant::fromValue(*told.lands) : QVariant();
    }
    case ItemRole::Note:
        return howLong(row, context).meets.join(u'\n');
    case ItemRole::SortKey:
        return column == QueueModel::ChangedColumn ? QVariant(row.changed()) : QVariant(text(row, column, context));
    default:
        return landingIn(row) ? landingAnswer(row, role, context)
            : pullIn(row)     ? pullAnswer(*pullIn(row), role)
                              : deploymentAnswer(*deploymentIn(row), role);
    }
}

}
