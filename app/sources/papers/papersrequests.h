// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/sources/source.h"

#include <QDate>
#include <QMap>

namespace Windsock {

/// Where one list, or one year of it, is.
struct PapersAddress {
    QUrl url;
    bool mayLack = false; ///< a topic need not have a file for each year
};

/// The addresses of what a watch means: of a topic this year's and the next year's file, else the list itself. BadRequest
/// where the target is no topic, BadAddress where it is no address that may be asked.
[[nodiscard]] Result<QList<PapersAddress>> papersAddresses(const FetchTask &task);

/// What is remembered between two fetches: the ETags, by a mark of what they are of.
struct PapersCursor {
    QString of; ///< a hash of target and filter: with another of them everything is asked anew
    QDate day; ///< UTC, of the last whole answer: what has closed since has to go, so conditions hold for a day
    QMap<QString, QByteArray> etags; ///< by address, as hashes

    bool operator==(const PapersCursor &) const = default;
};

QString markOfPapers(const QString &text); ///< 16 hexadecimal digits: an address may be a secret
PapersCursor newPapersCursor(const FetchTask &task);
/// Empty where the memory is of another target, filter or day.
PapersCursor readPapersCursor(const FetchTask &task);
QString writePapersCursor(const PapersCursor &cursor);

HttpRequest papersRequest(const FetchTask &task, const QUrl &url, const QByteArray &etag);

}
