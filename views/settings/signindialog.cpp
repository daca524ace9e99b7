// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/settings/signindialog.h"

#include "models/items/signinwords.h"
#include "views/settings/accountcheck.h"
#include "views/settings/problemfield.h"

#include <KLocalizedString>

#include <QCheckBox>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

QLabel *plainLabel(const QString &name, const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

void makeSelectable(QLabel &label)
{
    label.setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label.setFocusPolicy(Qt::StrongFocus);
    label.setWordWrap(false);
}

/// Whether something has to be put right before another try makes sense.
bool isOfTheApp(SignIn::Trouble trouble)
{
    using enum SignIn::Trouble;
    return trouble == NoClientId || trouble == UnknownApp || trouble == FlowDisabled || trouble == FlowUnknown
        || trouble == ForeignPage;
}

}

SignInDialog::SignInDialog(const SignIn &offer, QWidget *parent)
    : QDialog(parent), m_signIn(offer), m_pages(new QStackedWidget(this))
{
    setObjectName(u"signInDialog"_s);
    setWindowTitle(i18nc("@title:window %1 is the name of an account", "Sign In at “%1”", offer.account.value));
    m_offerPage = makeOffer();
    m_waitingPage = makeWaiting();
    m_endPage = makeEnd();
    for (QWidget *page : {m_offerPage, m_waitingPage, m_endPage}) {
        m_pages->addWidget(page);
    }
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_pages, 1);
    makeButtons();
    resize(520, 380);
    showSignIn(offer);
}

QWidget *SignInDialog::makeOffer()
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plainLabel(
        u"signInHow"_s,
        i18nc("@info %1 is a host",
              "Windsock asks %1 for a code, which you type in on a page there, in your browser. It never sees your "
              "password. The page says that Windsock asks for:",
              m_signIn.host),
        page));
    m_scopes = plainLabel(u"signInScopes"_s, {}, page);
    layout->addWidget(m_scopes);
    m_private = new QCheckBox(i18nc("@option:check", "Private repositories, too"), page);
    m_private->setObjectName(u"signInPrivate"_s);
    m_private->setChecked(true);
    layout->addWidget(m_private);
    m_clientId = new QLineEdit(m_signIn.clientId, page);
    m_clientId->setObjectName(u"signInClientId"_s);
    m_clientIdField = new ProblemField(m_clientId, page);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_clientIdField->addTo(*form, i18nc("@label:textbox", "Client ID:"));
    layout->addLayout(form);
    layout->addWidget(plainLabel(u"signInClientIdHow"_s, clientIdText(m_signIn.host), page));
    auto *apps = new QPushButton(QIcon::fromTheme(u"internet-web-browser"_s),
                                 i18nc("@action:button", "Open the Page of OAuth Apps"), page);
    apps->setObjectName(u"signInApps"_s);
    apps->setAutoDefault(false);
    layout->addWidget(apps, 0, Qt::AlignLeft);
    layout->addStretch();
    connect(m_private, &QCheckBox::toggled, this, &SignInDialog::showScopes);
    connect(m_clientId, &QLineEdit::textEdited, this, [this] { m_clientIdField->tell({}); });
    connect(apps, &QPushButton::clicked, this, [this] { Q_EMIT pageWanted(m_signIn.appsPage); });
    showScopes();
    return page;
}

QWidget *SignInDialog::makeWaiting()
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plainLabel(u"signInWhat"_s, i18nc("@info", "Open this page and type the code in:"), page));
    m_page = plainLabel(u"signInPage"_s, {}, page);
    makeSelectable(*m_page);
    layout->addWidget(m_page);
    m_code = plainLabel(u"signInCode"_s, {}, page);
    makeSelectable(*m_code);
    QFont large = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    large.setPointSizeF(font().pointSizeF() * 2.5);
    large.setBold(true);
    m_code->setFont(large);
    m_code->setAlignment(Qt::AlignCenter);
    layout->addWidget(m_code);
    m_copy = new QPushButton(QIcon::fromTheme(u"edit-copy"_s), i18nc("@action:button", "Copy the Code"), page);
    m_copy->setObjectName(u"signInCopy"_s);
    m_open = new QPushButton(QIcon::fromTheme(u"internet-web-browser"_s), i18nc("@action:button", "Open the Page"),
                             page);
    m_open->setObjectName(u"signInOpen"_s);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_copy);
    buttons->addWidget(m_open);
    buttons->addStretch();
    layout->addLayout(buttons);
    m_waiting = plainLabel(u"signInWaiting"_s, {}, page);
    layout->addWidget(m_waiting);
    layout->addStretch();
    connect(m_copy, &QPushButton::clicked, this, &SignInDialog::copyCode);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT pageWanted(m_signIn.page); });
    return page;
}

