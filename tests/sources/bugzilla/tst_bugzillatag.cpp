// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillatag.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock::Bugzilla;
using Fault = NearTag::Fault;

namespace {
/// The grammar as the first autoland had it, for an independent reading.
std::optional<Tag> tagByExpression(const QString &whiteboard)
{
    static const QRegularExpression grammar(u"\\[autoland(-[^\\[\\]:]+)?((:\\d+(,\\d+)*)|(:-[^\\[\\]:]+)){0,2}\\]"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression part(u":(?:(-[^\\[\\]:]+)|([0-9,]+))"_s);
    const QRegularExpressionMatch match = grammar.match(whiteboard);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    Tag tag{.written = match.captured()};
    for (const auto &found : part.globalMatch(tag.written.toLower())) {
        if (!found.captured(1).isEmpty()) {
            tag.trySyntax = found.captured(1);
        }
        for (const QString &id : found.captured(2).split(u',', Qt::SkipEmptyParts)) {
            tag.attachments.append(id.toLongLong());
        }
    }
    const QString trees = match.captured(1).mid(1).toLower();
    tag.inQueue = trees == "in-queue"_L1;
    for (const QString &tree : tag.inQueue ? QStringList() : (trees.isEmpty() ? u"try"_s : trees).split(u',')) {
        if (!tree.trimmed().isEmpty() && !tag.trees.contains(tree.trimmed())) {
            tag.trees.append(tree.trimmed());
        }
    }
    return tag;
}

QString describe(const std::optional<Tag> &tag)
{
    if (!tag) {
        return u"none"_s;
    }
    QStringList ids;
    for (const qint64 id : tag->attachments) {
        ids.append(QString::number(id));
    }
    return QStringList{tag->written, tag->trees.join(u','), ids.join(u','), tag->trySyntax,
                       tag->inQueue ? u"in queue"_s : QString()}
        .join(u'|');
}
}

class BugzillaTagTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTags_data()
    {
        QTest::addColumn<QString>("whiteboard");
        QTest::addColumn<QString>("read"); // trees | attachments | try syntax; empty: no tag
        QTest::newRow("try") << u"[autoland-try]"_s << u"try||"_s;
        QTest::newRow("plain") << u"[autoland]"_s << u"try||"_s;
        QTest::newRow("two trees") << u"x [autoland-mozilla-aurora,mozilla-beta] y"_s
                                   << u"mozilla-aurora mozilla-beta||"_s;
        QTest::newRow("all parts") << u"[autoland-try:409589:-p all -u mochitests]"_s
                                   << u"try|409589|-p all -u mochitests"_s;
        QTest::newRow("other order") << u"[autoland-try:-b do:1,2]"_s << u"try|1 2|-b do"_s;
        QTest::newRow("any case") << u"[AutoLand-Try:-B DO]"_s << u"try||-b do"_s;
        QTest::newRow("the first counts") << u"[autoland-a][autoland-b]"_s << u"a||"_s;
        QTest::newRow("a broken one before") << u"[autoland:x] [autoland-b]"_s << u"b||"_s;
        QTest::newRow("in queue") << u"[autoland-in-queue]"_s << u"||"_s;
        for (const auto &bad :
             {u""_s, u"autoland-try"_s, u"[autoland-try"_s, u"[autolander]"_s, u"[autoland-]"_s, u"[autoland-try:]"_s,
              u"[autoland-try:1,]"_s, u"[autoland-try:1:2:3]"_s, u"[fixed-in-autoland]"_s}) {
            QTest::addRow("none in '%s'", qPrintable(bad)) << bad << QString();
        }
    }

    void readsTags()
    {
        QFETCH(QString, whiteboard);
        QFETCH(QString, read);
        const auto tag = tagIn(whiteboard, u"autoland"_s);
        QCOMPARE(tag.has_value(), !read.isEmpty());
        if (tag) {
            QStringList ids;
            for (const qint64 id : tag->attachments) {
                ids.append(QString::number(id));
            }
            QCOMPARE((QStringList{tag->trees.join(u' '), ids.join(u' '), tag->trySyntax}.join(u'|')), read);
            QVERIFY(whiteboard.contains(tag->written));
            QCOMPARE(tag->inQueue, read == u"||"_s);
        }
    }

