// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QUrl>

#include <simdjson.h>

#include <memory>
#include <optional>
#include <string_view>

namespace Windsock {

inline constexpr qsizetype defaultTextLimit = 1000;

/// One value of a JsonDocument: a cheap view, good as long as the document lives. Asking a value for what it is not is
/// no error: a member of something that is no object, and an element that is not there, are "missing" values.
/// `value["data"]["viewer"]["login"].text()` never fails harder than with nullopt.
class JsonValue
{
public:
    JsonValue() = default; ///< missing
    explicit JsonValue(simdjson::dom::element element)
        : m_element(element), m_there(true)
    {
    }

    bool isMissing() const { return !m_there; }
    bool isNull() const { return m_there && m_element.is_null(); }
    bool isNothing() const { return !m_there || m_element.is_null(); } ///< missing or null
    bool isObject() const { return m_there && m_element.is_object(); }
    bool isArray() const { return m_there && m_element.is_array(); }
    qsizetype size() const; ///< of an array or object, else 0

    JsonValue operator[](std::string_view member) const;

    std::optional<std::string_view> view() const; ///< text as UTF-8
    std::optional<QString> text(qsizetype limit = defaultTextLimit) const; ///< cut after `limit` characters
    std::optional<qint64> integer() const; ///< also of 3.0; nullopt where it does not fit
    std::optional<double> number() const;
    std::optional<bool> flag() const; ///< true and false, and the 1 and 0 that Bugzilla writes
    std::optional<QDateTime> time() const; ///< isoTime of a text
    std::optional<QUrl> link() const; ///< a valid http or https address with a host and without userinfo

    /// Calls `use(qsizetype index, JsonValue)` for each element; does nothing where this is no array.
    template<class Use>
    void each(Use use) const
    {
        simdjson::dom::array array;
        if (m_there && m_element.get_array().get(array) == simdjson::SUCCESS) {
            qsizetype index = 0;
            for (const simdjson::dom::element element : array) {
                use(index++, JsonValue(element));
            }
        }
    }
    /// Calls `use(std::string_view name, JsonValue)` for each member; does nothing where this is no object.
    template<class Use>
    void eachMember(Use use) const
    {
        simdjson::dom::object object;
        if (m_there && m_element.get_object().get(object) == simdjson::SUCCESS) {
            for (const simdjson::dom::key_value_pair member : object) {
                use(member.key, JsonValue(member.value));
            }
        }
    }

private:
    simdjson::dom::element m_element;
    bool m_there = false;
};

struct JsonLimits {
    qsizetype bytes = 32 * 1024 * 1024;
    size_t depth = 64; ///< no real answer nests deeper
};

/// A parsed answer. Malformed with TooLarge, TooDeep or NotTheFormat (empty, HTML, truncated, bad UTF-8, numbers out of range).
class JsonDocument
{
public:
    [[nodiscard]] static Result<JsonDocument> parse(const QByteArray &bytes, const JsonLimits &limits = {});
    JsonValue root() const { return m_root; }

private:
    std::unique_ptr<simdjson::dom::parser> m_parser;
    JsonValue m_root;
};

/// Reads the members of one record and remembers the first that is not what it should be, as a sentence for
/// SkippedRecord::why ("platform is not a text"). The getters without `Or` want the member to be there and not null;
/// those with `Or` take the other value when it is missing or null, and complain only of a wrong type.
class JsonRecord
{
public:
    explicit JsonRecord(JsonValue object);

    bool ok() const { return m_why.isEmpty(); }
    const QString &why() const { return m_why; }
    void complain(const QString &why); ///< kept when it is the first
    JsonValue operator[](std::string_view member) const { return m_object[member]; }

    QString text(std::string_view member, qsizetype limit = defaultTextLimit);
    QString textOr(std::string_view member, const QString &other = {}, qsizetype limit = defaultTextLimit);
    qint64 positive(std::string_view member); ///< an integer above 0: an id
    qint64 integer(std::string_view member);
    qint64 integerOr(std::string_view member, qint64 other);
    bool flagOr(std::string_view member, bool other);
    QDateTime time(std::string_view member);
    QDateTime timeOr(std::string_view member); ///< invalid when missing or null
    QUrl link(std::string_view member);

private:
    void wrong(std::string_view member, QLatin1StringView what);

    JsonValue m_object;
    QString m_why;
};

/// "2026-11-20T15:21:53[.653090][Z|+01:00]" in UTC, fractions cut to milliseconds; a time without a zone is UTC.
/// Invalid when it is anything else.
QDateTime isoTime(std::string_view text);

/// A Failure of kind Malformed.
Failure malformed(Failure::Reason reason, const QString &detail);

}
