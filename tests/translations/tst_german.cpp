// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/howlongtext.h"
#include "models/items/words.h"

#include <KLocalizedString>

#include <QTest>

#include <clocale>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 3, 2), QTime(16, 0), QTimeZone::UTC);
}

/// The German catalogue as the build compiles it, read by KI18n as on a German desktop. Few sentences, and such as stay:
/// whether all are translated is nobody's failure (tests/translations/checkpo.py counts them).
class GermanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QByteArray locale = std::setlocale(LC_MESSAGES, nullptr);
        if (!locale.startsWith("de")) {
            QSKIP("no German locale could be made: /usr/share/i18n is missing");
        }
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        KLocalizedString::setApplicationDomain("windsock");
    }

    void theCatalogueIsFound()
    {
        QVERIFY(KLocalizedString::availableApplicationTranslations().contains(u"de"_s));
        QCOMPARE(verdictWord(Verdict::Green), u"Grün"_s);
        QCOMPARE(treeWord(Tree::Status::Open), u"Offen"_s);
    }

    /// KXmlGui asks for the menus' texts with the context that stands in windsockui.rc.
    void menusAreTranslated()
    {
        QCOMPARE(i18nc("@title:menu", "&View"), u"&Ansicht"_s);
        QCOMPARE(i18nc("@title:toolbar", "Main Toolbar"), u"Haupt-Werkzeugleiste"_s);
    }

    void pluralForms_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("german");
        QTest::newRow("1 minute") << soFarText(1min) << u"bisher 1 Minute"_s;
        QTest::newRow("no minute") << soFarText(0min) << u"bisher 0 Minuten"_s;
        QTest::newRow("5 minutes") << soFarText(5min) << u"bisher 5 Minuten"_s;
        QTest::newRow("2 hours") << soFarText(2h) << u"bisher 2 Stunden"_s;
        QTest::newRow("1 hour ago") << relativeTime(s_now.addSecs(-3600), s_now) << u"vor 1 Stunde"_s;
        QTest::newRow("2 hours ago") << relativeTime(s_now.addSecs(-2 * 3600), s_now) << u"vor 2 Stunden"_s;
        QTest::newRow("in 2 minutes") << relativeTime(s_now.addSecs(120), s_now) << u"in 2 Minuten"_s;
    }

    void pluralForms()
    {
        QFETCH(QString, text);
        QTEST(text, "german");
    }

    /// The count that chooses the form is the first argument, and not the first in the sentence.
    void placeholdersKeepTheirPlaces()
    {
        const Remaining remaining{.quick = 5min, .half = 20min, .most = 55min, .samples = 24};
        QCOMPARE(remainingText(remaining), u"noch 5 bis 55 Minuten (die Hälfte in 20)"_s);
    }

    void numbersAndDatesAreGerman()
    {
        QCOMPARE(i18ncp("@title:group", "1 commit", "%1 commits", 12345), u"12.345 Commits"_s);
        const QDateTime longAgo = s_now.addDays(-30);
        QCOMPARE(relativeTime(longAgo, s_now),
                 QLocale(QLocale::German, QLocale::Germany).toString(longAgo.date(), QLocale::ShortFormat));
    }
};

QTEST_GUILESS_MAIN(GermanTest)
#include "tst_german.moc"
