// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/sample.h"
#include "views/window/trysyntaxdialog.h"

#include <KActionCollection>
#include <KLocalizedString>

#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
QString textOf(const QWidget &dialog, const QString &label)
{
    return dialog.findChild<QLabel *>(label)->text();
}

void choose(QWidget &dialog, const QString &combo, const QString &item)
{
    auto *box = dialog.findChild<QComboBox *>(combo);
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int i = 0; i < box->count() && box->currentText() != item; ++i) {
        QTest::keyClick(box, Qt::Key_Down);
    }
}

void type(QWidget &dialog, const QString &field, const QString &text)
{
    auto *edit = dialog.findChild<QLineEdit *>(field);
    edit->clear();
    QTest::keyClicks(edit, text);
}

void click(QWidget &dialog, const QString &button)
{
    QTest::mouseClick(dialog.findChild<QPushButton *>(button), Qt::LeftButton);
}
}

class TrySyntaxDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void beginsWithWhatIsUsual();
    void writesWhatIsChosen();
    void everyFlagIsInTheLine_data();
    void everyFlagIsInTheLine();
    void saysWhatIsDoubtful();
    void copies();
    void readsACopiedLine();
    void saysWhatOfACopiedLineIsNotRead();
    void showsWhatItIsGiven_data();
    void showsWhatItIsGiven();
    void rememberedByTheWindow();
    void isOfUseWithTheKeyboard();
    void isOfUseInFiveHundredPixels();
};

void TrySyntaxDialogTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    KLocalizedString::setApplicationDomain("windsock");
}

void TrySyntaxDialogTest::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).+"_s));
    QGuiApplication::clipboard()->clear();
}

void TrySyntaxDialogTest::beginsWithWhatIsUsual()
{
    const TrySyntaxDialog dialog;
    QCOMPARE(dialog.line(), u"try: -b do -p all -u none -t none"_s);
    QCOMPARE(textOf(dialog, u"tryMeaning"_s), u"Builds: opt and debug. Platforms: all. Unit tests: none."_s);
    QVERIFY(dialog.findChild<QLabel *>(u"tryDoubts"_s)->isHidden());
}

void TrySyntaxDialogTest::writesWhatIsChosen()
{
    TrySyntaxDialog dialog;
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    auto *list = dialog.findChild<QLineEdit *>(u"tryPlatformsList"_s);
    QVERIFY2(!list->isEnabled(), "all are chosen");
    choose(dialog, u"tryPlatformsScope"_s, u"These:"_s);
    QVERIFY(list->isEnabled());
    type(dialog, u"tryPlatformsList"_s, u"linux64, win64 ,"_s);
    QCOMPARE(dialog.line(), u"try: -b do -p linux64,win64 -u none -t none"_s);
    choose(dialog, u"tryUnittestsScope"_s, u"These:"_s);
    type(dialog, u"tryUnittestsList"_s, u"xpcshell, mochitest-3[Windows 8,-linux64]"_s);
    choose(dialog, u"tryTalosScope"_s, u"Not said"_s);
    choose(dialog, u"tryRaptorScope"_s, u"All"_s);
    QCOMPARE(dialog.line(), u"try: -b do -p linux64,win64 -u xpcshell,mochitest-3[Windows 8,-linux64] -r all"_s);
    type(dialog, u"tryJobs"_s, u"lint, doc"_s);
    dialog.findChild<QSpinBox *>(u"tryRebuild"_s)->setValue(3);
    auto *environment = dialog.findChild<QPlainTextEdit *>(u"tryEnvironment"_s);
    QTest::keyClicks(environment, u"A=b c"_s);
    QTest::keyClick(environment, Qt::Key_Return);
    QTest::keyClick(environment, Qt::Key_Return);
    QTest::keyClicks(environment, u" D=e"_s);
    type(dialog, u"tryTag"_s, u"media"_s);
    choose(dialog, u"tryMails"_s, u"Of failures"_s);
    QCOMPARE(dialog.line(),
             u"try: -b do -p linux64,win64 -u xpcshell,mochitest-3[Windows 8,-linux64] -r all -j lint,doc --rebuild 3 "
             "--setenv A=b\\ c --setenv D=e --tag media -f"_s);
    QCOMPARE(readTrySyntax(dialog.line())->choice, dialog.choice());
    QVERIFY2(textOf(dialog, u"tryMeaning"_s).contains(u"mochitest part 3 (on Windows 8, not on linux64)"_s),
             qPrintable(textOf(dialog, u"tryMeaning"_s)));
}

