// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/jsonread.h"

#include <QTimeZone>

#include <cmath>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QString fromUtf8(std::string_view text, qsizetype limit)
{
    // Four bytes hold one character at the most, so a long text is cut before it is decoded.
    const auto bytes = std::min(static_cast<qsizetype>(text.size()), limit < 0 ? 0 : limit * 4);
    QString decoded = QString::fromUtf8(text.data(), bytes);
    if (decoded.size() > limit) {
        decoded.truncate(limit);
        if (decoded.endsWith(QChar(0xFFFD)) || (!decoded.isEmpty() && decoded.back().isHighSurrogate())) {
            decoded.chop(1);
        }
    }
    return decoded;
}

/// Reads exactly `digits` digits from the start; -1 when they are not all there.
int takeNumber(std::string_view &text, size_t digits)
{
    if (text.size() < digits) {
        return -1;
    }
    int number = 0;
    for (size_t i = 0; i < digits; ++i) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        number = number * 10 + (text[i] - '0');
    }
    text.remove_prefix(digits);
    return number;
}

bool take(std::string_view &text, char c)
{
    if (text.empty() || text.front() != c) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

int takeMilliseconds(std::string_view &text)
{
    if (!take(text, '.')) {
        return 0;
    }
    int milliseconds = 0;
    int place = 100;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        milliseconds += (text.front() - '0') * place;
        place /= 10;
        text.remove_prefix(1);
    }
    return milliseconds;
}

/// Seconds east of UTC; nullopt where the rest of the text is no zone.
std::optional<int> takeZone(std::string_view text)
{
    if (text.empty() || text == "Z") {
        return 0;
    }
    const int sign = text.front() == '-' ? -1 : 1;
    if (!take(text, '+') && !take(text, '-')) {
        return std::nullopt;
    }
    const int hours = takeNumber(text, 2);
    take(text, ':');
    const int minutes = text.empty() ? 0 : takeNumber(text, 2);
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59 || !text.empty()) {
        return std::nullopt;
    }
    return sign * (hours * 3600 + minutes * 60);
}
}

QDateTime isoTime(std::string_view text)
{
    const int year = takeNumber(text, 4);
    const bool dash = take(text, '-');
    const int month = takeNumber(text, 2);
    const bool dash2 = take(text, '-');
    const int day = takeNumber(text, 2);
    const bool middle = take(text, 'T') || take(text, ' ');
    const int hour = takeNumber(text, 2);
    const bool colon = take(text, ':');
    const int minute = takeNumber(text, 2);
    const int second = take(text, ':') ? takeNumber(text, 2) : 0;
    if (!dash || !dash2 || !middle || !colon || second < 0) {
        return {};
    }
    const int milliseconds = takeMilliseconds(text);
    const std::optional<int> zone = takeZone(text);
    const QDate date(year, month, day);
    const QTime time(hour, minute, second, milliseconds);
    if (!zone || !date.isValid() || !time.isValid()) {
        return {};
    }
    return QDateTime(date, time, QTimeZone::UTC).addSecs(-*zone);
}

Failure malformed(Failure::Reason reason, const QString &detail)
{
    return {.kind = Failure::Kind::Malformed, .reason = reason, .detail = detail.left(500)};
}

qsizetype JsonValue::size() const
{
    simdjson::dom::array array;
    simdjson::dom::object object;
    if (m_there && m_element.get_array().get(array) == simdjson::SUCCESS) {
        return static_cast<qsizetype>(array.size());
    }
    if (m_there && m_element.get_object().get(object) == simdjson::SUCCESS) {
        return static_cast<qsizetype>(object.size());
    }
    return 0;
}

JsonValue JsonValue::operator[](std::string_view member) const
{
    simdjson::dom::object object;
    simdjson::dom::element found;
    if (!m_there || m_element.get_object().get(object) != simdjson::SUCCESS
        || object.at_key(member).get(found) != simdjson::SUCCESS) {
        return {};
    }
    return JsonValue(found);
}

