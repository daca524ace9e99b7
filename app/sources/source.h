// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/result.h"
#include "models/values/snapshot.h"

#include <QObject>

#include <memory>

namespace Windsock {

class HttpClient;

/// All that a source needs for one fetch.
struct FetchTask {
    Account account;
    Watch watch;
    WatchMemory memory; ///< what the store remembers of the watch; empty at the first fetch
    QByteArray secret; ///< the account's token; empty when the account has none
    QDateTime now; ///< UTC
};

/// Turns one account into facts. One fetch at a time: fetch() is not called again before finished(). Every fetch ends
/// in exactly one finished(), whatever happens, and never before fetch() has returned. A source never retries, never
/// waits and keeps no facts of its own: what it must know at the next fetch it puts into the snapshot's cursor.
/// Parsing happens on the thread pool, not on the caller's thread.
class Source : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~Source() override;

    virtual void fetch(const FetchTask &task) = 0;

Q_SIGNALS:
    void finished(const Windsock::Result<Windsock::Snapshot> &result);

protected:
    /// Emits finished() from the event loop: the end of every path of a fetch.
    void finishLater(Result<Snapshot> result);
};

/// Adds a record that could not be read, as long as there are fewer than the 100 that a snapshot keeps.
void keepSkipped(QList<SkippedRecord> &kept, const QString &what, const QString &why);

/// The source for a service.
[[nodiscard]] std::unique_ptr<Source> makeSource(Service service, HttpClient &http);

}
