// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/icallines.h"

#include <QString>

#include <algorithm>

namespace Windsock {

namespace {

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// Folding may cut a character in two, so the encoding can be put right only after unfolding.
QByteArray cleaned(QByteArray line)
{
    line.removeIf([](char c) { return isControl(c) && c != '\t'; });
    return line.isValidUtf8() ? line : QString::fromUtf8(line).toUtf8();
}

qsizetype endOfLine(QByteArrayView bytes, qsizetype from)
{
    const auto end = std::find_if(bytes.begin() + from, bytes.end(), [](char c) { return c == '\n' || c == '\r'; });
    return end - bytes.begin();
}

qsizetype startOfNext(QByteArrayView bytes, qsizetype end)
{
    if (end + 1 < bytes.size() && bytes[end] == '\r' && bytes[end + 1] == '\n') {
        return end + 2;
    }
    return end + 1;
}

}

void forEachContentLine(QByteArrayView bytes, qsizetype limit,
                        const std::function<void(const QByteArray &line, bool whole)> &take)
{
    QByteArray line;
    bool whole = true;
    const auto finish = [&] {
        if (!line.isEmpty()) {
            take(cleaned(std::move(line)), whole);
        }
        line = QByteArray();
        whole = true;
    };
    qsizetype from = bytes.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    while (from < bytes.size()) {
        const qsizetype end = endOfLine(bytes, from);
        QByteArrayView part = bytes.sliced(from, end - from);
        if (part.isEmpty()) { // ends nothing: what is folded may go on behind it
            from = startOfNext(bytes, end);
            continue;
        }
        if (part.front() == ' ' || part.front() == '\t') {
            part = part.sliced(1);
        } else {
            finish();
        }
        const qsizetype room = std::max<qsizetype>(0, limit - line.size());
        whole = whole && part.size() <= room;
        line.append(part.first(std::min(room, part.size())));
        from = startOfNext(bytes, end);
    }
    finish();
}

QString textValue(const QByteArray &value)
{
    QByteArray plain;
    plain.reserve(value.size());
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] != '\\' || i + 1 == value.size()) {
            plain += value[i];
            continue;
        }
        ++i;
        plain += value[i] == 'n' || value[i] == 'N' ? '\n' : value[i];
    }
    return QString::fromUtf8(plain);
}

}
