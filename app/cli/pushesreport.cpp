// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/pushesreport.h"

#include "app/cli/reportparts.h"
#include "app/cli/texttable.h"
#include "app/cli/tryjson.h"
#include "models/items/blametext.h"
#include "models/items/roles.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

QString pushesReport(const QAbstractItemModel &model, bool json, const QDateTime &now)
{
    QJsonArray list;
    TextTable table({i18nc("@title:column", "Result"), i18nc("@title:column", "Done"),
                     i18nc("@title:column", "Repository"), i18nc("@title:column", "Revision"),
                     i18nc("@title:column", "Author"), i18nc("@title:column", "Push")});
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        const auto push = index.data(ItemRole::Push).value<Push>();
        const auto standing = index.data(ItemRole::Standing).value<PushStanding>();
        QJsonObject object = toJson(push, standing);
        addHowLong(object, index, standing.settled ? QDateTime() : push.pushed, now);
        const auto asked = tryRequestOf(push);
        object.insert(u"asked"_s, asked ? QJsonValue(toJson(*asked)) : QJsonValue());
        list.append(object);
        table.add({verdictName(standing.verdict), i18nc("share done", "%1 %", standing.percent()), push.repository,
                   push.shortRevision(), push.author, push.title()});
        if (const QString words = index.data(ItemRole::Asked).toString(); !words.isEmpty()) {
            table.addLine(
                u"    "_s
                + i18nc("%1 are sentences on what a try push asks for", "Asked for: %1", plainLine(words, 300)));
        }
        for (const FailedJob &job : standing.failures) {
            table.addLine(u"    "_s
                          + i18nc("%1 result, %2 job, %3 platform", "%1: %2 (%3)", jobResultName(job.result), job.name,
                                  job.platform));
            if (const QString blame = blameText(job); !blame.isEmpty()) {
                table.addLine(u"        "_s + blame);
            }
        }
        if (const QString howLong = index.data(ItemRole::HowLong).toString();
            !howLong.isEmpty() && standing.verdict != Verdict::Unknown) {
            table.addLine(u"    "_s
                          + i18nc("%1 is a range of time or “unknown yet”", "Until it is settled: %1", howLong));
        }
    }
    return json ? jsonText(list) : table.text(i18n("No pushes are known."));
}

}