void TrySyntaxDialogTest::everyFlagIsInTheLine_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("tryOpt") << u"try: -b o"_s;
    QTest::newRow("tryDebug") << u"try: -b d"_s;
    QTest::newRow("tryInteractive") << u"try: -i"_s;
    QTest::newRow("tryNoRetry") << u"try: --no-retry"_s;
    QTest::newRow("tryNightly") << u"try: --include-nightly"_s;
    QTest::newRow("tryArtifact") << u"try: --artifact"_s;
    QTest::newRow("tryProfile") << u"try: --gecko-profile"_s;
    QTest::newRow("tryWorker") << u"try: -w"_s;
}

void TrySyntaxDialogTest::everyFlagIsInTheLine()
{
    TrySyntaxDialog dialog;
    dialog.setChoice({});
    QCOMPARE(dialog.line(), u"try:"_s);
    auto *box = dialog.findChild<QCheckBox *>(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(box && !box->text().isEmpty());
    QTest::keyClick(box, Qt::Key_Space);
    QTEST(dialog.line(), "line");
    QTest::keyClick(box, Qt::Key_Space);
    QCOMPARE(dialog.line(), u"try:"_s);
}

void TrySyntaxDialogTest::saysWhatIsDoubtful()
{
    TrySyntaxDialog dialog;
    dialog.show();
    auto *doubts = dialog.findChild<QLabel *>(u"tryDoubts"_s);
    dialog.setChoice({.platformScope = TryScope::Some});
    QVERIFY(doubts->isVisible());
    QCOMPARE(doubts->text(),
             u"Nothing is built, and so nothing tested: choose opt, debug or both.\nNo platform is named."_s);
    QTest::keyClick(dialog.findChild<QCheckBox *>(u"tryOpt"_s), Qt::Key_Space);
    QCOMPARE(doubts->text(), u"No platform is named."_s);
    type(dialog, u"tryPlatformsList"_s, u"linux64"_s);
    QVERIFY(!doubts->isVisible());
}

void TrySyntaxDialogTest::copies()
{
    TrySyntaxDialog dialog;
    dialog.show();
    click(dialog, u"tryCopy"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"try: -b do -p all -u none -t none"_s);
    auto *done = dialog.findChild<QLabel *>(u"tryDone"_s);
    QVERIFY(done->isVisible() && done->text().startsWith(u"Copied."_s));
    QTest::keyClick(dialog.findChild<QCheckBox *>(u"tryOpt"_s), Qt::Key_Space);
    QVERIFY2(!done->isVisible(), "the line is another one now");
}

void TrySyntaxDialogTest::readsACopiedLine()
{
    TrySyntaxDialog dialog;
    dialog.show();
    const QString line = u"try: -b d -p linux64 -u mochitest-2[-Windows 8] -t all -r none --setenv A=b -n -w"_s;
    QGuiApplication::clipboard()->setText(QString(u"Bug 12 - Do it\n\n"_s + line + u"\n"));
    click(dialog, u"tryRead"_s);
    QCOMPARE(dialog.line(), line);
    QCOMPARE(textOf(dialog, u"tryDone"_s), u"The copied line has been read."_s);
    QGuiApplication::clipboard()->setText(u"nothing of the kind"_s);
    click(dialog, u"tryRead"_s);
    QCOMPARE(dialog.line(), line);
    QCOMPARE(textOf(dialog, u"tryDone"_s), u"What was copied holds no “try:” line."_s);
}

void TrySyntaxDialogTest::saysWhatOfACopiedLineIsNotRead()
{
    TrySyntaxDialog dialog;
    QGuiApplication::clipboard()->setText(u"try: -b o --post-to-bugzilla bug 12 --rebuild x"_s);
    click(dialog, u"tryRead"_s);
    QCOMPARE(dialog.line(), u"try: -b o"_s);
    QCOMPARE(
        textOf(dialog, u"tryDone"_s),
        u"The copied line has been read. Try ignores some of it: --post-to-bugzilla bug 12 Try would have stopped at: "
        "--rebuild x"_s);
}

void TrySyntaxDialogTest::showsWhatItIsGiven_data()
{
    QTest::addColumn<QString>("line");
    for (const QString &line :
         {u"try:"_s, u"try: -b do -p all -u all -t all -r all -i -n"_s,
          u"try: -b o -p linux64,win64 -u a-1[x,-y z],b -t g1,none -r tp6-1 -j j1,j2 --rebuild 2 --rebuild-talos 3 "
          "--rebuild-raptor 4 --setenv A=b --setenv C=d\\ e --tag x -e -i --no-retry --include-nightly --artifact "
          "--gecko-profile -w"_s}) {
        QTest::newRow(qPrintable(line.left(60))) << line;
    }
}

void TrySyntaxDialogTest::showsWhatItIsGiven()
{
    QFETCH(QString, line);
    const TryChoice choice = readTrySyntax(line)->choice;
    TrySyntaxDialog dialog;
    dialog.setChoice(choice);
    QVERIFY(dialog.choice() == choice);
    QCOMPARE(readTrySyntax(dialog.line())->choice, choice);
}

void TrySyntaxDialogTest::rememberedByTheWindow()
{
    const QTemporaryDir dir;
    Sample sample;
    const auto config = KSharedConfig::openConfig(dir.filePath(u"rc"_s), KConfig::SimpleConfig);
    for (const QString &expected : {u"try: -b do -p all -u none -t none"_s, u"try: -b d -p all -u none -t none"_s}) {
        MainWindow window(sample.window(), config, sample.clock());
        window.show();
        window.actionCollection()->action(u"try_syntax"_s)->trigger();
        auto *dialog = window.findChild<TrySyntaxDialog *>(u"trySyntaxDialog"_s);
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->line(), expected);
        dialog->findChild<QCheckBox *>(u"tryOpt"_s)->setChecked(false);
        dialog->close();
    }
}

