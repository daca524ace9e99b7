// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/misbehaviour.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QSet>

#include <zlib.h>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
using Kind = Misbehaviour::Kind;

QJsonValue otherType(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Array:
        return QJsonObject{{u"0"_s, u"zero"_s}};
    case QJsonValue::Object:
        return QJsonArray{1, 2, 3};
    case QJsonValue::String:
        return 42;
    default:
        return u"windsock"_s;
    }
}

QJsonDocument withWrongTypes(const QJsonDocument &right)
{
    if (right.isArray()) {
        return QJsonDocument(QJsonObject{{u"0"_s, right.array().at(0)}});
    }
    QJsonObject wrong;
    const QJsonObject members = right.object();
    for (auto it = members.begin(); it != members.end(); ++it) {
        wrong.insert(it.key(), otherType(it.value()));
    }
    return QJsonDocument(wrong);
}

/// How many values a value holds, however deep.
qsizetype sizeOf(const QJsonValue &value)
{
    qsizetype size = value.isArray() || value.isObject() ? 1 : 0;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array) {
        size += 1 + sizeOf(item);
    }
    const QJsonObject object = value.toObject();
    for (const QJsonValue &member : object) {
        size += 1 + sizeOf(member);
    }
    return size;
}

/// The name of the member that holds most.
QString chiefMember(const QJsonObject &object)
{
    QString chief;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() != "job_property_names"_L1 && it.key() != "meta"_L1
            && (chief.isEmpty() || sizeOf(it.value()) > sizeOf(object.value(chief)))) {
            chief = it.key();
        }
    }
    return chief;
}

QJsonDocument withoutChiefMember(const QJsonDocument &right)
{
    QJsonObject wrong = right.object();
    wrong.remove(chiefMember(wrong));
    return QJsonDocument(wrong);
}

/// Every word of a service's vocabulary becomes one that nobody has heard of.
QJsonValue withUnknownWords(const QJsonValue &value)
{
    static const QSet<QString> words{u"pending"_s,   u"running"_s,    u"completed"_s,       u"unscheduled"_s,
                                     u"success"_s,   u"testfailed"_s, u"busted"_s,          u"exception"_s,
                                     u"unknown"_s,   u"retry"_s,      u"usercancel"_s,      u"superseded"_s,
                                     u"NEW"_s,       u"RESOLVED"_s,   u"FIXED"_s,           u"SUCCESS"_s,
                                     u"FAILURE"_s,   u"PENDING"_s,    u"COMPLETED"_s,       u"IN_PROGRESS"_s,
                                     u"OPEN"_s,      u"MERGED"_s,     u"MERGEABLE"_s,       u"BLOCKED"_s,
                                     u"CLEAN"_s,     u"APPROVED"_s,   u"REVIEW_REQUIRED"_s, u"ACTIVE"_s,
                                     u"CANCELLED"_s, u"SUBMITTED"_s,  u"DEFERRED"_s,        u"LANDED"_s,
                                     u"FAILED"_s,    u"open"_s,       u"closed"_s,          u"approval required"_s};
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        for (QJsonValueRef item : array) {
            item = withUnknownWords(item);
        }
        return array;
    }
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            it.value() = withUnknownWords(it.value());
        }
        return object;
    }
    return value.isString() && words.contains(value.toString()) ? QJsonValue(u"zeppelin"_s) : value;
}

/// One record in the middle of the chief list is not a record; the others are as they were.
QJsonValue withBadRecord(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        if (!array.isEmpty()) {
            array.replace(array.size() / 2,
                          array.first().isArray() ? QJsonValue(QJsonArray{u"broken"_s}) : QJsonValue(17));
        }
        return array;
    }
    QJsonObject object = value.toObject();
    const QString chief = object.contains("nodes"_L1) ? u"nodes"_s : chiefMember(object);
    if (sizeOf(object.value(chief)) > 0) {
        object.insert(chief, withBadRecord(object.value(chief)));
    }
    return object;
}

