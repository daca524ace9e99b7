// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/result.h"
#include "models/values/snapshot.h"

#include <QObject>

#include <memory>

namespace Windsock {

class HttpClient;

/// Another watch of the account of a fetch.
struct Sibling {
    Watch watch;
    WatchMemory memory;
    bool isAsked = false; ///< this fetch answers for it, too
};

/// All that a source needs for one fetch.
struct FetchTask {
    Account account;
    Watch watch;
    WatchMemory memory; ///< what the store remembers of the watch; empty at the first fetch
    QList<Sibling> siblings; ///< the account's other watches, where the service answersTogether()
    QByteArray secret; ///< the account's token; empty when the account has none
    QDateTime now; ///< UTC
};

/// Turns one account into facts. One fetch at a time: fetch() is not called again before finished(). Every fetch ends
/// in exactly one finished(), whatever happens, and never before fetch() has returned. Where the task has siblings that are
/// asked, each has its alsoFinished() before that; one that has none came to the same end as a fetch that failed.
/// A source never retries, never waits and keeps no facts of its own: what it must know at the next fetch it puts into the snapshot's cursor.
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
    void alsoFinished(const Windsock::WatchId &sibling, const Windsock::Result<Windsock::Snapshot> &result);

protected:
    /// Emits alsoFinished() from the event loop, before a finishLater() that comes after it.
    void alsoFinishLater(const WatchId &sibling, Result<Snapshot> result);
    /// Emits finished() from the event loop: the end of every path of a fetch.
    void finishLater(Result<Snapshot> result);
};

/// Adds a record that could not be read, as long as there are fewer than the 100 that a snapshot keeps.
void keepSkipped(QList<SkippedRecord> &kept, const QString &what, const QString &why);

/// Whether one fetch is to answer for all watches of an account that are due: the service is asked once for all.
bool answersTogether(Service service);

/// The source for a service.
[[nodiscard]] std::unique_ptr<Source> makeSource(Service service, HttpClient &http);

}