QWidget *SignInDialog::makeEnd()
{
    m_end = plainLabel(u"signInEnd"_s, {}, this);
    makeSelectable(*m_end);
    m_end->setWordWrap(true);
    m_end->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    return m_end;
}

void SignInDialog::makeButtons()
{
    auto *buttons = new QDialogButtonBox(this);
    m_ask = buttons->addButton(i18nc("@action:button", "Get a Code"), QDialogButtonBox::ActionRole);
    m_ask->setObjectName(u"signInAsk"_s);
    m_leave = buttons->addButton(QDialogButtonBox::Cancel);
    m_leave->setObjectName(u"signInLeave"_s);
    layout()->addWidget(buttons);
    connect(m_ask, &QPushButton::clicked, this, &SignInDialog::ask);
    connect(buttons, &QDialogButtonBox::rejected, this, &SignInDialog::reject);
}

void SignInDialog::showScopes()
{
    QStringList texts;
    for (const QString &scope : neededScopes(m_private->isChecked())) {
        texts.append(u"• "_s + scopeText(scope));
    }
    m_scopes->setText(texts.join(u'\n'));
}

bool SignInDialog::isUnderWay() const
{
    return m_signIn.state == SignIn::State::Asking || m_signIn.state == SignIn::State::Waiting
        || m_signIn.state == SignIn::State::Checking;
}

void SignInDialog::ask()
{
    if (m_signIn.state == SignIn::State::Failed && isOfTheApp(m_signIn.trouble)) {
        m_clientIdField->tell(signInText(m_signIn));
        SignIn again = m_signIn;
        again.state = SignIn::State::Offered;
        showSignIn(again);
        return;
    }
    const QString clientId = m_clientId->text().trimmed();
    if (!m_clientIdField->tell(problemWithClientId(clientId))) {
        m_clientIdField->setFocus();
        return;
    }
    Q_EMIT requested({.account = m_signIn.account, .clientId = clientId, .privateToo = m_private->isChecked()});
}

void SignInDialog::copyCode()
{
    QGuiApplication::clipboard()->setText(m_signIn.userCode);
}

void SignInDialog::showSignIn(const SignIn &signIn)
{
    const bool isNew = signIn.state != m_signIn.state || !m_pages->isVisible();
    m_signIn = signIn;
    const QString text = signInText(signIn);
    const bool isOffered = signIn.state == SignIn::State::Offered;
    const bool isWaiting = signIn.state == SignIn::State::Waiting;
    if (isWaiting) {
        m_page->setText(signIn.page.toDisplayString());
        m_code->setText(signIn.userCode);
        m_code->setAccessibleName(i18nc("@label read aloud, %1 is a code", "The code: %1", signIn.userCode));
        m_waiting->setText(text);
    } else {
        m_end->setText(text);
    }
    m_pages->setCurrentWidget(isOffered ? m_offerPage : isWaiting ? m_waitingPage : m_endPage);
    const bool hasFailed = signIn.state == SignIn::State::Failed;
    m_ask->setVisible(isOffered || hasFailed);
    m_ask->setText(hasFailed ? i18nc("@action:button", "Try Again") : i18nc("@action:button", "Get a Code"));
    m_leave->setText(signIn.state == SignIn::State::SignedIn || hasFailed ? i18nc("@action:button", "Close")
                                                                          : i18nc("@action:button", "Cancel"));
    if (!isNew) {
        return; // only the time has gone on: what has the focus keeps it
    }
    QPushButton *next = isWaiting ? m_open : isOffered || hasFailed ? m_ask : m_leave;
    next->setDefault(true);
    if (isOffered) {
        m_clientId->setFocus();
    } else if (isWaiting) {
        m_code->setFocus();
    } else {
        m_end->setFocus();
    }
}

void SignInDialog::reject()
{
    if (isUnderWay()) {
        Q_EMIT cancelled();
    }
    QDialog::reject();
}

}