    /// The grammar of 2011, put together from its parts in every order.
    void readsEveryTagOfTheGrammar_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QStringList>("trees");
        QTest::addColumn<QList<qint64>>("ids");
        QTest::addColumn<QString>("syntax");
        const QList<std::pair<QString, QStringList>> trees{
            {u""_s, {u"try"_s}},
            {u"-try"_s, {u"try"_s}},
            {u"-mozilla-central"_s, {u"mozilla-central"_s}},
            {u"-Mozilla-Inbound,MOZILLA-AURORA"_s, {u"mozilla-inbound"_s, u"mozilla-aurora"_s}},
            {u"-a, b ,,a"_s, {u"a"_s, u"b"_s}},
            {u"-in-queue-x"_s, {u"in-queue-x"_s}},
        };
        const QList<std::pair<QString, QList<qint64>>> ids{
            {u":7"_s, {7}}, {u":409589,2,30"_s, {409589, 2, 30}}, {u":0012"_s, {12}}};
        const QStringList syntaxes{u":-p all -u mochitests -t none"_s, u":-B DO"_s, u":--x=\"y\" (z)"_s};
        const auto row = [](const QString &inner, const QStringList &trees, const QList<qint64> &ids,
                            const QString &syntax) {
            for (const QString &name : {u"autoland"_s, u"AUTOLAND"_s, u"AutoLand"_s}) {
                const QString written = u'[' + name + inner + u']';
                QTest::addRow("%s", qPrintable(written)) << written << trees << ids << syntax;
            }
        };
        for (const auto &[treeText, treeList] : trees) {
            row(treeText, treeList, {}, {});
            for (const auto &[idText, idList] : ids) {
                row(treeText + idText, treeList, idList, {});
                for (const QString &syntax : syntaxes) {
                    row(treeText + idText + syntax, treeList, idList, syntax.mid(1).toLower());
                    row(treeText + syntax + idText, treeList, idList, syntax.mid(1).toLower());
                }
            }
            for (const QString &syntax : syntaxes) {
                row(treeText + syntax, treeList, {}, syntax.mid(1).toLower());
            }
        }
    }

    void readsEveryTagOfTheGrammar()
    {
        QFETCH(QString, written);
        QFETCH(QStringList, trees);
        QFETCH(QList<qint64>, ids);
        QFETCH(QString, syntax);
        for (const QString &around : {u"%1"_s, u"[wanted] %1 [qa-]"_s, u"x]%1]["_s, u"\n[autoland %1\t[autoland-z]"_s}) {
            const auto tag = tagIn(around.arg(written), u"autoland"_s);
            QVERIFY(tag);
            QCOMPARE(tag->written, written);
            QCOMPARE(tag->trees, trees);
            QCOMPARE(tag->attachments, ids);
            QCOMPARE(tag->trySyntax, syntax);
            QVERIFY(!tag->inQueue);
        }
    }

    void takesNothingThatIsNearlyATag_data()
    {
        QTest::addColumn<QString>("whiteboard");
        for (const QString &bad : {u"[autoland"_s,
                                   u"autoland]"_s,
                                   u"(autoland)"_s,
                                   u"[ autoland]"_s,
                                   u"[autoland ]"_s,
                                   u"[autoland -try]"_s,
                                   u"[autoland_try]"_s,
                                   u"[xautoland]"_s,
                                   u"[auto-land]"_s,
                                   u"[autoland:]"_s,
                                   u"[autoland::1]"_s,
                                   u"[autoland:1,]"_s,
                                   u"[autoland:,1]"_s,
                                   u"[autoland:1,,2]"_s,
                                   u"[autoland:1 ,2]"_s,
                                   u"[autoland: 1]"_s,
                                   u"[autoland:1 ]"_s,
                                   u"[autoland:+1]"_s,
                                   u"[autoland:0x1]"_s,
                                   u"[autoland:1.5]"_s,
                                   u"[autoland:\u0661]"_s,
                                   u"[autoland:p all]"_s,
                                   u"[autoland: -p all]"_s,
                                   u"[autoland-try:-p:all]"_s,
                                   u"[autoland-try:1:2:3]"_s,
                                   u"[autoland-try:-a:-b:1]"_s,
                                   u"[autoland-try:1:-a:2]"_s,
                                   u"[autoland-:1]"_s,
                                   u"[autoland-try:-]"_s,
                                   u"[autoland-[try]]"_s,
                                   u"[autoland-try:-p [x] all]"_s,
                                   u"[autoland-try[autoland"_s,
                                   u"[autoland-try:-b do"_s,
                                   u"[\n autoland]"_s}) {
            QTest::addRow("%s", qPrintable(bad)) << bad;
        }
    }

    void takesNothingThatIsNearlyATag()
    {
        QFETCH(QString, whiteboard);
        QVERIFY(!tagIn(whiteboard, u"autoland"_s));
        const auto after = tagIn(whiteboard + u" [autoland-after]"_s, u"autoland"_s);
        QVERIFY(after);
        QCOMPARE(after->trees, QStringList{u"after"_s});
    }

    void knowsWhatIsTakenUp_data()
    {
        QTest::addColumn<QString>("whiteboard");
        QTest::addColumn<bool>("inQueue");
        QTest::newRow("in queue") << u"[autoland-in-queue]"_s << true;
        QTest::newRow("any case") << u"[Autoland-In-Queue]"_s << true;
        QTest::newRow("with ids") << u"[autoland-in-queue:12]"_s << true;
        QTest::newRow("a tree of that name and more") << u"[autoland-in-queue,try]"_s << false;
        QTest::newRow("a tree that starts so") << u"[autoland-in-queue2]"_s << false;
    }

    void knowsWhatIsTakenUp()
    {
        QFETCH(QString, whiteboard);
        QFETCH(bool, inQueue);
        const auto tag = tagIn(whiteboard, u"autoland"_s);
        QVERIFY(tag);
        QCOMPARE(tag->inQueue, inQueue);
        QCOMPARE(tag->trees.isEmpty(), inQueue);
    }

    void otherNamesAreTakenLiterally()
    {
        QVERIFY(tagIn(u"[land.me-a]"_s, u"land.me"_s));
        QVERIFY(!tagIn(u"[landxme-a]"_s, u"land.me"_s));
        QVERIFY(tagIn(u"[a+b(c-t]"_s, u"a+b(c"_s));
        QVERIFY(!tagIn(u"[autoland-try]"_s, u"auto"_s));
        QVERIFY(!tagIn(u"[autoland-try]"_s, u".*"_s));
    }

    void aHugeNumberIsNoCrash()
    {
        const auto tag = tagIn(u"[autoland-try:99999999999999999999999,9223372036854775807]"_s, u"autoland"_s);
        QVERIFY(tag);
        QCOMPARE(tag->attachments.size(), 2);
        QCOMPARE(tag->attachments.at(1), std::numeric_limits<qint64>::max());
    }

    /// Ten times the text may take ten times as long, not a hundred times.
    void readsLongWhiteboardsInLinearTime_data()
    {
        QTest::addColumn<QString>("part");
        QTest::newRow("openings") << u"[autoland-"_s;
        QTest::newRow("brackets") << u"["_s;
        QTest::newRow("ids") << u"1,"_s;
        QTest::newRow("digits") << u"1"_s;
        QTest::newRow("colons") << u":-a"_s;
        QTest::newRow("mixed") << u"[autoland-try:1,2,3:-p all"_s;
        QTest::newRow("blanks") << u" "_s;
    }

    void readsLongWhiteboardsInLinearTime()
    {
        QFETCH(QString, part);
        const QString begin = u"[autoland-try:"_s;
        const auto timeOf = [&](qsizetype size) {
            const QString whiteboard = begin + part.repeated(size / part.size());
            qint64 best = std::numeric_limits<qint64>::max();
            for (int i = 0; i < 5; ++i) {
                QElapsedTimer timer;
                timer.start();
                if (tagIn(whiteboard, u"autoland"_s)) {
                    return qint64(-1);
                }
                best = std::min(best, timer.nsecsElapsed());
            }
            return best;
        };
        const qint64 small = timeOf(10'000);
        const qint64 large = timeOf(100'000);
        QVERIFY(small >= 0 && large >= 0);
        QVERIFY2(large < 40 * std::max<qint64>(small, 1'000'000),
                 qPrintable(u"%1 ns, then %2 ns"_s.arg(small).arg(large)));
        QVERIFY2(small < 50'000'000, qPrintable(QString::number(small)));
        QCOMPARE(tagIn(begin + part.repeated(10'000 / part.size()) + u"] [autoland-end]"_s, u"autoland"_s).has_value(),
                 true);
    }

    /// Texts put together at random from what tags are made of, read by the grammar itself and by us.
    void readsWhatTheGrammarReads()
    {
        const QStringList pieces{
            u"["_s,  u"]"_s,   u"autoland"_s,  u"AutoLand"_s, u"-"_s,       u"-try"_s, u":"_s,
            u":-"_s, u","_s,   u"1"_s,         u"409589"_s,   u" "_s,       u"try"_s,  u"in-queue"_s,
            u"p"_s,  u"\n"_s,  u"[autoland"_s, u":1,2"_s,     u":-p all"_s, u"_"_s,    u"(autoland-x)"_s,
            u"é"_s,  u"-a,b"_s};
        const quint32 seed = QRandomGenerator::global()->generate();
        QRandomGenerator random(seed);
        int tags = 0;
        for (int round = 0; round < 60'000; ++round) {
            QString whiteboard = random.bounded(2) == 0 ? QString() : u"[autoland"_s;
            for (int i = random.bounded(12); i > 0; --i) {
                whiteboard += pieces.at(random.bounded(int(pieces.size())));
            }
            whiteboard += random.bounded(2) == 0 ? QString() : u"]"_s;
            const auto expected = tagByExpression(whiteboard);
            const auto read = tagIn(whiteboard, u"autoland"_s);
            if (read != expected) {
                QFAIL(qPrintable(u"seed %1: “%2”: expected %3, read %4"_s.arg(seed).arg(whiteboard, describe(expected),
                                                                                        describe(read))));
            }
            tags += expected ? 1 : 0;
        }
        QVERIFY2(tags > 3'000, qPrintable(QString::number(tags))); // else the texts try nothing
    }

    void saysWhatIsNearlyATag_data()
    {
        QTest::addColumn<QString>("whiteboard");
        QTest::addColumn<QString>("written");
        QTest::addColumn<int>("fault");
        const auto row = [](const QString &whiteboard, const QString &written, Fault fault) {
            QTest::addRow("%s", qPrintable(whiteboard)) << whiteboard << written << int(fault);
        };
        row(u"x [autoland-try y"_s, u"[autoland-try y"_s, Fault::NotClosed);
        row(u"[autoland-[try]]"_s, u"[autoland-["_s, Fault::NotClosed);
        row(u"autoland-try]"_s, u"autoland-try]"_s, Fault::NotOpened);
        row(u"autoland:12] x"_s, u"autoland:12]"_s, Fault::NotOpened);
        row(u"(autoland-try)"_s, u"(autoland-try)"_s, Fault::RoundBrackets);
        row(u"{autoland}"_s, u"{autoland}"_s, Fault::RoundBrackets);
        row(u"[ autoland-try]"_s, u"autoland-try]"_s, Fault::Blank);
        row(u"[autoland -try]"_s, u"[autoland -try]"_s, Fault::Blank);
        row(u"[autoland ]"_s, u"[autoland ]"_s, Fault::Blank);
        row(u"[autoland-try: -p all]"_s, u"[autoland-try: -p all]"_s, Fault::Blank);
        row(u"[autoland_try]"_s, u"[autoland_try]"_s, Fault::NoDash);
        row(u"[Autoland,try]"_s, u"[Autoland,try]"_s, Fault::NoDash);
        row(u"[autoland-:1]"_s, u"[autoland-:1]"_s, Fault::NoTree);
        row(u"[autoland-]"_s, u"[autoland-]"_s, Fault::NoTree);
        row(u"[autoland-try:]"_s, u"[autoland-try:]"_s, Fault::EmptyPart);
        row(u"[autoland-try:-]"_s, u"[autoland-try:-]"_s, Fault::EmptyPart);
        row(u"[autoland::1]"_s, u"[autoland::1]"_s, Fault::EmptyPart);
        row(u"[autoland-try:1,]"_s, u"[autoland-try:1,]"_s, Fault::BadIds);
        row(u"[autoland-try:1, 2]"_s, u"[autoland-try:1, 2]"_s, Fault::BadIds);
        row(u"[autoland-try:1,,2]"_s, u"[autoland-try:1,,2]"_s, Fault::BadIds);
        row(u"[autoland-try:p all]"_s, u"[autoland-try:p all]"_s, Fault::UnknownPart);
        row(u"[autoland-try:1.5]"_s, u"[autoland-try:1.5]"_s, Fault::UnknownPart);
        row(u"[autoland-try:1:-p:2]"_s, u"[autoland-try:1:-p:2]"_s, Fault::TooManyParts);
        row(u"[fixed-in-autoland] [autoland-try:]"_s, u"[autoland-try:]"_s, Fault::EmptyPart);
    }

    void saysWhatIsNearlyATag()
    {
        QFETCH(QString, whiteboard);
        QFETCH(QString, written);
        QFETCH(int, fault);
        QVERIFY(!tagIn(whiteboard, u"autoland"_s));
        const auto nearly = nearTagIn(whiteboard, u"autoland"_s);
        QVERIFY(nearly);
        QCOMPARE(int(nearly->fault), fault);
        QCOMPARE(nearly->written, written);
        QVERIFY(wordsFor(*nearly).contains(nearly->written.simplified()));
    }

    void wordsThatHoldTheNameAreNoTags_data()
    {
        QTest::addColumn<QString>("whiteboard");
        for (const QString &text : {u""_s, u"[qa-]"_s, u"[fixed-in-autoland]"_s, u"[autolander]"_s, u"[xautoland]"_s,
                                    u"landed by autoland yesterday"_s, u"autoland"_s, u"[see autoland-try]"_s.chopped(1),
                                    u"autoland-try soon"_s, u"[auto-land]"_s, u"_autoland]"_s}) {
            QTest::addRow("%s", qPrintable(text)) << text;
        }
    }

    void wordsThatHoldTheNameAreNoTags()
    {
        QFETCH(QString, whiteboard);
        QVERIFY(!tagIn(whiteboard, u"autoland"_s));
        QVERIFY(!nearTagIn(whiteboard, u"autoland"_s));
    }

    void eachFaultHasWordsOfItsOwn()
    {
        QSet<QString> words;
        for (int fault = int(Fault::NotOpened); fault <= int(Fault::TooManyParts); ++fault) {
            words.insert(wordsFor({.written = u"[autoland"_s, .fault = Fault(fault)}));
        }
        QCOMPARE(words.size(), int(Fault::TooManyParts) + 1);
        // What a stranger wrote is one plain line of bounded length, whatever it holds.
        const QString hostile = wordsFor({.written = u"[autoland\n\u202e<b>"_s + QString(500, u'x')});
        QVERIFY(!hostile.contains(u'\n') && !hostile.contains(QChar(0x202e)));
        QVERIFY(hostile.size() < 200);
    }

    void noNameIsInNoWhiteboard()
    {
        QVERIFY(!tagIn(u"[]"_s, {}));
        QVERIFY(!nearTagIn(u"[]"_s, {}));
    }

    void nearTagsAreSoughtInLinearTime_data()
    {
        QTest::addColumn<QString>("part");
        QTest::newRow("names") << u"autoland-"_s;
        QTest::newRow("openings") << u"[autoland "_s;
        QTest::newRow("blanks") << u"autoland          "_s;
        QTest::newRow("brackets") << u"[["_s;
    }

    void nearTagsAreSoughtInLinearTime()
    {
        QFETCH(QString, part);
        const auto timeOf = [&](qsizetype size) {
            const QString whiteboard = u"x"_s + part.repeated(size / part.size());
            qint64 best = std::numeric_limits<qint64>::max();
            for (int i = 0; i < 5; ++i) {
                QElapsedTimer timer;
                timer.start();
                (void)nearTagIn(whiteboard, u"autoland"_s);
                best = std::min(best, timer.nsecsElapsed());
            }
            return best;
        };
        const qint64 small = timeOf(10'000);
        const qint64 large = timeOf(100'000);
        QVERIFY2(large < 40 * std::max<qint64>(small, 1'000'000),
                 qPrintable(u"%1 ns, then %2 ns"_s.arg(small).arg(large)));
    }
};

QTEST_GUILESS_MAIN(BugzillaTagTest)

#include "tst_bugzillatag.moc"
