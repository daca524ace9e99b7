// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/bench/workload.h"

#include <QTcpServer>
#include <QTemporaryDir>

namespace Windsock {

/// A profile for `windsock --profile`: one Treeherder account with one tree, and so many of its jobs in the store. The
/// service is a port on this machine that never answers, and knows whether it was asked.
class BenchProfile
{
public:
    explicit BenchProfile(qsizetype jobs);

    /// As if it had been fetched this moment: nothing is due for a minute.
    void renew();
    QString folder() const { return m_folder.path(); }
    QString busName() const;
    QString problem() const { return m_problem; }
    /// Whether anybody has asked the service.
    bool wasAsked() { return m_service.waitForNewConnection(0); }

private:
    void write(const Snapshot &snapshot);

    QTemporaryDir m_folder;
    QTcpServer m_service;
    Watch m_watch;
    QString m_problem;
    bool m_empty = true;
};

}
