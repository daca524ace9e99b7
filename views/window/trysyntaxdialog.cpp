// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/window/trysyntaxdialog.h"

#include "models/items/trytext.h"
#include "views/delegates/joblook.h"
#include "views/window/trylistfield.h"

#include <KLocalizedString>

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int s_linesShown = 3;

QLabel *plainLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void setHeightInLines(QPlainTextEdit &edit, int lines)
{
    edit.setFixedHeight(edit.fontMetrics().lineSpacing() * lines + 2 * int(edit.document()->documentMargin())
                        + 2 * edit.frameWidth());
}

QStringList linesOf(const QPlainTextEdit &edit)
{
    QStringList lines;
    for (const QString &line : edit.toPlainText().split(u'\n')) {
        if (!line.trimmed().isEmpty() && lines.size() < mostTryWords) {
            lines.append(line.trimmed());
        }
    }
    return lines;
}

QStringList namesOf(const QString &text)
{
    QStringList names;
    for (const QString &name : text.split(u',', Qt::SkipEmptyParts)) {
        if (!name.trimmed().isEmpty() && names.size() < mostTryWords) {
            names.append(name.trimmed());
        }
    }
    return names;
}

TryTests testsOf(const TryListField &field)
{
    return field.scope() == TryScope::Some ? readTryTests(field.text()) : TryTests{.scope = field.scope()};
}

void setTests(TryListField &field, const TryTests &tests)
{
    field.set(tests.scope, tests.scope == TryScope::Some ? tryTestsText(tests) : QString());
}
}

TrySyntaxDialog::TrySyntaxDialog(QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"trySyntaxDialog"_s);
    setWindowTitle(i18nc("@title:window", "Write Try Syntax"));
    auto *area = new QScrollArea(this);
    area->setObjectName(u"tryFields"_s);
    area->setWidget(makeFields());
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(area, 1);
    layout->addWidget(makeAnswer());
    layout->addWidget(makeButtons());
    resize(640, 720);
    setChoice({.opt = true,
               .debug = true,
               .platformScope = TryScope::All,
               .unittests = {.scope = TryScope::None},
               .talos = {.scope = TryScope::None}});
}

QWidget *TrySyntaxDialog::makeFields()
{
    auto *fields = new QWidget(this);
    auto *form = new QFormLayout(fields);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    addWhat(*form);
    addHow(*form);
    addFlags(*form);
    return fields;
}

void TrySyntaxDialog::addWhat(QFormLayout &form)
{
    m_opt = addFlag(form, u"tryOpt"_s, i18nc("@option:check a kind of build", "Opt builds"));
    m_debug = addFlag(form, u"tryDebug"_s, i18nc("@option:check a kind of build", "Debug builds"));
    const auto list = [&](const QString &name, const QString &label, const QString &example, bool none) {
        auto *field = new TryListField(name, label.chopped(1), example, none, this);
        form.addRow(label, field);
        connect(field, &TryListField::edited, this, &TrySyntaxDialog::look);
        return field;
    };
    m_platforms = list(u"tryPlatforms"_s, i18nc("@label", "Platforms:"), u"linux64, win64, macosx64"_s, false);
    m_unittests = list(u"tryUnittests"_s, i18nc("@label", "Unit tests:"), u"xpcshell, mochitest-3[linux64,-win64]"_s,
                       true);
    m_talos = list(u"tryTalos"_s, i18nc("@label a suite of tests", "Talos:"), u"chrome, g1[linux64]"_s, true);
    m_raptor = list(u"tryRaptor"_s, i18nc("@label a suite of tests", "Raptor:"), u"raptor-tp6-1[-Windows 10]"_s, true);
    m_jobs = new QLineEdit(this);
    m_jobs->setObjectName(u"tryJobs"_s);
    m_jobs->setPlaceholderText(u"source-test-doc"_s);
    m_jobs->setAccessibleName(i18nc("@label:textbox", "Jobs"));
    form.addRow(i18nc("@label:textbox", "Jobs:"), m_jobs);
    connect(m_jobs, &QLineEdit::textChanged, this, &TrySyntaxDialog::look);
}

