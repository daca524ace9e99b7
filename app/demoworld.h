// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/application.h"

#include <QProcess>
#include <QTemporaryDir>

namespace Windsock {

/// The made-up world of `windsock --demo`: the airfield as a process beside the app, and a profile of its own that
/// goes when the demo ends.
class DemoWorld : public QObject
{
    Q_OBJECT

public:
    explicit DemoWorld(QObject *parent = nullptr);
    ~DemoWorld() override;

    /// Starts the airfield: opened() or failed(). `play` lets its timeline run.
    void open(bool play, double speed);
    Profile profile() const;
    /// Puts the demo's accounts and watches into the book. The keychain is left alone from then on.
    [[nodiscard]] AccountBook::Outcome populate(AccountBook &book, Secrets &secrets) const;

Q_SIGNALS:
    void opened();
    void failed(const QString &what);
    void happened(const QString &line);

private:
    void readLine();

    QTemporaryDir m_folder;
    QProcess m_airfield;
    QUrl m_base;
    QUrl m_calendars; ///< the calendar server's address: it has a door of its own
};

}