QByteArray withBadEvent(QByteArray calendar)
{
    const qsizetype start = calendar.indexOf("\r\nDTSTART");
    return start < 0
        ? calendar
        : calendar.replace(start, calendar.indexOf("\r\n", start + 2) - start, "\r\nDTSTART:when the wind turns");
}

/// The calendar with more components in it, or a calendar of these alone.
QByteArray calendarWith(const QByteArray &lines, QByteArray calendar)
{
    const qsizetype end = calendar.lastIndexOf("END:VCALENDAR");
    return end < 0
        ? "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Windsock//Airfield//EN\r\n" + lines + "END:VCALENDAR\r\n"
        : calendar.insert(end, lines);
}

QByteArray endlessRules(const QByteArray &calendar)
{
    QByteArray lines = "BEGIN:VEVENT\r\nUID:endless@demo.test\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:"
                       "20200101T000000Z\r\nSUMMARY:Endless\r\n"
                       "RRULE:FREQ=SECONDLY\r\n";
    for (int i = 0; i < 2000; ++i) {
        lines += "RRULE:FREQ=MINUTELY;INTERVAL=" + QByteArray::number(i + 1) + "\r\n";
    }
    return calendarWith(lines + "END:VEVENT\r\n", calendar);
}

QByteArray badZone(const QByteArray &calendar)
{
    return calendarWith(
        "BEGIN:VTIMEZONE\r\nTZID:Nowhere/Nothing\r\nBEGIN:STANDARD\r\nTZOFFSETFROM:+99999\r\nTZOFFSETTO:whatever\r\n"
        "DTSTART:not a date\r\nRRULE:FREQ=SOMETIMES\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
        "BEGIN:VTIMEZONE\r\nTZID:Nowhere/Open\r\nBEGIN:DAYLIGHT\r\nTZOFFSETFROM:+0100\r\nEND:VTIMEZONE\r\n"
        "BEGIN:VEVENT\r\nUID:zone@demo.test\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;TZID=Nowhere/"
        "Nothing:20261201T180000\r\n"
        "SUMMARY:Nobody knows when\r\nEND:VEVENT\r\n",
        calendar);
}

/// `size` blanks, gzipped: some thousand times smaller on the wire.
QByteArray gzippedBlanks(qint64 size)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
    QByteArray chunk(1'000'000, ' ');
    QByteArray out;
    QByteArray room(64 * 1024, Qt::Uninitialized);
    const qint64 chunks = size / chunk.size();
    for (qint64 i = 1; i <= chunks; ++i) {
        stream.next_in = reinterpret_cast<Bytef *>(chunk.data());
        stream.avail_in = uInt(chunk.size());
        do {
            stream.next_out = reinterpret_cast<Bytef *>(room.data());
            stream.avail_out = uInt(room.size());
            deflate(&stream, i < chunks ? Z_NO_FLUSH : Z_FINISH);
            out.append(room.constData(), room.size() - qsizetype(stream.avail_out));
        } while (stream.avail_out == 0);
    }
    deflateEnd(&stream);
    return out;
}

/// Packed once: that takes a second in which nobody is answered.
const QByteArray &bomb()
{
    static const QByteArray s_bomb = gzippedBlanks(200'000'000);
    return s_bomb;
}

FieldAnswer jsonSpoilt(FieldAnswer answer, Kind kind)
{
    const QJsonDocument right = QJsonDocument::fromJson(answer.body);
    if (right.isNull()) {
        answer.body = kind == Kind::BadRecord ? withBadEvent(answer.body)
                                              : QByteArray("BEGIN:VNOTHING\r\nEND:VNOTHING\r\n");
        return answer;
    }
    const QJsonValue whole = right.isArray() ? QJsonValue(right.array()) : QJsonValue(right.object());
    const auto document = [](const QJsonValue &value) {
        return value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    };
    const QJsonDocument wrong = kind == Kind::WrongTypes ? withWrongTypes(right)
        : kind == Kind::Missing                          ? withoutChiefMember(right)
        : kind == Kind::UnknownEnum                      ? document(withUnknownWords(whole))
                                                         : document(withBadRecord(whole));
    answer.body = wrong.toJson(QJsonDocument::Compact);
    return answer;
}
}