void TrySyntaxDialog::addHow(QFormLayout &form)
{
    m_rebuild = makeNumber(u"tryRebuild"_s, i18nc("@label:spinbox", "Runs of each test"));
    form.addRow(i18nc("@label:spinbox", "Runs of each test:"), m_rebuild);
    m_rebuildTalos = makeNumber(u"tryRebuildTalos"_s, i18nc("@label:spinbox", "Runs of Talos"));
    form.addRow(i18nc("@label:spinbox", "Runs of Talos:"), m_rebuildTalos);
    m_rebuildRaptor = makeNumber(u"tryRebuildRaptor"_s, i18nc("@label:spinbox", "Runs of Raptor"));
    form.addRow(i18nc("@label:spinbox", "Runs of Raptor:"), m_rebuildRaptor);
    m_environment = new QPlainTextEdit(this);
    m_environment->setObjectName(u"tryEnvironment"_s);
    m_environment->setAccessibleName(i18nc("@label:textbox", "Variables, one a line"));
    m_environment->setPlaceholderText(u"MOZ_LOG=nsHttp:5"_s);
    m_environment->setTabChangesFocus(true);
    setHeightInLines(*m_environment, s_linesShown);
    form.addRow(i18nc("@label:textbox", "Variables:"), m_environment);
    connect(m_environment, &QPlainTextEdit::textChanged, this, &TrySyntaxDialog::look);
    m_tag = new QLineEdit(this);
    m_tag->setObjectName(u"tryTag"_s);
    m_tag->setAccessibleName(i18nc("@label:textbox", "Only tests with the tag"));
    form.addRow(i18nc("@label:textbox", "Only tests with the tag:"), m_tag);
    connect(m_tag, &QLineEdit::textChanged, this, &TrySyntaxDialog::look);
    m_mails = new QComboBox(this);
    m_mails->setObjectName(u"tryMails"_s);
    m_mails->setAccessibleName(i18nc("@label:listbox", "Mails"));
    m_mails->addItem(i18nc("@item:inlistbox which mails are sent", "Not said"), int(TryChoice::Mails::Unsaid));
    m_mails->addItem(i18nc("@item:inlistbox which mails are sent", "Of every result"), int(TryChoice::Mails::All));
    m_mails->addItem(i18nc("@item:inlistbox which mails are sent", "Of failures"), int(TryChoice::Mails::Failures));
    m_mails->addItem(i18nc("@item:inlistbox which mails are sent", "None"), int(TryChoice::Mails::Never));
    form.addRow(i18nc("@label:listbox", "Mails:"), m_mails);
    connect(m_mails, &QComboBox::currentIndexChanged, this, &TrySyntaxDialog::look);
}

void TrySyntaxDialog::addFlags(QFormLayout &form)
{
    m_interactive = addFlag(form, u"tryInteractive"_s, i18nc("@option:check", "Let me log in to its machines"));
    m_noRetry = addFlag(form, u"tryNoRetry"_s, i18nc("@option:check", "Do not try again what fails"));
    m_nightly = addFlag(form, u"tryNightly"_s, i18nc("@option:check", "Make nightly builds too"));
    m_artifact = addFlag(form, u"tryArtifact"_s, i18nc("@option:check", "Build from artifacts of earlier builds"));
    m_profile = addFlag(form, u"tryProfile"_s, i18nc("@option:check", "Profile performance tests"));
    m_worker = addFlag(form, u"tryWorker"_s, i18nc("@option:check", "Run tests on Taskcluster's own machines"));
}

QCheckBox *TrySyntaxDialog::addFlag(QFormLayout &form, const QString &name, const QString &text)
{
    auto *box = new QCheckBox(text, this);
    box->setObjectName(name);
    form.addRow(QString(), box);
    connect(box, &QCheckBox::toggled, this, &TrySyntaxDialog::look);
    return box;
}

QSpinBox *TrySyntaxDialog::makeNumber(const QString &name, const QString &label)
{
    auto *number = new QSpinBox(this);
    number->setObjectName(name);
    number->setAccessibleName(label);
    number->setRange(1, 999);
    connect(number, &QSpinBox::valueChanged, this, &TrySyntaxDialog::look);
    return number;
}

QWidget *TrySyntaxDialog::makeAnswer()
{
    auto *answer = new QWidget(this);
    m_line = new QPlainTextEdit(answer);
    m_line->setObjectName(u"tryLine"_s);
    m_line->setAccessibleName(i18nc("@label:textbox", "The line"));
    m_line->setReadOnly(true);
    m_line->setTabChangesFocus(true);
    m_line->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setHeightInLines(*m_line, s_linesShown);
    m_meaning = plainLabel(u"tryMeaning"_s, answer);
    m_doubts = plainLabel(u"tryDoubts"_s, answer);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, readableOn(QColor(0xc03030), colours.color(QPalette::Window)));
    m_doubts->setPalette(colours);
    m_done = plainLabel(u"tryDone"_s, answer);
    auto *layout = new QVBoxLayout(answer);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QWidget *part : std::initializer_list<QWidget *>{m_line, m_meaning, m_doubts, m_done}) {
        layout->addWidget(part);
    }
    return answer;
}

