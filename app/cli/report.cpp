// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/report.h"

#include "app/cli/eventsreport.h"
#include "app/cli/factsjson.h"
#include "app/cli/papersreport.h"
#include "app/cli/pushesreport.h"
#include "app/cli/queuereport.h"
#include "app/cli/reportparts.h"
#include "app/cli/sourcelines.h"
#include "app/cli/texttable.h"
#include "app/cli/threadreport.h"
#include "app/cli/timetext.h"
#include "models/items/inboxtext.h"
#include "models/items/roles.h"
#include "models/values/newsway.h"

#include <KLocalizedString>

#include <QAbstractItemModel>
#include <QLocale>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QString treesReport(const QAbstractItemModel &model, bool json)
{
    const auto trees = rows<Tree>(model, ItemRole::Tree);
    if (json) {
        return jsonText(array(trees));
    }
    TextTable table({i18nc("@title:column", "Status"), i18nc("@title:column", "Tree"), i18nc("@title:column", "Since"),
                     i18nc("@title:column", "By"), i18nc("@title:column", "Tags"), i18nc("@title:column", "Reason")});
    for (const Tree &tree : trees) {
        // Two Landos may each have one of this name.
        const QString name = std::ranges::count(trees, tree.name, &Tree::name) > 1
            ? i18nc("@item a tree, the account whose it is", "%1 (%2)", tree.name, tree.account.value)
            : tree.name;
        table.add({treeStatusName(tree.status), name, timeText(tree.since), tree.by, tree.tags.join(u", "_s),
                   tree.status == Tree::Status::Unknown && tree.reason.isEmpty()
                       ? i18n("Treestatus does not say; Lando takes a tree that is not listed for open.")
                       : tree.reason});
    }
    return table.text(i18n("No trees are known: “windsock account add lando”, then “windsock watch add lando trees”."));
}

QString healthReport(const QAbstractItemModel &model, bool json)
{
    const auto queues = rows<QueueHealth>(model, ItemRole::QueueHealth);
    if (json) {
        return jsonText(array(queues));
    }
    TextTable table({i18nc("@title:column", "State"), i18nc("@title:column", "Queue"),
                     i18nc("@title:column how many stand in a queue", "Under way"),
                     i18nc("@title:column how many a queue let through in the last 3 hours", "Through in 3 hours"),
                     i18nc("@title:column of a queue", "How long it takes"), i18nc("@title:column", "Since")});
    for (const QueueHealth &queue : queues) {
        table.add({queueStateName(queue), queue.queue, QLocale().toString(queue.underWay),
                   QLocale().toString(queue.arrived), queueTimesText(queue),
                   queue.delay ? timeText(queue.delay->since) : QString()});
    }
    return table.text(i18n("Nothing is under way, and nothing came through a queue within a day."));
}

QString inboxReport(const QAbstractItemModel &model, bool json)
{
    const auto threads = rows<InboxThread>(model, ItemRole::InboxThread);
    if (json) {
        return jsonText(array(threads));
    }
    TextTable table({i18nc("@title:column the number of a notification", "Thread"),
                     i18nc("@title:column when something last happened", "When"),
                     i18nc("@title:column why somebody is notified", "Why"),
                     i18nc("@title:column repository and number", "Where"),
                     i18nc("@title:column of a notification", "Title")});
    for (const InboxThread &thread : threads) {
        table.add({QString::number(thread.id), timeText(thread.updated), inboxReasonWord(thread.reason),
                   inboxPlace(thread), thread.title.isEmpty() ? inboxKindWord(thread.kind) : thread.title});
    }
    return table.text(i18n("Nothing unread is known. “windsock watch add ACCOUNT inbox” watches the inbox of a GitHub "
                           "account."));
}

QString noticesReport(const QAbstractItemModel &model, bool json)
{
    const auto notices = rows<Notice>(model, ItemRole::Notice);
    if (json) {
        return jsonText(array(notices));
    }
    TextTable table({i18nc("@title:column", "When"), i18nc("@title:column", "State"), i18nc("@title:column", "Notice")});
    for (const Notice &notice : notices) {
        table.add({timeText(notice.decided), noticeStateName(notice.state), notice.title});
        for (const QString &line : notice.text.split(u'\n', Qt::SkipEmptyParts)) {
            table.addLine(u"    "_s + line);
        }
    }
    return table.text(i18n("Nothing has been told yet."));
}

QString sourcesReport(const QAbstractItemModel &model, bool json, const QDateTime &now)
{
    QJsonArray list;
    TextTable table({i18nc("@title:column", "Watch"), i18nc("@title:column", "State"), i18nc("@title:column", "News"),
                     i18nc("@title:column", "As of"), i18nc("@title:column", "Next"),
                     i18nc("@title:column", "Requests this hour"), i18nc("@title:column", "Host")});
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        const auto health = index.data(ItemRole::Health).value<SourceHealth>();
        list.append(sourceJson(index));
        table.add({health.watch.value, sourceStateName(health.state),
                   newsWayName(index.data(ItemRole::News).value<NewsWay>().how), timeText(health.asOf),
                   timeText(health.next), i18nc("used of allowed", "%1 of %2", health.budgetUsed, health.budgetLimit),
                   health.host});
        for (const QString &line : sourceLines(index, now)) {
            table.addLine(u"    "_s + line);
        }
    }
    return json ? jsonText(list)
                : table.text(i18n("Nothing is watched yet: “windsock account add”, then “windsock watch add”."));
}

