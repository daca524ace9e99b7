// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demopushes.h"

#include <QCryptographicHash>

#include <array>

namespace Windsock::Demo {

namespace {
/// The jobs every push of "demo" has.
struct JobKind {
    const char *group;
    const char *groupSymbol;
    const char *symbol;
    const char *type;
    const char *platform;
    const char *option;
};

constexpr std::array s_kinds{
    JobKind{"Builds", "B", "B", "build-linux64/opt", "linux64", "opt"},
    JobKind{"Builds", "B", "B", "build-win64/debug", "windows11-64-24h2", "debug"},
    JobKind{"Mochitests", "M", "1", "test-linux1804-64-qr/opt-mochitest-1", "linux1804-64-qr", "opt"},
    JobKind{"Mochitests", "M", "2", "test-linux1804-64-qr/opt-mochitest-2", "linux1804-64-qr", "opt"},
    JobKind{"Reftests", "R", "R1", "test-windows11-64-24h2/debug-reftest-1", "windows11-64-24h2", "debug"},
    JobKind{"Xpcshell tests", "X", "X1", "test-macosx1470-64/opt-xpcshell-1", "macosx1470-64", "opt"},
};
}

QString revisionOf(qint64 number)
{
    return QString::fromLatin1(QCryptographicHash::hash(QByteArray::number(number), QCryptographicHash::Sha1).toHex());
}

qint64 jobId(int n, size_t kind, int again)
{
    return (s_firstPush + n) * 100 + qint64(kind) + 10 * again;
}

void job(FieldWorlds &worlds, int n, size_t kind, const char *state, const char *result, int classification, int again)
{
    const JobKind &what = s_kinds.at(kind);
    const qint64 push = s_firstPush + n;
    const qint64 id = jobId(n, kind, again);
    const auto word = [](const char *text) { return QJsonValue(QString::fromLatin1(text)); };
    const qint64 now = worlds.clock.now().toMSecsSinceEpoch() * 1000;
    const QString task =
        QString::fromLatin1(QByteArray::number(id).toBase64(QByteArray::OmitTrailingEquals)).leftJustified(22, u'A');
    const QJsonArray row{classification,
                         id,
                         word(what.group),
                         word(what.groupSymbol),
                         word(what.type),
                         word(what.symbol),
                         RepositoryState::timeText(now),
                         word(what.platform),
                         push,
                         revisionOf(push),
                         word(result),
                         revisionOf(id),
                         word(state),
                         1,
                         task,
                         0,
                         12,
                         word(what.option)};
    QJsonArray rows;
    rows.append(row);
    worlds.treeherder.demo().mergeJobs(rows, now);
}

void jobs(FieldWorlds &worlds, int n, const QList<size_t> &kinds, const char *state, const char *result)
{
    for (const size_t kind : kinds) {
        job(worlds, n, kind, state, result);
    }
}

void push(FieldWorlds &worlds, const QDateTime &when, int n, const QString &author, const QString &message)
{
    const qint64 id = s_firstPush + n;
    const QJsonObject commit{{u"result_set_id"_s, id},
                             {u"repository_id"_s, 1051},
                             {u"revision"_s, revisionOf(id)},
                             {u"author"_s, u"%1 <%2>"_s.arg(author.section(u'@', 0, 0), author)},
                             {u"comments"_s, message}};
    worlds.treeherder.demo().addPush({{u"id"_s, id},
                                      {u"revision"_s, revisionOf(id)},
                                      {u"author"_s, author},
                                      {u"branch"_s, QJsonValue::Null},
                                      {u"revisions"_s, QJsonArray{commit}},
                                      {u"revision_count"_s, 1},
                                      {u"push_timestamp"_s, when.toSecsSinceEpoch()},
                                      {u"repository_id"_s, 1051}});
    jobs(worlds, n, {0, 1, 2, 3, 4, 5}, "pending", "unknown");
}

}
