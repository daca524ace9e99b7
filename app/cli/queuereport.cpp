// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/queuereport.h"

#include "app/cli/reportparts.h"
#include "app/cli/texttable.h"
#include "app/cli/timetext.h"
#include "models/items/deploymenttext.h"
#include "models/items/landingtext.h"
#include "models/items/landswhen.h"
#include "models/items/pulltext.h"
#include "models/items/roles.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
/// When a landing likely ends, and what it meets; null where nobody knows.
QJsonValue landsJson(const QVariant &known)
{
    if (!known.isValid()) {
        return {};
    }
    const auto lands = known.value<LandsWhen>();
    const auto time = [](const QDateTime &moment) { return moment.toUTC().toString(Qt::ISODate); };
    return QJsonObject{{u"from"_s, time(lands.from)},
                       {u"half"_s, time(lands.half)},
                       {u"to"_s, time(lands.to)},
                       {u"meeting"_s, lands.meeting ? QJsonValue(toJson(*lands.meeting)) : QJsonValue()},
                       {u"meetings"_s, lands.meetings},
                       {u"afterHours"_s, lands.afterHours != LandsWhen::AfterHours::No}};
}

QString requestState(const PullRequest &request)
{
    return request.draft ? i18nc("@item state of a pull request", "draft") : pullStateName(request.state);
}

QString changeText(const Landing &landing)
{
    return landing.job > 0 ? i18nc("the number Lando gives a landing, its title", "Lando %1: %2",
                                   QString::number(landing.job), landing.title)
                           : i18n("Bug %1: %2", QString::number(landing.bug), landing.title);
}

void addLines(TextTable &table, const QStringList &lines)
{
    for (const QString &line : lines) {
        if (!line.isEmpty()) {
            table.addLine(u"    "_s + line);
        }
    }
}

}

QString queueReport(const QAbstractItemModel &model, bool json, bool pullsOnly, const QDateTime &now)
{
    QJsonArray list;
    TextTable table({i18nc("@title:column", "State"), i18nc("@title:column", "Where"), i18nc("@title:column", "Who"),
                     i18nc("@title:column", "Changed"), i18nc("@title:column", "Change")});
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        if (const QVariant value = index.data(ItemRole::PullRequest); value.isValid()) {
            const auto request = value.value<PullRequest>();
            list.append(toJson(request));
            table.add({i18nc("%1 state, %2 checks, %3 review", "%1, checks %2, review %3", requestState(request),
                             checksName(request.checks), reviewName(request.review)),
                       request.repository + u" → "_s + request.branch, request.author, timeText(request.updated),
                       u"#%1 "_s.arg(request.number) + request.title});
            const QStringList more = QStringList{request.queue.isIn() ? placeWord(request.queue) : QString()}
                + pullLines(request);
            addLines(table, more);
        } else if (const QVariant deployed = index.data(ItemRole::Deployment); deployed.isValid()) {
            if (!pullsOnly) {
                const auto deployment = deployed.value<Deployment>();
                list.append(toJson(deployment));
                table.add({index.data(ItemRole::State).toString(),
                           deployment.repository + u" → "_s + deployment.environment, deployment.creator,
                           timeText(deployment.updated), deploymentTitle(deployment)});
                addLines(table, deploymentLines(deployment));
            }
        } else if (!pullsOnly) {
            const auto landing = index.data(ItemRole::Landing).value<Landing>();
            const QVariant tree = index.data(ItemRole::Tree);
            const Tree holding = tree.value<Tree>();
            QJsonObject object = toJson(heldBy(landing, tree.isValid() ? &holding : nullptr));
            object.insert(u"serviceState"_s, landingStateName(landing.state));
            object.insert(u"heldBy"_s, tree.isValid() ? QJsonValue(toJson(holding)) : QJsonValue());
            addHowLong(object, index, isFinal(landing.state) ? QDateTime() : landing.requested, now);
            object.insert(u"lands"_s, landsJson(index.data(ItemRole::Lands)));
            list.append(object);
            // The row's own state: a closed tree holds what says of itself that it is queued.
            table.add({index.data(ItemRole::State).toString(), landing.trees.join(u", "_s), landing.author,
                       timeText(landing.changed), changeText(landing)});
            const QString held = index.data(ItemRole::Held).toString();
            // What holds it says on whom it waits as well.
            const QString reason = plainLine(landing.reason.section(u'\n', 0, 0), 200);
            addLines(table,
                     QStringList{index.data(ItemRole::HowLong).toString()}
                         + index.data(ItemRole::Note).toString().split(u'\n')
                         + QStringList{held, held.contains(reason) ? QString() : reason});
        }
    }
    return json ? jsonText(list)
                : table.text(pullsOnly ? i18n("No pull requests are known.") : i18n("The queue is empty."));
}

}
