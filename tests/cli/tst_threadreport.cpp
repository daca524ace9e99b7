// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/threadreport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_noon(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::UTC);

ChangeThread bugThread()
{
    using Ground = ThreadMember::Ground;
    return {.id = u"bmo/bug/123456"_s,
            .title = u"Fix the sock"_s,
            .author = u"dev@example.org"_s,
            .state = Landing::State::Held,
            .held = u"tree closed: infra"_s,
            .members = {{.subject = Subject(u"bmo/bug/123456"_s), .ground = Ground::Itself, .detail = {}},
                        {.subject = Subject(u"lando/lando/42"_s), .ground = Ground::Bug, .detail = u"123456"_s},
                        {.subject = Subject(u"th/push/2"_s), .ground = Ground::Revision, .detail = u"a1b2c3d4e5f6"_s}},
            .moments = {
                {.kind = Moment::Kind::Requested, .at = s_noon, .subject = Subject(u"bmo/bug/123456"_s), .detail = {}},
                {.kind = Moment::Kind::TreePush,
                 .at = s_noon.addSecs(60),
                 .subject = Subject(u"th/push/2"_s),
                 .detail = u"autoland a1b2c3d4e5f6"_s}}};
}

ChangeThread pullThread()
{
    return {.id = u"gh/pr/o/r/5"_s,
            .title = u"Mend"_s,
            .state = Landing::State::Landed,
            .members = {{.subject = Subject(u"gh/pr/o/r/5"_s)},
                        {.subject = Subject(u"th/push/9"_s), .ground = ThreadMember::Ground::PullRequest}}};
}

QList<ChangeThread> threads()
{
    return {bugThread(), pullThread()};
}

QList<Push> pushes()
{
    return {{.account = AccountId(u"th"_s),
             .id = 9,
             .revision = u"c0ffee0123456789c0ffee0123456789c0ffee01"_s,
             .commits = {{.revision = u"decaf00123456789c0ffee0123456789c0ffee01"_s}}}};
}
}

class TestThreadReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void whatFindsAThread_data()
    {
        QTest::addColumn<QString>("id");
        const QString bug = bugThread().id;
        const QString pull = pullThread().id;
        const auto row = [](const char *about, const QString &id) { QTest::newRow(about) << id; };
        row("123456", bug);
        row("bug 123456", bug);
        row(" Bug 123456 ", bug);
        row("https://bugzilla.mozilla.org/show_bug.cgi?id=123456", bug);
        row("lando 42", bug);
        row("Lando job 42", bug);
        row("Landing job id: 42", bug);
        row("https://lando.moz.tools/landings/42", bug);
        row("a1b2c3d", bug);
        row("A1B2C3D4E5F6", bug);
        row("a1b2c3d4e5f60000000000000000000000000000", bug);
        row("https://treeherder.mozilla.org/jobs?repo=autoland&revision=a1b2c3d4e5f60000000000000000000000000000", bug);
        row("bmo/bug/123456", bug);
        row("thread/bmo/bug/123456", bug);
        row("th/push/2", bug);
        row("o/r#5", pull);
        row("https://github.com/o/r/pull/5", pull);
        row("gh/pr/o/r/5", pull);
        row("c0ffee0", pull);
        row("decaf00123456789c0ffee0123456789c0ffee01", pull);
        for (const char *nothing : {"", "123457", "lando 43", "b1b2c3d", "a1b2c3", "o/r#6", "x/r#5", "autoland", "bug",
                                    "https://example.org/", "th/push/3", "1234567"}) {
            row(nothing, QString());
        }
    }
    void whatFindsAThread()
    {
        QFETCH(const QString, id);
        const QList<ChangeThread> found = threadsAbout(QString::fromUtf8(QTest::currentDataTag()), threads(), pushes());
        QCOMPARE(found.size(), id.isEmpty() ? 0 : 1);
        if (!id.isEmpty()) {
            QCOMPARE(found.constFirst().id, id);
        }
    }

    void asText()
    {
        const QString text = threadText({bugThread()}, u"123456"_s);
        QVERIFY2(
            text.startsWith(u"Fix the sock: held (tree closed: infra), by dev@example.org\nThread: bmo/bug/123456\n"_s),
            qPrintable(text));
        for (const QString &part : {u"lando/lando/42"_s, u"bug 123456"_s, u"revision a1b2c3d4e5f6"_s, u"tree-push"_s,
                                    u"autoland a1b2c3d4e5f6"_s}) {
            QVERIFY2(text.contains(part), qPrintable(part));
        }
        QVERIFY(text.indexOf(u"requested"_s) < text.indexOf(u"tree-push"_s));
        QCOMPARE(threadText({}, u"x\u001b[2J"_s), u"No change is known for “x[2J”.\n"_s);
        ChangeThread hostile = bugThread();
        hostile.title = u"\u001b[31mred\u202e"_s;
        hostile.moments.first().detail = u"\u0007bell"_s;
        hostile.members.first().detail = u"\u001b"_s;
        const QString safe = threadText({hostile}, {});
        QVERIFY(!safe.contains(u'\u001b') && !safe.contains(u'\u0007') && !safe.contains(u'\u202e'));
    }

    void asJson()
    {
        QCOMPARE(threadJson({}).simplified(), u"[ ]"_s);
        const QJsonArray list = QJsonDocument::fromJson(threadJson(threads()).toUtf8()).array();
        QCOMPARE(list.size(), 2);
        const QJsonValue thread = list[0];
        QCOMPARE(thread[u"id"].toString(), u"bmo/bug/123456"_s);
        QCOMPARE(thread[u"subject"].toString(), u"thread/bmo/bug/123456"_s);
        QCOMPARE(thread[u"state"].toString(), u"held"_s);
        QCOMPARE(thread[u"held"].toString(), u"tree closed: infra"_s);
        QVERIFY(list[1][u"held"].isNull());
        QCOMPARE(thread[u"members"][1][u"ground"].toString(), u"bug"_s);
        QVERIFY(thread[u"members"][0][u"detail"].isNull());
        QCOMPARE(thread[u"moments"][1][u"kind"].toString(), u"tree-push"_s);
        QCOMPARE(thread[u"moments"][1][u"at"].toString(), u"2026-11-20T12:01:00Z"_s);
    }

    void whatCanBeParted()
    {
        const auto part = [](const QString &id, const QString &member) {
            return partingFor(id, member, true, threads(), {});
        };
        QCOMPARE(part(u"bmo/bug/123456"_s, u"th/push/2"_s),
                 (Parting{Subject(u"bmo/bug/123456"_s), Subject(u"th/push/2"_s)}));
        QVERIFY(part(u"bmo/bug/1"_s, u"th/push/2"_s).error().contains(u"bmo/bug/1"_s));
        QVERIFY(part(u"bmo/bug/123456"_s, u"th/push/9"_s).error().contains(u"th/push/9"_s));
        QVERIFY(!part(u"bmo/bug/123456"_s, u"bmo/bug/123456"_s));
        const QList<Parting> parted{{Subject(u"b"_s), Subject(u"a"_s)}};
        QVERIFY(partingFor(u"a"_s, u"b"_s, false, {}, parted));
        QVERIFY(partingFor(u"b"_s, u"a"_s, false, {}, parted));
        QVERIFY(!partingFor(u"a"_s, u"c"_s, false, threads(), parted));
    }
};

QTEST_GUILESS_MAIN(TestThreadReport)
#include "tst_threadreport.moc"
