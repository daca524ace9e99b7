// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/desktop.h"

#include <KMessageWidget>

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

/// The window while something else holds the store: it says so, and goes on by itself when the store is free.
class TestLockedStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void saysSoAndGoesOnWhenItIsFree()
    {
        const QTemporaryDir dir;
        const Profile profile = Profile::in(dir.path());
        Application holder({.profile = profile});
        QSignalSpy held(&holder, &Application::ready);
        holder.open();
        QTRY_COMPARE(held.size(), 1);

        Application application({.profile = profile});
        Desktop desktop(application);
        QSignalSpy ready(&application, &Application::ready);
        QSignalSpy failed(&application, &Application::failed);
        application.open();
        desktop.present();
        QTRY_COMPARE(failed.size(), 1);
        auto *problem = desktop.window().findChild<KMessageWidget *>(u"problem"_s);
        QVERIFY(problem);
        QVERIFY(problem->isVisibleTo(&desktop.window()));
        QVERIFY2(problem->text().contains(u"in use"_s), qPrintable(problem->text()));
        QVERIFY(ready.isEmpty());

        holder.close();
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 20'000);
        QVERIFY(!problem->isVisibleTo(&desktop.window()));
        QVERIFY(application.isOpen());
    }
};

QTEST_MAIN(TestLockedStore)
#include "tst_lockedstore.moc"
