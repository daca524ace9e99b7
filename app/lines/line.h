// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/account.h"
#include "models/values/failure.h"
#include "models/values/ids.h"
#include "models/values/lineaddress.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <functional>

namespace Windsock {

/// What of an exchange a queue is to get: a topic key, in which * is one word and # any number of them.
struct LineBinding {
    QString exchange;
    QString key;

    bool operator==(const LineBinding &) const = default;
    auto operator<=>(const LineBinding &) const = default;
};

/// A message as it came. From the wire: nothing in it is to be believed.
struct LineMessage {
    QString exchange;
    QString key; ///< it was sent with
    QStringList routes; ///< the further keys it was sent with (the header CC)
    QByteArray body;
};

/// All that a line needs to be opened.
struct LineTask {
    LineAddress address;
    QString user;
    QByteArray password;
    QString queue; ///< declared by us: not durable, deleted when its reader goes
    QList<LineBinding> bindings; ///< of a hook none: what a former run left is removed, and the line is lost as Cancelled
    std::chrono::seconds heartbeat{30}; ///< twice as long in silence, and the line is lost
    qsizetype largestMessage = 1024 * 1024; ///< bytes; what is larger is passed over, or ends a hook's line
    Account account; ///< of a hook: at whose GitHub it is made; the password is its token
    QString target; ///< of a hook: "owner/name", or an organisation
    QString noteFile; ///< of a hook: where is written that it was made, until it is removed; may be empty
};

/// Which watches a message speaks of. Called on the line's own thread, never two calls at a time.
using LineReader = std::function<QList<WatchId>(const LineMessage &message)>;

/// A connection to a broker that stays open and tells when there may be news. An open() ends in exactly one lost(), or in
/// close() and silence. A line never tries again by itself and keeps nothing of what it hears: several messages for one
/// watch are one, and the order is lost.
class Line : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void open(const LineTask &task, LineReader reader) = 0;
    /// Returns at once; what comes after it is not heard. Destroying the line closes it, and waits a moment for that.
    virtual void close() = 0;

Q_SIGNALS:
    /// The queue is there and is read. `missing` are exchanges that the broker does not have or does not let us read.
    void opened(const QStringList &missing);
    /// Watches of which the messages since the last call speak, and how many messages these were.
    void looked(const QList<Windsock::WatchId> &watches, qint64 messages);
    void lost(const Windsock::Failure &failure);
};

}
