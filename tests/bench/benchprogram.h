// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QStringList>
#include <QTemporaryDir>

#include <optional>
#include <sys/types.h>

namespace Windsock {

/// What the kernel says of a process, in KiB.
struct Memory {
    double anonymous = 0; ///< RssAnon: its own, heap and stacks
    double file = 0; ///< RssFile: pages of programs and libraries, mostly shared with others
    double share = 0; ///< PSS: its own, and its part of what it shares
};

/// A program under measurement: started with the variables given and a home of its own, ended with this object.
class BenchProgram
{
public:
    BenchProgram(const QString &home, const QStringList &variables);
    ~BenchProgram();
    BenchProgram(const BenchProgram &) = delete;
    BenchProgram &operator=(const BenchProgram &) = delete;

    /// `command`: the name of an executable beside this one, and its arguments.
    bool start(const QStringList &command);
    /// Asks it to end and waits until it has.
    void end();

    double started() const { return m_started; } ///< monotonicMs() just before the fork
    bool isRunning() const;
    Memory memory() const;
    /// Waits until its memory no longer moves.
    Memory settledMemory() const;
    /// How often each of its threads has gone to sleep so far: one more than it was woken.
    QHash<QString, qint64> sleeps() const;
    double processorMs() const; ///< what it has used of the processor so far
    /// The end of what it said.
    QString words() const;

private:
    QByteArray proc(const QString &file) const;

    QString m_home;
    QStringList m_variables;
    pid_t m_pid = 0;
    double m_started = 0;
};

/// One per executable: the folder that programs under measurement have for a home.
QString benchHome();

}
