// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/treeherder/treeherdersource.h"
#include "tests/sources/wireserver.h"

#include <QTimeZone>

/// A Treeherder that answers each path with what a test has put there, and a source that asks it.
class SmallTreeherder
{
public:
    SmallTreeherder()
        : wire([this](const WireServer::Asked &asked) { return answer(asked); }), http(Windsock::systemNow), source(http)
    {
    }

    /// A push for the list that a path answers.
    static QByteArray push(qint64 id, const QByteArray &revision)
    {
        return "{\"id\":" + QByteArray::number(id) + ",\"revision\":\"" + revision
            + "\",\"author\":\"me@example.org\",\"push_timestamp\":1795187513}";
    }
    static QByteArray results(const QByteArrayList &rows) { return "{\"results\":[" + rows.join(',') + "]}"; }
    /// A finished job of push 1 with a result and a classification.
    static QByteArray job(qint64 id, const QByteArray &result, int classification = 1, int tier = 1)
    {
        return "[" + QByteArray::number(id) + ",1,\"completed\",\"" + result + "\","
            + QByteArray::number(classification) + "," + QByteArray::number(tier) + ",\"2026-11-20T15:00:00\"]";
    }
    static QByteArray jobs(const QByteArrayList &rows)
    {
        return "{\"next\":null,\"results\":[" + rows.join(',')
            + "],\"job_property_names\":[\"id\",\"push_id\",\"state\",\"result\",\"failure_classification_id\","
              "\"tier\","
              "\"last_modified\"]}";
    }

    Windsock::FetchTask task(Windsock::Watch::Kind kind = Windsock::Watch::Kind::Tree, const QString &who = {}) const
    {
        using namespace Qt::StringLiterals;
        using namespace Windsock;
        return {.account = {.id = AccountId(u"th"_s), .service = Service::Treeherder, .baseUrl = wire.base()},
                .watch = {.id = WatchId(u"th/w"_s),
                          .account = AccountId(u"th"_s),
                          .kind = kind,
                          .target = u"try"_s,
                          .who = who},
                .now = now};
    }

    Windsock::Result<Windsock::Snapshot> fetch(const Windsock::FetchTask &task)
    {
        int times = 0;
        auto snapshot = fetchOnce(source, task, &times);
        [&] { QCOMPARE(times, 1); }();
        return snapshot;
    }

    /// The paths behind /base/api/ that were asked since the last call.
    QStringList takeAsked()
    {
        QStringList paths;
        for (const WireServer::Asked &asked : std::exchange(wire.asked, {})) {
            paths.append(asked.path.sliced(QStringLiteral("/base/api/").size()));
        }
        return paths;
    }

    QDateTime now{QDate(2026, 11, 20), QTime(16, 0), QTimeZone::UTC};
    QHash<QString, WireServer::Told> told; ///< by the path behind /base/api/
    WireServer wire;
    Windsock::HttpClient http;
    Windsock::TreeherderSource source;

private:
    WireServer::Told answer(const WireServer::Asked &asked) const
    {
        return told.value(asked.path.sliced(QStringLiteral("/base/api/").size()),
                          {.status = 404, .body = "\"nothing here\""});
    }
};
