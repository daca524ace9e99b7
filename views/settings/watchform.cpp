// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/settings/watchform.h"

#include "views/settings/accountcheck.h"
#include "views/settings/problemfield.h"

#include <KLocalizedString>

#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStringListModel>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

QString kindText(Watch::Kind kind)
{
    switch (kind) {
    case Watch::Kind::Tree:
        return i18nc("@item:inlistbox what to watch", "Every push of a tree");
    case Watch::Kind::Author:
        return i18nc("@item:inlistbox what to watch", "What one person pushes or proposes");
    case Watch::Kind::Landings:
        return i18nc("@item:inlistbox what to watch", "Bugs that ask for a landing");
    case Watch::Kind::Repository:
        return i18nc("@item:inlistbox what to watch", "The pull requests of a repository");
    case Watch::Kind::Group:
        return i18nc("@item:inlistbox what to watch", "The events of a group");
    case Watch::Kind::Revision:
        return i18nc("@item:inlistbox what to watch", "The push of one commit");
    case Watch::Kind::LandingJob:
        return i18nc("@item:inlistbox what to watch", "One landing job");
    case Watch::Kind::Trees:
        return i18nc("@item:inlistbox what to watch", "Which trees are open");
    case Watch::Kind::Deployments:
        return i18nc("@item:inlistbox what to watch", "The deployments of a repository");
    case Watch::Kind::Hook:
        return i18nc("@item:inlistbox what to watch", "Its webhooks, so that news comes at once");
    case Watch::Kind::Reviews:
        return i18nc("@item:inlistbox what to watch", "Reviews that somebody is asked for");
    case Watch::Kind::Exchange:
        return i18nc("@item:inlistbox what to watch", "Messages of one more exchange");
    case Watch::Kind::Calendar:
        break;
    }
    return i18nc("@item:inlistbox what to watch", "A calendar feed");
}

}

WatchForm::WatchForm(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_kind(new QComboBox(this))
    , m_target(new QLineEdit(this))
    , m_offers(new QStringListModel(this))
    , m_who(new QLineEdit(this))
{
    m_title->setTextFormat(Qt::PlainText);
    m_kind->setObjectName(u"watchKind"_s);
    m_target->setObjectName(u"watchTarget"_s);
    m_who->setObjectName(u"watchWho"_s);
    m_targetField = new ProblemField(m_target, this);
    m_whoField = new ProblemField(m_who, this);
    auto *form = new QFormLayout(this);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(m_title);
    form->addRow(i18nc("@label:listbox", "Watch:"), m_kind);
    m_targetField->addTo(*form, i18nc("@label:textbox tree, repository, group or address to watch", "Which:"));
    m_whoField->addTo(*form,
                      i18nc("@label:textbox whose pushes, which commit or environment", "Whose, or which commit:"));
    auto *buttons = new QDialogButtonBox(this);
    auto *adding = buttons->addButton(i18nc("@action:button", "Add Watch"), QDialogButtonBox::AcceptRole);
    auto *leaving = buttons->addButton(QDialogButtonBox::Cancel);
    adding->setObjectName(u"watchAdd"_s);
    leaving->setObjectName(u"watchCancel"_s);
    form->addRow(buttons);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &WatchForm::kindChosen);
    connect(adding, &QPushButton::clicked, this, &WatchForm::add);
    connect(leaving, &QPushButton::clicked, this, &WatchForm::cancelled);
}

void WatchForm::begin(const Account &account)
{
    m_account = account;
    m_title->setText(i18nc("@info %1 is the name of an account", "New watch on “%1”", account.id.value));
    m_offers->setStringList({});
    m_calendars.clear();
    if (account.service == Service::Treeherder || account.service == Service::CalDav) {
        Q_EMIT repositoriesWanted(account.id);
    }
    m_kind->clear();
    for (const Watch::Kind kind :
         {Watch::Kind::Tree, Watch::Kind::Landings, Watch::Kind::Repository, Watch::Kind::Author, Watch::Kind::Revision,
          Watch::Kind::Reviews, Watch::Kind::Deployments, Watch::Kind::Hook, Watch::Kind::LandingJob,
          Watch::Kind::Trees, Watch::Kind::Group, Watch::Kind::Calendar, Watch::Kind::Exchange}) {
        if (watchKindFits(account.service, kind)) {
            m_kind->addItem(account.service == Service::CalDav
                                ? i18nc("@item:inlistbox what to watch", "A calendar of the server")
                                : kindText(kind),
                            int(kind));
        }
    }
    m_target->clear();
    kindChosen();
    m_target->setFocus();
}

void WatchForm::offerRepositories(const AccountId &account, const QStringList &names)
{
    if (account == m_account.id) {
        m_offers->setStringList(names);
    }
}

void WatchForm::offerCalendars(const AccountId &account, const QMap<QString, QString> &calendars, const QString &problem)
{
    if (account == m_account.id) {
        m_calendars = calendars;
        m_offers->setStringList(calendars.keys());
        m_targetField->tell(problem);
    }
}

bool WatchForm::hasOffers() const
{
    const auto kind = Watch::Kind(m_kind->currentData().toInt());
    if (m_account.service == Service::CalDav) {
        return true;
    }
    return m_account.service == Service::Treeherder
        && (kind == Watch::Kind::Tree || kind == Watch::Kind::Author || kind == Watch::Kind::Revision);
}

void WatchForm::kindChosen()
{
    if (hasOffers() && !m_target->completer()) {
        auto *completer = new QCompleter(m_offers, m_target);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        m_target->setCompleter(completer);
    } else if (!hasOffers()) {
        m_target->setCompleter(nullptr);
    }
    const auto kind = Watch::Kind(m_kind->currentData().toInt());
    const bool reviews = kind == Watch::Kind::Reviews;
    const bool author = kind == Watch::Kind::Author || reviews;
    m_targetField->tell({});
    m_whoField->tell({});
    const bool commit = kind == Watch::Kind::Revision;
    const bool exchange = kind == Watch::Kind::Exchange;
    const bool deployments = kind == Watch::Kind::Deployments;
    m_whoField->setEnabled(author || commit || exchange || deployments);
    m_who->setText(author ? m_account.user : QString());
    m_who->setPlaceholderText(commit            ? i18nc("@info:placeholder", "7 to 40 digits of the commit")
                                  : exchange    ? i18nc("@info:placeholder", "A topic key; nothing is all")
                                  : deployments ? i18nc("@info:placeholder", "An environment, or nothing for all")
                                                : QString());
    m_targetField->setEnabled(!reviews && (!author || m_account.service != Service::GitHub));
}

void WatchForm::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        add(); // and not the dialog's own OK, which would throw away what was typed
        return;
    }
    QWidget::keyPressEvent(event);
}

bool WatchForm::add()
{
    Watch watch{.account = m_account.id, .kind = Watch::Kind(m_kind->currentData().toInt())};
    if (m_targetField->isEnabled()) {
        watch.target = m_target->text().trimmed();
        watch.target = m_calendars.value(watch.target, watch.target);
    }
    if (m_whoField->isEnabled()) {
        watch.who = m_who->text().trimmed();
    }
    const bool targetGood = m_targetField->tell(problemWithTarget(m_account.service, watch.kind, watch.target));
    const bool whoGood = m_whoField->tell(problemWithWho(m_account.service, watch.kind, watch.who));
    if (!targetGood || !whoGood) {
        (targetGood ? m_whoField : m_targetField)->setFocus();
        return false;
    }
    watch.id = watchIdFor(watch, m_watches);
    Q_EMIT added(watch);
    return true;
}

}
