// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/stompframe.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_largestHead = 64 * 1024;
constexpr qsizetype s_mostHeaders = 200;

Failed garbled(const QString &what)
{
    return Failed(Failure{
        .kind = Failure::Kind::Malformed, .reason = Failure::Reason::NotTheFormat, .detail = u"STOMP: "_s + what});
}

/// CONNECTED is written without escapes, for the sake of older clients.
bool hasEscapes(QByteArrayView command)
{
    return command != "CONNECT" && command != "CONNECTED";
}

QByteArray escaped(const QByteArray &text, bool isConnect)
{
    QByteArray out = text;
    out.replace('\\', "\\\\");
    if (!isConnect) {
        out.replace('\r', "\\r").replace('\n', "\\n").replace(':', "\\c");
    }
    return out;
}

/// Nothing where an escape is none of the four.
std::optional<QByteArray> unescaped(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) != '\\') {
            out.append(text.at(i));
            continue;
        }
        switch (++i < text.size() ? text.at(i) : '\0') {
        case 'r':
            out.append('\r');
            break;
        case 'n':
            out.append('\n');
            break;
        case 'c':
            out.append(':');
            break;
        case '\\':
            out.append('\\');
            break;
        default:
            return std::nullopt;
        }
    }
    return out;
}
}

QByteArray StompFrame::header(QByteArrayView name) const
{
    const auto found = std::ranges::find(headers, name, &std::pair<QByteArray, QByteArray>::first);
    return found == headers.end() ? QByteArray() : found->second;
}

QByteArray stompBytes(const StompFrame &frame)
{
    const bool isConnect = frame.command == "CONNECT";
    QByteArray bytes = frame.command + '\n';
    for (const auto &[name, value] : frame.headers) {
        bytes += escaped(name, isConnect) + ':' + escaped(value, isConnect) + '\n';
    }
    return bytes + '\n' + frame.body + '\0';
}

StompReader::StompReader(qsizetype largestBody)
    : m_largestBody(largestBody)
{
}

Result<void> StompReader::read(QByteArrayView bytes, const Take &take)
{
    while (!bytes.isEmpty()) {
        const auto done = m_at == At::Body ? readBody(bytes, take) : readHead(bytes);
        if (!done) {
            return done;
        }
    }
    return {};
}

/// One line of it, or what there is.
Result<void> StompReader::readHead(QByteArrayView &bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    const QByteArrayView part = end < 0 ? bytes : bytes.first(end);
    m_headSize += part.size() + (end < 0 ? 0 : 1);
    if (m_headSize > s_largestHead) {
        return garbled(u"a head without an end"_s);
    }
    m_line.append(part);
    if (end < 0) {
        bytes = {};
        return {};
    }
    bytes = bytes.sliced(end + 1);
    if (m_line.endsWith('\r')) {
        m_line.chop(1);
    }
    return readLine(std::exchange(m_line, {}));
}

Result<void> StompReader::readLine(QByteArray line)
{
    if (m_at == At::Command) {
        if (line.isEmpty()) { // a heartbeat, or the empty line that may follow a frame
            m_headSize = 0;
            return {};
        }
        const bool isCommand = line.size() <= 20
            && std::ranges::all_of(line, [](char c) { return c >= 'A' && c <= 'Z'; });
        if (!isCommand) {
            return garbled(u"no command"_s);
        }
        m_frame = {.command = std::move(line), .headers = {}, .body = {}};
        m_at = At::Headers;
        return {};
    }
    if (line.isEmpty()) {
        return endHead();
    }
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || m_frame.headers.size() >= s_mostHeaders) {
        return garbled(u"no header"_s);
    }
    const QByteArrayView name = QByteArrayView(line).first(colon);
    const QByteArrayView value = QByteArrayView(line).sliced(colon + 1);
    if (!hasEscapes(m_frame.command)) {
        m_frame.headers.append({name.toByteArray(), value.toByteArray()});
        return {};
    }
    auto plainName = unescaped(name);
    auto plainValue = unescaped(value);
    if (!plainName || !plainValue) {
        return garbled(u"an escape that is none"_s);
    }
    m_frame.headers.append({std::move(*plainName), std::move(*plainValue)});
    return {};
}

Result<void> StompReader::endHead()
{
    m_at = At::Body;
    m_headSize = 0;
    m_left.reset();
    if (const QByteArray length = m_frame.header("content-length").trimmed(); !length.isEmpty()) {
        bool isNumber = false;
        m_left = length.toLongLong(&isNumber);
        if (!isNumber || *m_left < 0) {
            return garbled(u"no length"_s);
        }
        m_frame.cut = *m_left > m_largestBody;
    }
    return {};
}

void StompReader::keep(QByteArrayView part)
{
    m_frame.cut = m_frame.cut || m_frame.body.size() + part.size() > m_largestBody;
    if (m_frame.cut) {
        m_frame.body = {};
    } else {
        m_frame.body.append(part);
    }
}

Result<void> StompReader::readBody(QByteArrayView &bytes, const Take &take)
{
    if (m_left && *m_left > 0) {
        const QByteArrayView part = bytes.first(std::min<qint64>(*m_left, bytes.size()));
        keep(part);
        *m_left -= part.size();
        bytes = bytes.sliced(part.size());
        return {};
    }
    const qsizetype end = bytes.indexOf('\0');
    if (m_left && end != 0) {
        return garbled(u"a body longer than said"_s);
    }
    keep(end < 0 ? bytes : bytes.first(end));
    if (end < 0) {
        bytes = {};
        return {};
    }
    bytes = bytes.sliced(end + 1);
    m_at = At::Command;
    take(std::exchange(m_frame, {}));
    return {};
}

}