QWidget *TrySyntaxDialog::makeButtons()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *copying = buttons->addButton(i18nc("@action:button", "Copy"), QDialogButtonBox::ActionRole);
    copying->setObjectName(u"tryCopy"_s);
    copying->setIcon(QIcon::fromTheme(u"edit-copy"_s));
    copying->setDefault(true);
    auto *reading = buttons->addButton(i18nc("@action:button", "Read Copied Line"), QDialogButtonBox::ActionRole);
    reading->setObjectName(u"tryRead"_s);
    reading->setIcon(QIcon::fromTheme(u"edit-paste"_s));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(copying, &QPushButton::clicked, this, &TrySyntaxDialog::copy);
    connect(reading, &QPushButton::clicked, this, &TrySyntaxDialog::readCopied);
    return buttons;
}

void TrySyntaxDialog::setChoice(const TryChoice &choice)
{
    m_filling = true;
    m_opt->setChecked(choice.opt);
    m_debug->setChecked(choice.debug);
    m_platforms->set(choice.platformScope, choice.platforms.join(u", "_s));
    setTests(*m_unittests, choice.unittests);
    setTests(*m_talos, choice.talos);
    setTests(*m_raptor, choice.raptor);
    m_jobs->setText(choice.jobs.join(u", "_s));
    m_rebuild->setValue(choice.rebuild);
    m_rebuildTalos->setValue(choice.rebuildTalos);
    m_rebuildRaptor->setValue(choice.rebuildRaptor);
    m_environment->setPlainText(choice.environment.join(u'\n'));
    m_tag->setText(choice.tag);
    m_mails->setCurrentIndex(m_mails->findData(int(choice.mails)));
    m_interactive->setChecked(choice.interactive);
    m_noRetry->setChecked(choice.noRetry);
    m_nightly->setChecked(choice.includeNightly);
    m_artifact->setChecked(choice.artifact);
    m_profile->setChecked(choice.geckoProfile);
    m_worker->setChecked(choice.taskclusterWorker);
    m_filling = false;
    look();
}

TryChoice TrySyntaxDialog::choice() const
{
    return {.opt = m_opt->isChecked(),
            .debug = m_debug->isChecked(),
            .platformScope = m_platforms->scope(),
            .platforms = namesOf(m_platforms->text()),
            .unittests = testsOf(*m_unittests),
            .talos = testsOf(*m_talos),
            .raptor = testsOf(*m_raptor),
            .jobs = namesOf(m_jobs->text()),
            .interactive = m_interactive->isChecked(),
            .mails = TryChoice::Mails(m_mails->currentData().toInt()),
            .rebuild = m_rebuild->value(),
            .rebuildTalos = m_rebuildTalos->value(),
            .rebuildRaptor = m_rebuildRaptor->value(),
            .environment = linesOf(*m_environment),
            .tag = m_tag->text().trimmed(),
            .noRetry = m_noRetry->isChecked(),
            .includeNightly = m_nightly->isChecked(),
            .artifact = m_artifact->isChecked(),
            .geckoProfile = m_profile->isChecked(),
            .taskclusterWorker = m_worker->isChecked()};
}

QString TrySyntaxDialog::line() const
{
    return m_line->toPlainText();
}

void TrySyntaxDialog::look()
{
    if (m_filling || !m_line) {
        return;
    }
    const TryChoice wanted = choice();
    m_line->setPlainText(tryText(wanted));
    m_meaning->setText(trySentences(wanted).join(u' '));
    const QString doubts = tryDoubts(wanted).join(u'\n');
    m_doubts->setText(doubts);
    m_doubts->setVisible(!doubts.isEmpty());
    m_done->hide();
}

void TrySyntaxDialog::copy()
{
    QGuiApplication::clipboard()->setText(line());
    m_done->setText(i18nc("@info", "Copied. It goes into the message of the last commit of the push."));
    m_done->show();
}

void TrySyntaxDialog::readCopied()
{
    const auto reading = readTrySyntax(QGuiApplication::clipboard()->text());
    if (reading) {
        setChoice(reading->choice);
    }
    QStringList words{reading ? i18nc("@info", "The copied line has been read.")
                              : i18nc("@info", "What was copied holds no “try:” line.")};
    if (reading && !reading->ignored.isEmpty()) {
        words.append(i18nc("@info", "Try ignores some of it: %1", reading->ignored.join(u' ').left(200)));
    }
    if (reading && !reading->broken.isEmpty()) {
        words.append(i18nc("@info", "Try would have stopped at: %1", reading->broken.join(u' ').left(200)));
    }
    m_done->setText(words.join(u' '));
    m_done->show();
}

}
