// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/settings/accountform.h"

#include "models/items/signinwords.h"
#include "models/items/words.h"
#include "views/settings/accountcheck.h"
#include "views/settings/problemfield.h"

#include <KLocalizedString>

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int s_signingIn = -1; ///< among the places of a token, which are numbers from 0 on
}

AccountForm::AccountForm(QWidget *parent)
    : QWidget(parent)
    , m_service(new QComboBox(this))
    , m_id(new QLineEdit(this))
    , m_url(new QLineEdit(this))
    , m_user(new QLineEdit(this))
    , m_place(new QComboBox(this))
    , m_secret(new QLineEdit(this))
    , m_hint(new QLabel(neededScopesText(), this))
{
    m_service->setObjectName(u"accountService"_s);
    m_id->setObjectName(u"accountId"_s);
    m_url->setObjectName(u"accountUrl"_s);
    m_user->setObjectName(u"accountUser"_s);
    m_place->setObjectName(u"accountPlace"_s);
    m_secret->setObjectName(u"accountSecret"_s);
    m_hint->setObjectName(u"accountHint"_s);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    for (const Service service :
         {Service::Treeherder, Service::Bugzilla, Service::GitHub, Service::Lando, Service::Meetup, Service::ICalendar,
          Service::CalDav, Service::Papers, Service::Pulse}) {
        m_service->addItem(serviceWord(service), int(service));
    }
    m_place->addItem(i18nc("@item:inlistbox where a token is", "None: read what is public"),
                     int(SecretPlace::Kind::None));
    m_place->addItem(i18nc("@item:inlistbox where a token is", "In the keychain"), int(SecretPlace::Kind::Keychain));
    m_place->addItem(i18nc("@item:inlistbox where a token is", "In an environment variable"),
                     int(SecretPlace::Kind::Environment));
    m_place->addItem(i18nc("@item:inlistbox where a token is", "In a file that only I can read"),
                     int(SecretPlace::Kind::File));

    auto *form = new QFormLayout(this);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addField(form, i18nc("@label:listbox", "Service:"), m_service);
    m_idField = addField(form, i18nc("@label:textbox short name of an account", "Name:"), m_id);
    m_urlField = addField(form, i18nc("@label:textbox", "Address:"), m_url);
    m_userField = addField(form, i18nc("@label:textbox", "Who you are there:"), m_user);
    m_placeField = addField(form, i18nc("@label:listbox", "Token:"), m_place);
    m_secretField = addField(form, QString(), m_secret);
    form->addRow(QString(), m_hint);
    m_secret->setAccessibleName(i18nc("@label:textbox the token, or where it is", "Token or its place"));
    m_user->setPlaceholderText(i18nc("@info:placeholder", "Login or e-mail address, if any"));
    makeButtons(form);
    connect(m_service, &QComboBox::currentIndexChanged, this, &AccountForm::serviceChosen);
    connect(m_place, &QComboBox::currentIndexChanged, this, &AccountForm::placeChosen);
    begin();
}

void AccountForm::begin()
{
    m_service->setCurrentIndex(0);
    m_user->clear();
    m_place->setCurrentIndex(0);
    serviceChosen();
    placeChosen();
    m_id->setFocus();
}

Account AccountForm::account() const
{
    Account account{.id = AccountId(m_id->text().trimmed()),
                    .service = Service(m_service->currentData().toInt()),
                    .baseUrl = baseUrlFrom(m_url->text().trimmed()),
                    .user = m_user->text().trimmed(),
                    .secret = {.kind = placeKind(), .name = {}}};
    if (account.secret.kind == SecretPlace::Kind::Environment || account.secret.kind == SecretPlace::Kind::File) {
        account.secret.name = m_secret->text().trimmed();
    }
    return account;
}

bool AccountForm::isSigningIn() const
{
    return m_place->currentData().toInt() == s_signingIn;
}

SecretPlace::Kind AccountForm::placeKind() const
{
    return isSigningIn() ? SecretPlace::Kind::Keychain : SecretPlace::Kind(m_place->currentData().toInt());
}

