// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/settings/accountcheck.h"
#include "views/settings/settingsdialog.h"

#include <KLocalizedString>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace Windsock;

class SettingsDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        KLocalizedString::setApplicationDomain("windsock");
    }

    void checksAddresses_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("good");
        QTest::newRow("https") << u"https://bugzilla.example"_s << true;
        QTest::newRow("http") << u"http://bugzilla.example"_s << false;
        QTest::newRow("loopback") << u"http://127.0.0.1:8080/x"_s << true;
        QTest::newRow("file") << u"file:///etc/passwd"_s << false;
        QTest::newRow("password") << u"https://a:b@bugzilla.example"_s << false;
        QTest::newRow("no host") << u"https:////evil/x"_s << false;
    }
    void checksAddresses()
    {
        QFETCH(QString, address);
        QFETCH(bool, good);
        QCOMPARE(problemWithBaseUrl(Service::Bugzilla, address).isEmpty(), good);
    }

    void addsAnAccountAndWipesTheToken()
    {
        SettingsDialog dialog;
        dialog.show();
        dialog.showNewAccount();
        QSignalSpy added(&dialog, &SettingsDialog::accountAdded);
        choose(dialog, u"accountService"_s, int(Service::GitHub));
        choose(dialog, u"accountPlace"_s, int(SecretPlace::Kind::Keychain));
        auto *secret = dialog.findChild<QLineEdit *>(u"accountSecret"_s);
        QCOMPARE(secret->echoMode(), QLineEdit::Password);
        click(dialog, u"accountAdd"_s);
        QVERIFY(added.isEmpty());
        QVERIFY(!dialog.findChild<QLabel *>(u"accountSecretProblem"_s)->text().isEmpty());
        QTest::keyClicks(secret, u"s3cret"_s);
        click(dialog, u"accountAdd"_s);
        QCOMPARE(added.size(), 1);
        QCOMPARE(added.at(0).at(0).value<Account>().id.value, u"github"_s);
        QCOMPARE(added.at(0).at(1).toByteArray(), "s3cret");
        QVERIFY(secret->text().isEmpty());
    }

    void refusesANameTwice()
    {
        SettingsDialog dialog;
        dialog.setAccounts({account()});
        dialog.show();
        dialog.showNewAccount();
        QSignalSpy added(&dialog, &SettingsDialog::accountAdded);
        click(dialog, u"accountAdd"_s);
        QVERIFY(added.isEmpty());
        QVERIFY(dialog.findChild<QLabel *>(u"accountIdProblem"_s)->text().contains(u"already"_s));
    }

    void addsAndRemovesAWatch()
    {
        SettingsDialog dialog;
        dialog.setAccounts({account()});
        dialog.show();
        auto *list = dialog.findChild<QTreeWidget *>(u"accountList"_s);
        list->setCurrentItem(list->topLevelItem(0));
        click(dialog, u"newWatch"_s);
        QSignalSpy added(&dialog, &SettingsDialog::watchAdded);
        QTest::keyClicks(dialog.findChild<QLineEdit *>(u"watchTarget"_s), u"auto land"_s);
        click(dialog, u"watchAdd"_s);
        QVERIFY(added.isEmpty());
        dialog.findChild<QLineEdit *>(u"watchTarget"_s)->setText(u"autoland"_s);
        click(dialog, u"watchAdd"_s);
        QCOMPARE(added.size(), 1);
        const auto watch = added.at(0).at(0).value<Watch>();
        QCOMPARE(watch.id.value, u"treeherder/autoland"_s);

        dialog.setWatches({watch});
        list->setCurrentItem(list->topLevelItem(0)->child(0));
        QSignalSpy removed(&dialog, &SettingsDialog::watchRemoved);
        click(dialog, u"removeCurrent"_s);
        auto *question = dialog.findChild<QMessageBox *>(u"removeQuestion"_s);
        QVERIFY(question && question->text().contains(watch.id.value));
        QVERIFY(removed.isEmpty());
        QTest::mouseClick(question->findChild<QPushButton *>(u"removeYes"_s), Qt::LeftButton);
        QCOMPARE(removed.size(), 1);
    }

    void appliesPreferences()
    {
        SettingsDialog dialog;
        QSignalSpy changed(&dialog, &SettingsDialog::preferencesChanged);
        dialog.findChild<QSpinBox *>(u"eventLead"_s)->setValue(45);
        dialog.accept();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.at(0).at(0).value<Preferences>().eventLead, std::chrono::minutes(45));
    }

private:
    static Account account()
    {
        return {.id = AccountId(u"treeherder"_s),
                .service = Service::Treeherder,
                .baseUrl = QUrl(u"https://treeherder.mozilla.org"_s)};
    }
    static void choose(const SettingsDialog &dialog, const QString &name, int data)
    {
        auto *box = dialog.findChild<QComboBox *>(name);
        box->setCurrentIndex(box->findData(data));
    }
    static void click(const SettingsDialog &dialog, const QString &name)
    {
        QTest::mouseClick(dialog.findChild<QPushButton *>(name), Qt::LeftButton);
    }
};

QTEST_MAIN(SettingsDialogTest)

#include "tst_settingsdialog.moc"