void TrySyntaxDialogTest::isOfUseWithTheKeyboard()
{
    TrySyntaxDialog dialog;
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QSet<QWidget *> reached;
    for (int i = 0; i < 60; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        reached.insert(QApplication::focusWidget());
    }
    int fields = 0;
    for (QWidget *field : dialog.findChildren<QWidget *>()) {
        const bool asks = qobject_cast<QCheckBox *>(field) || qobject_cast<QComboBox *>(field)
            || qobject_cast<QAbstractSpinBox *>(field) || qobject_cast<QPushButton *>(field)
            || qobject_cast<QPlainTextEdit *>(field)
            || (qobject_cast<QLineEdit *>(field) && !qobject_cast<QAbstractSpinBox *>(field->parentWidget()));
        if (!asks || !field->isEnabled() || !field->isVisible()) {
            continue;
        }
        ++fields;
        QVERIFY2(reached.contains(field), qPrintable(field->objectName()));
        const auto *button = qobject_cast<QAbstractButton *>(field);
        QVERIFY2(!field->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                 qPrintable(field->objectName()));
    }
    QVERIFY(fields >= 20);
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QVERIFY(!dialog.isVisible());
}

void TrySyntaxDialogTest::isOfUseInFiveHundredPixels()
{
    TrySyntaxDialog dialog;
    dialog.resize(500, 500);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    QVERIFY2(dialog.width() <= 500 && dialog.height() <= 500,
             qPrintable(u"%1 x %2"_s.arg(dialog.width()).arg(dialog.height())));
    QVERIFY(dialog.findChild<QPlainTextEdit *>(u"tryLine"_s)->width() > 300);
    auto *area = dialog.findChild<QScrollArea *>(u"tryFields"_s);
    QVERIFY2(area->widget()->width() <= area->viewport()->width(), "nothing is cut off at the side");
}

QTEST_MAIN(TrySyntaxDialogTest)
#include "tst_trysyntaxdialog.moc"