std::optional<Misbehaviour> Misbehaviour::parse(const QString &how)
{
    static const QMap<QString, Kind> kinds{{u"refuse"_s, Kind::Refuse},
                                           {u"stall"_s, Kind::Stall},
                                           {u"cut"_s, Kind::Cut},
                                           {u"truncate"_s, Kind::Truncate},
                                           {u"status"_s, Kind::Status},
                                           {u"html"_s, Kind::Html},
                                           {u"wrongtypes"_s, Kind::WrongTypes},
                                           {u"missing"_s, Kind::Missing},
                                           {u"unknown-enum"_s, Kind::UnknownEnum},
                                           {u"badrecord"_s, Kind::BadRecord},
                                           {u"redirect"_s, Kind::Redirect},
                                           {u"huge"_s, Kind::Huge},
                                           {u"deep"_s, Kind::Deep},
                                           {u"gzip-bomb"_s, Kind::GzipBomb},
                                           {u"badzone.ics"_s, Kind::BadZone},
                                           {u"endless-rule.ics"_s, Kind::EndlessRule}};
    const QString rest = how.section(u':', 1);
    const auto kind = kinds.constFind(how.section(u':', 0, 0));
    if (kind == kinds.cend()) {
        return {};
    }
    Misbehaviour parsed{.kind = *kind};
    switch (parsed.kind) {
    case Kind::Status:
        parsed.status = rest.section(u':', 0, 0).toInt();
        if (const QString wait = rest.section(u"retry-after="_s, 1); !wait.isEmpty()) {
            parsed.retryAfter = wait.toInt();
        }
        return parsed.status >= 100 && parsed.status < 600 ? std::optional(parsed) : std::nullopt;
    case Kind::Redirect:
        parsed.target = rest;
        return rest.isEmpty() ? std::nullopt : std::optional(parsed);
    case Kind::Huge:
        parsed.bytes = rest.toLongLong();
        return parsed.bytes > 0 ? std::optional(parsed) : std::nullopt;
    default:
        return parsed;
    }
}

FieldAnswer spoilt(const FieldAnswer &right, const Misbehaviour &how)
{
    FieldAnswer answer = right;
    switch (how.kind) {
    case Kind::Refuse:
    case Kind::Stall:
        answer.wire = FieldAnswer::Wire::Stall;
        return answer;
    case Kind::Cut:
        answer.wire = FieldAnswer::Wire::Cut;
        return answer;
    case Kind::Truncate:
        answer.body.truncate(answer.body.size() / 2);
        return answer;
    case Kind::Status: {
        FieldAnswer failed = FieldAnswer::text(
            "<html><body><h1>" + QByteArray::number(how.status) + "</h1></body></html>", "text/html", how.status);
        if (how.retryAfter >= 0) {
            failed.headers.append(std::pair<QByteArray, QByteArray>("Retry-After", QByteArray::number(how.retryAfter)));
        }
        return failed;
    }
    case Kind::Html:
        return FieldAnswer::text("<!DOCTYPE html><html><body><h1>Sign in to the hotel's network</h1></body></html>",
                                 "text/html");
    case Kind::Redirect:
        return {.status = 302, .type = "text/html", .headers = {{"Location", how.target.toUtf8()}}};
    case Kind::Huge:
        answer.wire = FieldAnswer::Wire::Flood;
        answer.flood = how.bytes;
        return answer;
    case Kind::Deep:
        return FieldAnswer::text(QByteArray("{\"data\":").repeated(500'000) + "1" + QByteArray(500'000, '}'),
                                 "application/json");
    case Kind::GzipBomb:
        answer.body = bomb();
        answer.headers.append(std::pair<QByteArray, QByteArray>("Content-Encoding", "gzip"));
        return answer;
    case Kind::BadZone:
        return FieldAnswer::text(badZone(right.body), "text/calendar; charset=utf-8");
    case Kind::EndlessRule:
        return FieldAnswer::text(endlessRules(right.body), "text/calendar; charset=utf-8");
    default:
        return jsonSpoilt(right, how.kind);
    }
}

}