std::optional<std::string_view> JsonValue::view() const
{
    std::string_view found;
    if (!m_there || m_element.get_string().get(found) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    return found;
}

std::optional<QString> JsonValue::text(qsizetype limit) const
{
    return view().transform([limit](std::string_view found) { return fromUtf8(found, limit); });
}

std::optional<qint64> JsonValue::integer() const
{
    int64_t whole = 0;
    if (m_there && m_element.get_int64().get(whole) == simdjson::SUCCESS) {
        return whole;
    }
    const std::optional<double> real = number();
    if (real && std::abs(*real) < 9e15 && std::trunc(*real) == *real) {
        return static_cast<qint64>(*real);
    }
    return std::nullopt;
}

std::optional<double> JsonValue::number() const
{
    double real = 0;
    if (!m_there || m_element.get_double().get(real) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    return real;
}

std::optional<bool> JsonValue::flag() const
{
    bool truth = false;
    if (m_there && m_element.get_bool().get(truth) == simdjson::SUCCESS) {
        return truth;
    }
    const std::optional<qint64> digit = integer();
    if (digit == 0 || digit == 1) {
        return digit == 1;
    }
    return std::nullopt;
}

std::optional<QDateTime> JsonValue::time() const
{
    const std::optional<std::string_view> found = view();
    const QDateTime when = found ? isoTime(*found) : QDateTime();
    return when.isValid() ? std::optional(when) : std::nullopt;
}

std::optional<QUrl> JsonValue::link() const
{
    const std::optional<QString> found = text(4000);
    const QUrl url = found ? QUrl(*found, QUrl::StrictMode) : QUrl();
    const bool web = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (!web || !url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty()) {
        return std::nullopt;
    }
    return url;
}

Result<JsonDocument> JsonDocument::parse(const QByteArray &bytes, const JsonLimits &limits)
{
    if (bytes.size() > limits.bytes) {
        return Failed(malformed(Failure::Reason::TooLarge, u"%1 bytes"_s.arg(bytes.size())));
    }
    JsonDocument document;
    document.m_parser = std::make_unique<simdjson::dom::parser>();
    const auto size = static_cast<size_t>(bytes.size());
    // The parser refuses to allocate for nothing at all, and grows by itself where a document is larger than this.
    simdjson::error_code error = document.m_parser->allocate(std::max<size_t>(size, 64), limits.depth);
    simdjson::dom::element root;
    if (error == simdjson::SUCCESS) {
        error = document.m_parser->parse(bytes.constData(), size, true).get(root);
    }
    if (error != simdjson::SUCCESS) {
        const auto reason = error == simdjson::DEPTH_ERROR ? Failure::Reason::TooDeep : Failure::Reason::NotTheFormat;
        const QString start = QString::fromUtf8(bytes.left(80)).simplified();
        return Failed(malformed(
            reason, u"%1; it starts with: %2"_s.arg(QLatin1StringView(simdjson::error_message(error)), start)));
    }
    document.m_root = JsonValue(root);
    return document;
}

JsonRecord::JsonRecord(JsonValue object)
    : m_object(object)
{
    if (!object.isObject()) {
        m_why = u"it is no object"_s;
    }
}

void JsonRecord::complain(const QString &why)
{
    if (m_why.isEmpty()) {
        m_why = why;
    }
}

void JsonRecord::wrong(std::string_view member, QLatin1StringView what)
{
    const bool missing = m_object[member].isMissing();
    complain(QString::fromUtf8(member.data(), static_cast<qsizetype>(member.size()))
             + (missing ? " is missing"_L1 : what));
}

QString JsonRecord::text(std::string_view member, qsizetype limit)
{
    const std::optional<QString> found = m_object[member].text(limit);
    if (!found) {
        wrong(member, " is not a text"_L1);
    }
    return found.value_or(QString());
}

QString JsonRecord::textOr(std::string_view member, const QString &other, qsizetype limit)
{
    return m_object[member].isNothing() ? other : text(member, limit);
}

qint64 JsonRecord::positive(std::string_view member)
{
    const std::optional<qint64> found = m_object[member].integer();
    if (found.value_or(0) < 1) {
        wrong(member, " is not a positive whole number"_L1);
        return 0;
    }
    return *found;
}

qint64 JsonRecord::integer(std::string_view member)
{
    const std::optional<qint64> found = m_object[member].integer();
    if (!found) {
        wrong(member, " is not a whole number"_L1);
    }
    return found.value_or(0);
}

qint64 JsonRecord::integerOr(std::string_view member, qint64 other)
{
    return m_object[member].isNothing() ? other : integer(member);
}

bool JsonRecord::flagOr(std::string_view member, bool other)
{
    if (m_object[member].isNothing()) {
        return other;
    }
    const std::optional<bool> found = m_object[member].flag();
    if (!found) {
        wrong(member, " is neither true nor false"_L1);
    }
    return found.value_or(other);
}

QDateTime JsonRecord::time(std::string_view member)
{
    const std::optional<QDateTime> found = m_object[member].time();
    if (!found) {
        wrong(member, " is not a time"_L1);
    }
    return found.value_or(QDateTime());
}

QDateTime JsonRecord::timeOr(std::string_view member)
{
    return m_object[member].isNothing() ? QDateTime() : time(member);
}

QUrl JsonRecord::link(std::string_view member)
{
    const std::optional<QUrl> found = m_object[member].link();
    if (!found) {
        wrong(member, " is not a web address"_L1);
    }
    return found.value_or(QUrl());
}

}
