// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/sample.h"
#include "views/tray/trayitem.h"

#include <KLocalizedString>
#include <KStatusNotifierItem>

#include <QAction>
#include <QMenu>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

class TrayItemTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        KLocalizedString::setApplicationDomain("windsock");
    }

    void worksWithoutATray()
    {
        Sample sample;
        Glance glance(sample.glance());
        TrayItem tray(glance);
        QVERIFY(!tray.item()->iconPixmap().isNull() || !tray.item()->iconName().isEmpty());
        QVERIFY(tray.menu()->findChild<QAction *>(u"quit"_s));
    }

    void showsWhatMattersAndOpensIt()
    {
        Sample sample;
        Glance glance(sample.glance());
        glance.setNow(Sample::now());
        TrayItem tray(glance);
        QSignalSpy changed(&glance, &Glance::changed);
        sample.fill();
        QTRY_VERIFY(!changed.isEmpty());
        QTRY_COMPARE(glance.state(), TrayState::Failed);
        QCOMPARE(tray.item()->status(), KStatusNotifierItem::NeedsAttention);
        QVERIFY(tray.item()->toolTipSubTitle().contains(u"Landing school"_s));
        QSignalSpy opened(&tray, &TrayItem::openRequested);
        QSignalSpy polls(&tray, &TrayItem::pollRequested);
        QSignalSpy quits(&tray, &TrayItem::quitRequested);
        tray.menu()->actions().first()->trigger();
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.at(0).at(0).toUrl().scheme(), u"https"_s);
        tray.menu()->findChild<QAction *>(u"poll"_s)->trigger();
        tray.menu()->findChild<QAction *>(u"quit"_s)->trigger();
        QCOMPARE(polls.size(), 1);
        QCOMPARE(quits.size(), 1);
    }

    void escapesMarkupInTheToolTip()
    {
        Sample sample;
        Glance glance(sample.glance());
        glance.setNow(Sample::now());
        TrayItem tray(glance);
        ChangeSet set{.account = AccountId(u"m"_s), .at = Sample::now()};
        set.occurrences.added = {Occurrence{.account = AccountId(u"m"_s),
                                            .uid = u"1"_s,
                                            .title = u"<img src=file:///dev/urandom>"_s,
                                            .start = Sample::now().addSecs(3600),
                                            .end = Sample::now().addSecs(7200)}};
        sample.agenda.apply(set);
        QTRY_VERIFY(tray.item()->toolTipSubTitle().contains(u"urandom"_s));
        QVERIFY(!tray.item()->toolTipSubTitle().contains(u"<img"_s));
    }
};

QTEST_MAIN(TrayItemTest)

#include "tst_trayitem.moc"
