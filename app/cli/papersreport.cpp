// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/papersreport.h"

#include "app/cli/jsonvalues.h"
#include "app/cli/texttable.h"
#include "models/items/calltext.h"
#include "models/items/roles.h"
#include "models/values/occurrence.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <QAbstractItemModel>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
struct Call {
    Occurrence call;
    QList<Occurrence> others; ///< the same in other lists
};

bool isOf(const Call &call, const QString &list)
{
    const auto named = [&list](const Occurrence &one) {
        return one.group.contains(list, Qt::CaseInsensitive)
            || one.account.value.compare(list, Qt::CaseInsensitive) == 0;
    };
    return list.isEmpty() || named(call.call) || std::ranges::any_of(call.others, named);
}

QList<Call> callsOf(const Command &command, const QAbstractItemModel &agenda, QDate today)
{
    QList<Call> calls;
    for (int day = 0; day < agenda.rowCount(); ++day) {
        const QModelIndex above = agenda.index(day, 0);
        for (int row = 0; row < agenda.rowCount(above); ++row) {
            const QModelIndex index = agenda.index(row, 0, above);
            const Call here{index.data(ItemRole::Occurrence).value<Occurrence>(),
                            index.data(ItemRole::Others).value<QList<Occurrence>>()};
            const QDate closes = here.call.closes();
            const bool near = !closes.isValid() || (closes >= today && closes <= today.addDays(command.days));
            if (here.call.isCall() && near && isOf(here, command.group)) {
                calls.append(here);
            }
        }
    }
    std::ranges::stable_sort(calls, [](const Call &a, const Call &b) {
        const QDate left = a.call.closes();
        const QDate right = b.call.closes();
        return left.isValid() && (!right.isValid() || left < right);
    });
    return calls;
}

QJsonValue dayJson(QDate day)
{
    return textJson(day.isValid() ? day.toString(Qt::ISODate) : QString());
}

QJsonObject jsonOf(const Call &one)
{
    const Occurrence &call = one.call;
    QJsonArray also;
    for (const Occurrence &other : one.others) {
        also.append(QJsonObject{
            {u"subject"_s, other.subject().value}, {u"group"_s, other.group}, {u"closes"_s, dayJson(other.closes())}});
    }
    return {{u"subject"_s, call.subject().value},
            {u"conference"_s, call.title},
            {u"closes"_s, dayJson(call.closes())},
            {u"heldFrom"_s, dayJson(call.heldFrom)},
            {u"heldUntil"_s, dayJson(call.heldUntil)},
            {u"place"_s, textJson(call.place)},
            {u"group"_s, call.group},
            {u"url"_s, urlJson(call.url)},
            {u"also"_s, also}};
}

QString closesText(const Occurrence &call)
{
    return call.closes().isValid() ? QLocale().toString(call.closes(), QLocale::ShortFormat)
                                   : i18nc("@item the last day of a call for papers", "not told");
}
}

QString papersReport(const Command &command, const QAbstractItemModel &agenda, const QDateTime &now)
{
    const QList<Call> calls = callsOf(command, agenda, now.toLocalTime().date());
    if (command.json) {
        QJsonArray json;
        for (const Call &call : calls) {
            json.append(jsonOf(call));
        }
        return QString::fromUtf8(QJsonDocument(json).toJson());
    }
    TextTable table({i18nc("@title:column", "Closes"), i18nc("@title:column", "Conference"),
                     i18nc("@title:column when a conference is", "Held"), i18nc("@title:column", "Place"),
                     i18nc("@title:column", "List")});
    for (const Call &one : calls) {
        const Occurrence &call = one.call;
        table.add({closesText(call), plainLine(call.title), heldText(call.heldFrom, call.heldUntil),
                   plainLine(call.place), plainLine(call.group)});
        if (!call.url.isEmpty()) {
            table.addLine(u"    "_s + call.url.toString(QUrl::FullyEncoded));
        }
    }
    return table.text(i18n("No call for papers is open."));
}

}
