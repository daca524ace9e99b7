// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/banner.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace Windsock {

Banner::Banner(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(new QLabel(this)), m_button(new QPushButton(this))
{
    setObjectName(u"banner"_s);
    setAutoFillBackground(true);
    m_icon->setPixmap(QIcon::fromTheme(u"data-warning"_s).pixmap(16, 16));
    m_text->setObjectName(u"bannerText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setMinimumWidth(40);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button, 0, Qt::AlignTop);
    m_button->setObjectName(u"bannerAction"_s);
    m_button->hide();
    connect(m_button, &QPushButton::clicked, this, &Banner::actionClicked);
    colour();
    hide();
}

void Banner::say(const QString &text, const QString &action)
{
    m_text->setText(text);
    m_button->setText(action);
    m_button->setVisible(!action.isEmpty());
    setVisible(!text.isEmpty());
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange) {
        colour();
    }
}

void Banner::colour()
{
    const QPalette parent = parentWidget() ? parentWidget()->palette() : QPalette();
    const QColor ground = parent.color(QPalette::Window);
    const QColor warm(0xf6, 0x74, 0x00);
    const float share = 0.22F;
    QPalette own = parent;
    own.setColor(QPalette::Window,
                 QColor::fromRgbF(ground.redF() * (1 - share) + warm.redF() * share,
                                  ground.greenF() * (1 - share) + warm.greenF() * share,
                                  ground.blueF() * (1 - share) + warm.blueF() * share));
    setPalette(own);
}

}
