// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/looksorter.h"
#include "tests/fuzz/mutate.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Windsock;
using namespace Qt::StringLiterals;

namespace {
void feed(const QByteArray &bytes)
{
    static LookSorter sorter(LinePlan{
        .pushes = {{.id = WatchId(u"a"_s), .kind = Watch::Kind::Tree, .target = u"autoland"_s},
                   {.id = WatchId(u"b"_s), .kind = Watch::Kind::Author, .target = u"try"_s, .who = u"x@example.org"_s},
                   {.id = WatchId(u"c"_s), .kind = Watch::Kind::Revision, .target = u"try"_s, .who = u"0123456"_s}},
        .landings = {{.id = WatchId(u"d"_s), .kind = Watch::Kind::LandingJob, .target = u"7"_s}}});
    const QString text = QString::fromUtf8(bytes.first(std::min<qsizetype>(bytes.size(), 300)));
    for (const QString &exchange : {u"exchange/taskcluster-queue/v1/task-failed"_s,
                                    u"exchange/taskcluster-queue/v1/task-group-resolved"_s, u"exchange/x"_s}) {
        (void)sorter.watchesOf(LineMessage{
            .exchange = exchange, .key = text, .routes = {u"route.tc-treeherder.v2."_s + text}, .body = bytes});
    }
    if (sorter.groupsKnown() > 2000) {
        qFatal("more groups are kept than there may be");
    }
}
}

int main()
{
    QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/pulse/task-failed-2026.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        return 1;
    }
    QRandomGenerator random(20261126);
    const QJsonArray messages = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue &message : messages) {
        feedDamagedBytes(QJsonDocument(message[u"payload"].toObject()).toJson(), feed, random, 200);
    }
    feedDamagedBytes(
        R"({"payload":{"repo_url":"https://hg.mozilla.org/try","heads":["2f77bc4f354d9ba67ea5270b2fc789f4b0521287"],
"pushlog_pushes":[{"user":"x@example.org","pushid":7}]}})",
        feed, random, 500);
    feedDamagedBytes(R"({"payload":{"repo_url":"https://github.com/a/b","branches":{"autoland":"1","main":"2"}}})",
                     feed, random, 500);
    return messages.isEmpty() ? 1 : 0;
}
