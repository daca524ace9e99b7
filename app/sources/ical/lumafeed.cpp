// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/lumafeed.h"

#include "app/sources/ical/feedtext.h"
#include "models/values/lumaaddress.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_mostLines = 8; ///< of an address

/// An address as it stands, where it is one of Luma's.
QUrl pageAt(const QString &text)
{
    const QUrl url = webAddress(text);
    return isLumaHost(url.host()) ? url : QUrl();
}

/// "Get up-to-date information at: https://luma.com/SLUG", the first line of every description.
QUrl pageIn(const QString &description)
{
    static const QRegularExpression link(u"https?://[^\\s<>\"'\\\\]{4,500}"_s);
    auto found = link.globalMatch(description.left(4'000));
    for (int looked = 0; found.hasNext() && looked < 20; ++looked) {
        QString address = found.next().captured();
        while (!address.isEmpty() && u".,;:!?)]"_s.contains(address.back())) {
            address.chop(1);
        }
        if (const QUrl page = pageAt(address); !page.isEmpty()) {
            return page;
        }
    }
    return {};
}

/// The lines below "Address:", up to the first empty one; none where they only send one to the page.
QString addressIn(const QString &description)
{
    const QStringList lines = description.split(u'\n');
    const qsizetype at = lines.indexOf(u"Address:"_s);
    QStringList parts;
    for (qsizetype i = at + 1; at >= 0 && i < lines.size() && parts.size() < s_mostLines; ++i) {
        const QString part = lines.at(i).trimmed();
        if (part.isEmpty()) {
            break;
        }
        parts.append(part);
    }
    const QString place = feedLine(parts.join(", "_L1), 300);
    return place.startsWith("Check event page"_L1) || place.contains("://"_L1) ? QString() : place;
}
}

void asLumaOccurrence(Occurrence &occurrence)
{
    if (occurrence.status == Occurrence::Status::Tentative) {
        occurrence.status = Occurrence::Status::Confirmed;
    }
    const QUrl inPlace = pageAt(occurrence.place);
    if (!inPlace.isEmpty()) {
        occurrence.place = addressIn(occurrence.description);
    }
    if (occurrence.url.isEmpty()) {
        const QUrl inText = pageIn(occurrence.description);
        occurrence.url = inText.isEmpty() ? inPlace : inText;
    }
}

}
