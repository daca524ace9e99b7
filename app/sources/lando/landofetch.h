// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/sources/offthread.h"
#include "app/sources/source.h"

namespace Windsock::Lando {

/// One fetch of one watch, from begin() to exactly one ended().
class Fetch : public QObject
{
    Q_OBJECT

public:
    Fetch(HttpClient &http, const FetchTask &task);
    virtual void begin() = 0;

Q_SIGNALS:
    void ended(const Windsock::Result<Windsock::Snapshot> &result);

protected:
    /// Asks, and hands on what `parse` made of a 200 on the thread pool, or why there is none. What an answer of another
    /// status means is in the failure: NotFound for 404, with the service's own words.
    template<class T>
    void ask(const HttpRequest &request, Result<T> (*parse)(const QByteArray &),
             std::function<void(const Result<T> &)> then)
    {
        m_http.send(request, this, [this, parse, then = std::move(then)](const Result<HttpAnswer> &answer) {
            if (!answer || answer->status != 200) {
                then(Failed(answer ? failureOf(*answer) : answer.error()));
                return;
            }
            offThread(this, [parse, body = answer->body] { return parse(body); }, then);
        });
    }
    void fail(Failure failure);
    void skip(const QString &what, const QString &why);

    FetchTask m_task;
    Snapshot m_snapshot;

private:
    Failure failureOf(const HttpAnswer &answer) const;

    HttpClient &m_http;
};

}
