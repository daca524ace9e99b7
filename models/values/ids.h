// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHashFunctions>
#include <QMetaType>
#include <QString>

#include <compare>

namespace Windsock {

/// An identifier that cannot be mistaken for another kind of identifier.
/// The text is opaque; equal text of the same kind means the same thing.
template<class Tag>
struct Id {
    QString value;

    Id() = default;
    explicit Id(QString text)
        : value(std::move(text))
    {
    }
    bool isEmpty() const { return value.isEmpty(); }
    bool operator==(const Id &) const = default;
    auto operator<=>(const Id &) const = default;
};

template<class Tag>
size_t qHash(const Id<Tag> &id, size_t seed = 0)
{
    return ::qHash(id.value, seed);
}

using AccountId = Id<struct AccountTag>;
using WatchId = Id<struct WatchTag>;

/// Names one fact over all accounts: the account's id, a slash, the fact's own key ("th/push/27").
using Subject = Id<struct SubjectTag>;

inline Subject subjectOf(const AccountId &account, const QString &key)
{
    return Subject(account.value + u'/' + key);
}

}

Q_DECLARE_METATYPE(Windsock::AccountId)
Q_DECLARE_METATYPE(Windsock::WatchId)
Q_DECLARE_METATYPE(Windsock::Subject)
