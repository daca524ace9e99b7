// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/icalsource.h"

#include "app/net/webaddress.h"
#include "app/sources/ical/calendarfeed.h"
#include "app/sources/ical/lumafeed.h"
#include "app/sources/offthread.h"
#include "models/values/lumaaddress.h"

using namespace Qt::StringLiterals;

namespace Windsock {

ICalSource::ICalSource(HttpClient &http, QObject *parent)
    : Source(parent), m_http(http), m_viewer(QTimeZone::systemTimeZone())
{
}

void ICalSource::fetch(const FetchTask &task)
{
    const Result<QUrl> address = feedAddress(task.watch.target);
    if (!address) {
        finishLater(Failed(address.error()));
        return;
    }
    if (lumaAddressOf(*address) == LumaAddress::Page) {
        finishLater(Failed(Failure{.kind = Failure::Kind::Rejected,
                                   .reason = Failure::Reason::BadAddress,
                                   .host = hostOf(*address),
                                   .detail = u"a page at Luma, not the feed of a calendar"_s}));
        return;
    }
    HttpRequest request = feedRequest(*address, readFeedCursor(task.memory.cursor, *address), task.now);
    request.scope = task.account.id.value;
    request.secretPath = true;
    m_http.send(request, this, [this, task, address = *address](const Result<HttpAnswer> &answer) {
        if (!answer) {
            finishLater(Failed(answer.error()));
            return;
        }
        offThread(
            this,
            [task, address, answer = *answer, viewer = m_viewer] {
                return readFeedAnswer(task, address, answer, viewer,
                                      isLumaHost(address.host()) ? asLumaOccurrence : nullptr);
            },
            [this](const Result<Snapshot> &result) { Q_EMIT finished(result); });
    });
}

}
