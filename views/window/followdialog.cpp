// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/window/followdialog.h"

#include "models/items/followwords.h"

#include <KLocalizedString>

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Windsock {

FollowDialog::FollowDialog(const QString &suggestion, QWidget *parent)
    : QDialog(parent), m_text(new QPlainTextEdit(this)), m_meaning(new QLabel(this))
{
    setObjectName(u"followDialog"_s);
    setWindowTitle(i18nc("@title:window", "Follow"));
    auto *what = new QLabel(i18nc("@label:textbox", "A link, a commit, a bug, an author, or what mach try printed:"),
                            this);
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);
    what->setBuddy(m_text);
    m_text->setObjectName(u"followText"_s);
    m_text->setAccessibleName(what->text().chopped(1));
    m_text->setTabChangesFocus(true);
    m_text->setPlaceholderText(u"https://treeherder.mozilla.org/jobs?repo=try&revision=…"_s);
    m_meaning->setObjectName(u"followMeaning"_s);
    m_meaning->setTextFormat(Qt::PlainText);
    m_meaning->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_watch = buttons->addButton(i18nc("@action:button", "Watch"), QDialogButtonBox::AcceptRole);
    m_watch->setObjectName(u"followWatch"_s);
    m_watch->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(what);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_meaning);
    layout->addWidget(buttons);
    resize(480, 220);
    connect(m_text, &QPlainTextEdit::textChanged, this, &FollowDialog::look);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT chosen(m_text->toPlainText());
        accept();
    });
    if (readFollow(suggestion)) {
        m_text->setPlainText(suggestion);
        m_text->selectAll();
    }
    look();
    m_text->setFocus();
}

void FollowDialog::look()
{
    const QString text = m_text->toPlainText();
    const auto follow = readFollow(text);
    m_watch->setEnabled(follow.has_value());
    if (follow) {
        m_meaning->setText(i18nc("@info %1 is a thing to follow", "This is %1.", followWords(*follow)));
    } else {
        m_meaning->setText(text.trimmed().isEmpty() ? QString()
                                                    : i18nc("@info", "Nothing in this is known to Windsock yet."));
    }
}

}