QString statusReport(const ReportModels &models, bool json, const QDateTime &now)
{
    std::map<QString, int> pushes;
    for (const PushStanding &standing : rows<PushStanding>(*models.pushes, ItemRole::Standing)) {
        ++pushes[verdictName(standing.verdict)];
    }
    std::map<QString, int> sources;
    for (const SourceHealth &health : rows<SourceHealth>(*models.sources, ItemRole::Health)) {
        ++sources[sourceStateName(health.state)];
    }
    const auto unread = int(
        std::ranges::count_if(rows<Notice>(*models.notices, ItemRole::Notice), [](const Notice &notice) {
            return !notice.read && notice.state != Notice::State::Withdrawn;
        }));
    const auto next = nextOccurrence(*models.agenda, now);
    if (json) {
        const auto object = [](const std::map<QString, int> &counts) {
            QJsonObject json;
            for (const auto &[name, count] : counts) {
                json.insert(name, count);
            }
            return json;
        };
        return jsonText(QJsonObject{{u"pushes"_s, object(pushes)},
                                    {u"queue"_s, models.queue->rowCount()},
                                    {u"unreadNotices"_s, unread},
                                    {u"sources"_s, object(sources)},
                                    {u"next"_s, next ? QJsonValue(toJson(*next)) : QJsonValue()}});
    }
    const auto words = [](const std::map<QString, int> &counts) {
        QStringList parts;
        for (const auto &[name, count] : counts) {
            parts.append(i18nc("%1 count, %2 state", "%1 %2", count, name));
        }
        return parts.isEmpty() ? i18n("none") : parts.join(u", "_s);
    };
    QStringList lines{i18n("Pushes: %1", words(pushes)), i18n("Queue: %1", models.queue->rowCount()),
                      i18n("Unread notices: %1", unread), i18n("Sources: %1", words(sources))};
    lines.append(next ? i18n("Next event: %1, %2", next->title, timeText(next->start)) : i18n("Next event: none"));
    return terminalSafe(lines.join(u'\n')) + u'\n';
}
}

QString report(const Command &command, const ReportModels &models, const QDateTime &now)
{
    switch (command.verb) {
    case Command::Verb::Status:
        return statusReport(models, command.json, now);
    case Command::Verb::Queue:
    case Command::Verb::PullRequests:
        return queueReport(*models.queue, command.json, command.verb == Command::Verb::PullRequests, now);
    case Command::Verb::Pushes:
        return pushesReport(*models.pushes, command.json, now);
    case Command::Verb::Trees:
        return treesReport(*models.trees, command.json);
    case Command::Verb::Health:
        return healthReport(*models.queues, command.json);
    case Command::Verb::Next:
        return nextReport(command, *models.agenda, now);
    case Command::Verb::Events:
        return eventsReport(command, *models.agenda, now);
    case Command::Verb::Papers:
        return papersReport(command, *models.agenda, now);
    case Command::Verb::Inbox:
        return inboxReport(*models.inbox, command.json);
    case Command::Verb::Notices:
        return noticesReport(*models.notices, command.json);
    case Command::Verb::Sources:
        return sourcesReport(*models.sources, command.json, now);
    case Command::Verb::Thread: {
        const auto found = threadsAbout(command.id, rows<ChangeThread>(*models.threads, ItemRole::Thread),
                                        rows<Push>(*models.pushes, ItemRole::Push));
        return command.json ? threadJson(found) : threadText(found, command.id);
    }
    default:
        return {};
    }
}

QString reportAccounts(const QList<Account> &accounts, bool json)
{
    if (json) {
        return jsonText(array(accounts));
    }
    TextTable table({i18nc("@title:column", "Account"), i18nc("@title:column", "Service"),
                     i18nc("@title:column", "Address"), i18nc("@title:column", "User"), i18nc("@title:column", "Token")});
    for (const Account &account : accounts) {
        table.add({account.id.value, serviceName(account.service), account.baseUrl.toDisplayString(), account.user,
                   toJson(account).value(u"token"_s).toString()});
    }
    return table.text(i18n("No account is set up yet: “windsock account add treeherder” makes one."));
}

QString reportWatches(const QList<Watch> &watches, bool json)
{
    if (json) {
        return jsonText(array(watches));
    }
    TextTable table({i18nc("@title:column", "Watch"), i18nc("@title:column", "Account"), i18nc("@title:column", "Kind"),
                     i18nc("@title:column", "Target"), i18nc("@title:column", "Who")});
    for (const Watch &watch : watches) {
        table.add({watch.id.value, watch.account.value, watchKindName(watch.kind), watch.target, watch.who});
    }
    return table.text(i18n("Nothing is watched yet: “windsock watch add” adds something."));
}

}
