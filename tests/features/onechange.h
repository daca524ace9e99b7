// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/airfield.h"

#include <QStringList>

namespace Windsock {

/// One change on the airfield, step by step: a bug asks for a landing, it is tried, orange, retriggered, green, queued at
/// Lando, its tree closes and opens, it lands, and is backed out. Each step moves the field's clock by a minute.
class OneChange
{
public:
    /// The field has the services and, before the first step, what was there before: a bug, a job, a push and a tree.
    explicit OneChange(Airfield &field);

    static QStringList steps();
    /// Does the next step and says which.
    QString step();
    bool isOver() const { return m_next >= steps().size(); }

    static constexpr qint64 bug = 123456;
    static constexpr qint64 job = 4711;
    static QString revision(); ///< as it lands, in Mercurial's name
    static QString backout();

private:
    void run(const QString &what);

    Airfield &m_field;
    qsizetype m_next = 0;
    qint64 m_tryPush = 0;
    qint64 m_tryJob = 0;
    qint64 m_again = 0;
};

}