void AccountForm::showHint()
{
    const bool isGitHub = Service(m_service->currentData().toInt()) == Service::GitHub;
    m_hint->setVisible(isGitHub && placeKind() != SecretPlace::Kind::None && !isSigningIn());
}

ProblemField *AccountForm::addField(QFormLayout *form, const QString &label, QWidget *field)
{
    auto *problem = new ProblemField(field, this);
    problem->addTo(*form, label);
    return problem;
}

void AccountForm::makeButtons(QFormLayout *form)
{
    auto *buttons = new QDialogButtonBox(this);
    auto *adding = buttons->addButton(i18nc("@action:button", "Add Account"), QDialogButtonBox::AcceptRole);
    auto *leaving = buttons->addButton(QDialogButtonBox::Cancel);
    adding->setObjectName(u"accountAdd"_s);
    leaving->setObjectName(u"accountCancel"_s);
    form->addRow(buttons);
    connect(adding, &QPushButton::clicked, this, &AccountForm::add);
    connect(leaving, &QPushButton::clicked, this, [this] {
        m_secret->clear();
        Q_EMIT cancelled();
    });
}

void AccountForm::serviceChosen()
{
    const auto service = Service(m_service->currentData().toInt());
    m_id->setText(serviceName(service));
    m_url->setText(defaultBaseUrl(service).toString());
    m_idField->tell({});
    m_urlField->tell({});
    m_userField->tell({});
    m_placeField->tell({});
    const int signingIn = m_place->findData(s_signingIn);
    if (service == Service::GitHub && signingIn < 0) {
        m_place->addItem(i18nc("@item:inlistbox where a token comes from", "I sign in, next"), s_signingIn);
    } else if (service != Service::GitHub && signingIn >= 0) {
        m_place->removeItem(signingIn);
    }
    showHint();
}

void AccountForm::placeChosen()
{
    const SecretPlace::Kind kind = placeKind();
    m_secret->clear();
    m_secretField->tell({});
    m_placeField->tell({});
    m_secretField->setVisible(kind != SecretPlace::Kind::None && !isSigningIn());
    m_secret->setEchoMode(kind == SecretPlace::Kind::Keychain ? QLineEdit::Password : QLineEdit::Normal);
    m_secret->setPlaceholderText(
        kind == SecretPlace::Kind::Keychain   ? i18nc("@info:placeholder", "Token, key or password")
            : kind == SecretPlace::Kind::File ? i18nc("@info:placeholder", "Path of the file")
                                              : i18nc("@info:placeholder", "Name of the variable"));
    showHint();
}

void AccountForm::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        add(); // and not the dialog's own OK, which would throw away what was typed
        return;
    }
    QWidget::keyPressEvent(event);
}

bool AccountForm::add()
{
    const Account wanted = account();
    const QByteArray secret = wanted.secret.kind == SecretPlace::Kind::Keychain ? m_secret->text().trimmed().toUtf8()
                                                                                : QByteArray();
    const bool idGood = m_idField->tell(problemWithAccountId(wanted.id.value, m_accounts));
    const bool urlGood = m_urlField->tell(problemWithBaseUrl(wanted.service, m_url->text().trimmed()));
    const bool userGood = m_userField->tell(problemWithUser(wanted.service, wanted.user));
    const bool placeGood = m_placeField->tell(problemWithPlace(wanted.service, wanted.secret.kind));
    const bool secretGood = isSigningIn() || m_secretField->tell(problemWithSecret(wanted.secret, secret));
    for (const auto &[good, field] :
         {std::pair(idGood, m_idField), std::pair(urlGood, m_urlField), std::pair(userGood, m_userField),
          std::pair(placeGood, m_placeField), std::pair(secretGood, m_secretField)}) {
        if (!good) {
            field->setFocus();
            return false;
        }
    }
    m_secret->clear();
    Q_EMIT added(wanted, secret);
    return true;
}

}
