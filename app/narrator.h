// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/desktop.h"

#include <QElapsedTimer>
#include <QTextStream>

namespace Windsock {

/// Says on standard output what happens in the demo, as it happens: what the made-up world does, what Windsock makes
/// of it, what it tells and what the desktop took.
class Narrator : public QObject
{
    Q_OBJECT

public:
    Narrator(Application &application, QTextStream &out, QObject *parent = nullptr);

    void follow(Desktop &desktop);
    void say(const QString &who, const QString &what);

private:
    void tell(const ChangeSet &changes);

    Application &m_application;
    QTextStream &m_out;
    QElapsedTimer m_time;
};

}
