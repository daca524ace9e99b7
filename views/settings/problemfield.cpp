// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/settings/problemfield.h"

#include "views/delegates/joblook.h"

#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Windsock {

ProblemField::ProblemField(QWidget *field, QWidget *parent)
    : QWidget(parent), m_field(field), m_words(new QLabel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(field);
    layout->addWidget(m_words);
    setFocusProxy(field);
    m_words->setObjectName(field->objectName() + u"Problem"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, readableOn(QColor(0xc03030), colours.color(QPalette::Window)));
    m_words->setPalette(colours);
    m_words->hide();
}

void ProblemField::addTo(QFormLayout &form, const QString &label)
{
    form.addRow(label, this);
    if (!label.isEmpty()) {
        // The label is no neighbour of the field, where its name would be looked for.
        m_field->setAccessibleName(label.endsWith(u':') ? label.chopped(1) : label);
    }
}

bool ProblemField::tell(const QString &problem)
{
    m_words->setText(problem);
    m_words->setVisible(!problem.isEmpty());
    m_field->setAccessibleDescription(problem);
    return problem.isEmpty();
}

QString ProblemField::problem() const
{
    return m_words->text();
}

}
