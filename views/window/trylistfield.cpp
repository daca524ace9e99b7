// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/window/trylistfield.h"

#include <KLocalizedString>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace Windsock {

TryListField::TryListField(const QString &name, const QString &label, const QString &example, bool offersNone,
                           QWidget *parent)
    : QWidget(parent), m_scope(new QComboBox(this)), m_list(new QLineEdit(this))
{
    m_scope->setObjectName(name + u"Scope"_s);
    m_scope->setAccessibleName(label);
    m_scope->addItem(i18nc("@item:inlistbox how much of a list", "Not said"), int(TryScope::Unsaid));
    m_scope->addItem(i18nc("@item:inlistbox how much of a list", "All"), int(TryScope::All));
    if (offersNone) {
        m_scope->addItem(i18nc("@item:inlistbox how much of a list", "None"), int(TryScope::None));
    }
    m_scope->addItem(i18nc("@item:inlistbox how much of a list", "These:"), int(TryScope::Some));
    m_list->setObjectName(name + u"List"_s);
    m_list->setAccessibleName(
        i18nc("@label:textbox %1 is what the names are of", "%1, names with commas between", label));
    m_list->setPlaceholderText(example);
    m_list->setClearButtonEnabled(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scope);
    layout->addWidget(m_list, 1);
    setFocusProxy(m_scope);
    connect(m_scope, &QComboBox::currentIndexChanged, this, &TryListField::fit);
    connect(m_list, &QLineEdit::textChanged, this, &TryListField::edited);
    fit();
}

TryScope TryListField::scope() const
{
    return TryScope(m_scope->currentData().toInt());
}

QString TryListField::text() const
{
    return scope() == TryScope::Some ? m_list->text() : QString();
}

void TryListField::set(TryScope scope, const QString &text)
{
    m_scope->setCurrentIndex(std::max(0, m_scope->findData(int(scope))));
    m_list->setText(text);
}

void TryListField::fit()
{
    m_list->setEnabled(scope() == TryScope::Some);
    Q_EMIT edited();
}

}
