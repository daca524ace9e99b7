// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/pushrow.h"

#include "models/items/blametext.h"
#include "models/items/pushesmodel.h"
#include "models/items/roles.h"
#include "models/items/trytext.h"
#include "models/items/words.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
PushStanding standingOf(const PushRow &push, const PlatformRow &row)
{
    return Windsock::standingOf(push.push.account, push.push.id, row.jobs, {}, defaultSettleTime);
}

QString resultText(const PushStanding &standing)
{
    const QString word = verdictWord(standing.verdict);
    const int failed = standing.unclassifiedFailures();
    return failed > 0
        ? i18ncp("@info:status a verdict and the number of failed jobs", "%2, 1 job", "%2, %1 jobs", failed, word)
        : word;
}

QString progressText(const PushStanding &standing)
{
    return standing.verdict == Verdict::Unknown ? QString()
                                                : i18nc("@info:progress whole percent", "%1 %", standing.percent());
}

void addFailures(QString &text, const PushStanding &standing)
{
    for (const FailedJob &job : standing.failures) {
        text += u' ' + job.name;
    }
}

QString pushText(const PushRow &row, int column, const QDateTime &now)
{
    switch (column) {
    case PushesModel::TitleColumn:
        return plainLine(row.push.title(), 200);
    case PushesModel::AuthorColumn:
        return plainLine(row.push.author);
    case PushesModel::ResultColumn:
        return resultText(row.standing);
    case PushesModel::ProgressColumn:
        return progressText(row.standing);
    case PushesModel::WhenColumn:
        return relativeTime(row.push.pushed, now);
    default:
        return {};
    }
}

QString toolTip(const PushRow &row)
{
    QString text = plainLine(row.push.title(), 200) + u'\n' + plainLine(row.push.repository) + u' '
        + row.push.shortRevision();
    if (const auto asked = tryRequestOf(row.push)) {
        text += u'\n'
            + i18nc("@info:tooltip %1 are sentences", "Asked of try: %1",
                    plainLine(trySentences(*asked).join(u' '), 300));
    }
    for (const FailedJob &failure : row.standing.failures.first(std::min<qsizetype>(row.standing.failures.size(), 5))) {
        if (const QString blame = blameText(failure); !blame.isEmpty()) {
            text += u'\n'
                + i18nc("@info:tooltip a failed job, whose fault it is", "%1: %2", plainLine(failure.name, 70), blame);
        }
    }
    return text;
}
}

std::optional<Remaining> remainingOf(const PushRow &row, const PushContext &context)
{
    return row.standing.settled || !context.now.isValid() || !row.push.pushed.isValid()
        ? std::nullopt
        : context.paces.remaining(queueOf(row.push), elapsedSince(row.push.pushed, context.now));
}

QVariant pushAnswer(const PushRow &row, int column, int role, const PushContext &context)
{
    switch (role) {
    case Qt::DisplayRole:
        return pushText(row, column, context.now);
    case Qt::ToolTipRole:
        return toolTip(row);
    case Qt::AccessibleTextRole:
        return i18nc("@info:whatsthis title, author, repository, verdict, percent", "%1 by %2 on %3: %4, %5 % done.",
                     pushText(row, PushesModel::TitleColumn, context.now),
                     pushText(row, PushesModel::AuthorColumn, context.now), plainLine(row.push.repository),
                     resultText(row.standing), row.standing.percent());
    case ItemRole::Key:
        return row.push.subject().value;
    case ItemRole::Kind:
        return static_cast<int>(ItemKind::Push);
    case ItemRole::Title:
        return pushText(row, PushesModel::TitleColumn, context.now);
    case ItemRole::Who:
        return pushText(row, PushesModel::AuthorColumn, context.now);
    case ItemRole::Where:
        return plainLine(row.push.repository);
    case ItemRole::When:
        return row.push.pushed;
    case ItemRole::Url:
        return webUrl(row.push.url);
    case ItemRole::State:
        return verdictName(row.standing.verdict);
    case ItemRole::NeedsYou:
        return false;
    case ItemRole::Stale:
        return context.health.stale(row.push.account);
    case ItemRole::AsOf:
        return context.health.asOf(row.push.account);
    case ItemRole::SearchText: {
        QString text = row.push.title() + u' ' + row.push.author + u' ' + row.push.repository + u' ' + row.push.revision
            + u' ' + verdictName(row.standing.verdict) + u' ' + resultText(row.standing);
        addFailures(text, row.standing);
        return text;
    }
    case ItemRole::Push:
        return QVariant::fromValue(row.push);
    case ItemRole::Standing:
        return QVariant::fromValue(row.standing);
    case ItemRole::HowLong:
        return row.standing.settled ? QString() : remainingText(remainingOf(row, context));
    case ItemRole::Remaining: {
        const auto left = remainingOf(row, context);
        return left ? QVariant::fromValue(*left) : QVariant();
    }
    case ItemRole::Asked: {
        const auto asked = tryRequestOf(row.push);
        return asked ? trySentences(*asked).join(u'\n') : QString();
    }
    case ItemRole::SortKey:
        return column == PushesModel::WhenColumn    ? QVariant(row.push.pushed)
            : column == PushesModel::ProgressColumn ? QVariant(row.standing.percent())
                                                    : QVariant(pushText(row, column, context.now));
    default:
        return {};
    }
}

QVariant platformAnswer(const PushRow &push, const PlatformRow &row, int column, int role, const AccountHealth &health)
{
    switch (role) {
    case Qt::DisplayRole:
    case ItemRole::SortKey:
        return column == PushesModel::TitleColumn   ? plainLine(row.name())
            : column == PushesModel::ResultColumn   ? resultText(standingOf(push, row))
            : column == PushesModel::ProgressColumn ? progressText(standingOf(push, row))
                                                    : QString();
    case Qt::AccessibleTextRole:
        return i18ncp("@info:whatsthis platform, its verdict and its number of jobs", "%2: 1 job, %3.",
                      "%2: %1 jobs, %3.", static_cast<int>(row.jobs.size()), plainLine(row.name()),
                      resultText(standingOf(push, row)));
    case ItemRole::Key:
        return QString(push.push.subject().value + u'/' + row.name());
    case ItemRole::Kind:
        return static_cast<int>(ItemKind::Platform);
    case Qt::ToolTipRole:
    case ItemRole::Title:
        return plainLine(row.name());
    case ItemRole::Where:
        return plainLine(push.push.repository);
    case ItemRole::Url:
        return webUrl(push.push.url);
    case ItemRole::State:
        return verdictName(standingOf(push, row).verdict);
    case ItemRole::NeedsYou:
        return false;
    case ItemRole::Stale:
        return health.stale(push.push.account);
    case ItemRole::SearchText: {
        QString text = row.name();
        for (const Job &job : row.jobs) {
            text += u' ' + jobName(job) + u' ' + job.groupSymbol + u' ' + job.typeSymbol;
        }
        return text;
    }
    case ItemRole::Standing:
        return QVariant::fromValue(standingOf(push, row));
    case ItemRole::Jobs:
        return QVariant::fromValue(row.jobs);
    default:
        return {};
    }
}

}
