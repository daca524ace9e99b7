// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/calltext.h"

#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <QLocale>

using namespace Qt::StringLiterals;

namespace Windsock {

QString callTitle(const Occurrence &call)
{
    const QString conference = plainLine(call.title, 120);
    return call.closes().isValid() ? i18nc("@item %1 is a conference", "Call for papers of %1 closes", conference)
                                   : i18nc("@item %1 is a conference", "Call for papers of %1 is open", conference);
}

QString heldText(QDate from, QDate until)
{
    if (!from.isValid()) {
        return {};
    }
    const QLocale locale;
    const QString first = locale.toString(from, QLocale::ShortFormat);
    return !until.isValid() || until <= from
        ? first
        : i18nc("@item from a date to a date", "%1 – %2", first, locale.toString(until, QLocale::ShortFormat));
}

QString conferenceText(const Occurrence &call)
{
    QStringList parts{heldText(call.heldFrom, call.heldUntil), plainLine(call.place)};
    parts.removeAll(QString());
    return parts.join(", "_L1);
}

QString callNote(const Occurrence &call)
{
    QStringList sentences;
    if (const QString conference = conferenceText(call); !conference.isEmpty()) {
        sentences.append(i18nc("@info %1 is dates and a place", "The conference: %1.", conference));
    }
    if (call.closes().isValid()) {
        sentences.append(
            i18nc("@info of a call for papers",
                  "The list names a day and no zone: mostly it ends where it ends last on Earth (UTC−12)."));
    }
    return sentences.join(u' ');
}

}
