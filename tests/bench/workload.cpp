// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/workload.h"

#include "app/airfield/fielddata.h"
#include "app/sources/treeherder/treeherderparser.h"
#include "app/sources/treeherder/treeherderrequests.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qint64 s_idsApart = 1'000'000;

QJsonObject objectOf(const QByteArray &bytes)
{
    return QJsonDocument::fromJson(bytes).object();
}

/// Where the columns are that make a row one of its own.
struct Columns {
    qsizetype id = -1;
    qsizetype push = -1;
    qsizetype task = -1;

    explicit Columns(const QJsonArray &names)
    {
        for (qsizetype i = 0; i < names.size(); ++i) {
            const QString name = names.at(i).toString();
            if (name == "id"_L1) {
                id = i;
            } else if (name == "push_id"_L1) {
                push = i;
            } else if (name == "task_id"_L1) {
                task = i;
            }
        }
    }
};

QJsonArray moved(QJsonArray row, const Columns &columns, int copy)
{
    row[columns.id] = row[columns.id].toInteger() + copy * s_idsApart;
    row[columns.push] = row[columns.push].toInteger() + copy * s_idsApart;
    row[columns.task] = QString(row[columns.task].toString() + QString::number(copy));
    return row;
}

QByteArray movedPushes(const QByteArray &bytes, int copies)
{
    QJsonObject answer = objectOf(bytes);
    QJsonArray all;
    for (int copy = 0; copy < copies; ++copy) {
        for (const QJsonValue &value : answer["results"_L1].toArray()) {
            QJsonObject push = value.toObject();
            push["id"_L1] = push["id"_L1].toInteger() + copy * s_idsApart;
            push["push_timestamp"_L1] = push["push_timestamp"_L1].toInteger() - copy * 86'400;
            all.append(push);
        }
    }
    answer["results"_L1] = all;
    return QJsonDocument(answer).toJson(QJsonDocument::Compact);
}
}

Workload recordedWorkload(const QString &step)
{
    const QString start = u"treeherder/autoland/"_s + step;
    const QString folder = fieldDataDir();
    Workload workload{.pushes = readFieldData(folder, start + u"-push.json"_s)};
    for (int page = 1;; ++page) {
        const QByteArray bytes = readFieldData(folder, start + u"-jobs-%1.json"_s.arg(page));
        if (bytes.isEmpty()) {
            return workload;
        }
        workload.jobs.append(bytes);
    }
}

Workload repeatedWorkload(qsizetype jobs)
{
    const Workload once = recordedWorkload(u"t0"_s);
    Workload workload;
    QJsonObject page = objectOf(once.jobs.value(0));
    const Columns columns(page["job_property_names"_L1].toArray());
    QJsonArray rows;
    const auto endPage = [&](bool more) {
        page["results"_L1] = std::exchange(rows, {});
        page["next"_L1] = more ? page["next"_L1] : QJsonValue();
        workload.jobs.append(QJsonDocument(page).toJson(QJsonDocument::Compact));
    };
    qsizetype left = jobs;
    int copies = 0;
    for (; left > 0 && !once.jobs.isEmpty(); ++copies) {
        for (const QByteArray &bytes : once.jobs) {
            for (const QJsonValue &row : objectOf(bytes)["results"_L1].toArray()) {
                if (left == 0) {
                    break;
                }
                rows.append(moved(row.toArray(), columns, copies));
                if (--left == 0 || rows.size() == Treeherder::jobsPerPage) {
                    endPage(left > 0);
                }
            }
        }
    }
    workload.pushes = movedPushes(once.pushes, copies);
    return workload;
}

Snapshot snapshotOf(const Workload &workload, const Watch &watch, const QDateTime &asOf, bool whole)
{
    Snapshot snapshot{.account = watch.account, .watch = watch.id, .asOf = asOf, .whole = whole};
    const Treeherder::Place place{
        .account = watch.account, .base = defaultBaseUrl(Service::Treeherder), .repository = watch.target};
    if (!workload.pushes.isEmpty()) {
        if (auto page = Treeherder::parsePushes(workload.pushes, place)) {
            snapshot.pushes = std::move(page->pushes);
        }
    }
    QStringList columns;
    for (const QByteArray &bytes : workload.jobs) {
        if (auto page = Treeherder::parseJobs(bytes, columns)) {
            snapshot.jobs += std::move(page->jobs);
            columns = page->columns;
        }
    }
    return snapshot;
}

}
