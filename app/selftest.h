// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/demoworld.h"
#include "app/desktop.h"

#include <QTextStream>

namespace Windsock {

/// `windsock --self-test`: starts the whole app on the made-up world, asks every service once, checks that what must
/// be installed is, and says each finding in a line.
class SelfTest : public QObject
{
    Q_OBJECT

public:
    explicit SelfTest(QTextStream &out, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// Once; 0 where all is well.
    void ended(int exitCode);

private:
    void openApplication();
    void judge(const PollReport &report);
    void check(bool good, const QString &what);
    void end();

    QTextStream &m_out;
    DemoWorld m_world;
    std::unique_ptr<Application> m_application;
    std::unique_ptr<Desktop> m_desktop;
    QTimer m_patience;
    int m_failed = 0;
    bool m_over = false;
};

}
