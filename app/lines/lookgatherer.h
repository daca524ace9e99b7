// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/ids.h"

#include <QList>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace Windsock {

/// Gathers what messages speak of: told at once where nothing was told for a while, and then five times a second, so that
/// a flood is a few looks.
class LookGatherer : public QObject
{
    Q_OBJECT

public:
    explicit LookGatherer(QObject *parent);

    /// One message, and the watches it speaks of.
    void hear(const QList<WatchId> &watches);
    /// Tells what is left, and no more after that until the next message.
    void finish();

Q_SIGNALS:
    void looked(const QList<Windsock::WatchId> &watches, qint64 messages);

private:
    void tell();

    QTimer m_pause;
    QSet<WatchId> m_heard;
    qint64 m_messages = 0;
};

}
