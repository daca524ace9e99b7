// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/source.h"

namespace Windsock {

Source::~Source() = default;

void Source::finishLater(Result<Snapshot> result)
{
    QMetaObject::invokeMethod(
        this, [this, result = std::move(result)] { Q_EMIT finished(result); }, Qt::QueuedConnection);
}

void Source::alsoFinishLater(const WatchId &sibling, Result<Snapshot> result)
{
    QMetaObject::invokeMethod(
        this, [this, sibling, result = std::move(result)] { Q_EMIT alsoFinished(sibling, result); },
        Qt::QueuedConnection);
}

void keepSkipped(QList<SkippedRecord> &kept, const QString &what, const QString &why)
{
    constexpr qsizetype limit = 100;
    if (kept.size() < limit) {
        kept.append({.what = what, .why = why});
    }
}

}
