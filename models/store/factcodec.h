// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <optional>

namespace Windsock {

/// A fact as bytes: a CBOR map from small numbers to the members. A number is never used again for something else;
/// a member that is absent, of another type or out of its range keeps its default, so that bodies written before and
/// after a change of the struct can both be read. The account is not in the body: it is a column beside it.
/// For Push, Job, JobSuggestions, PushStanding, Landing, PullRequest, Deployment, InboxThread, Occurrence, Tree,
/// QueueDelay, ChangeThread, SourceHealth and what a KeptThread remembers beside its thread.
template<class T>
QByteArray encode(const T &fact);

/// Nothing where the bytes are no CBOR map.
template<class T>
std::optional<T> decode(const QByteArray &body);

}
