// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/contentline.h"

#include <algorithm>

namespace Windsock {

namespace {

bool isNameCharacter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool isName(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, isNameCharacter);
}

/// The first of two separators outside double quotes, from `from` on; -1 where there is none.
qsizetype separatorFrom(QByteArrayView line, qsizetype from)
{
    bool quoted = false;
    for (qsizetype i = from; i < line.size(); ++i) {
        if (line[i] == '"') {
            quoted = !quoted;
        } else if (!quoted && (line[i] == ';' || line[i] == ':')) {
            return i;
        }
    }
    return -1;
}

ContentLine::Parameter readParameter(QByteArrayView text)
{
    const qsizetype equals = text.indexOf('=');
    if (equals < 0) {
        return {.name = text.toByteArray().toUpper(), .value = {}};
    }
    QByteArray value = text.sliced(equals + 1).toByteArray();
    value.replace('"', QByteArray());
    return {.name = text.first(equals).toByteArray().toUpper(), .value = value};
}

}

QByteArray ContentLine::parameter(QByteArrayView wanted) const
{
    const auto found = std::ranges::find(parameters, wanted, &Parameter::name);
    return found == parameters.cend() ? QByteArray() : found->value;
}

void ContentLine::removeParameter(QByteArrayView unwanted)
{
    parameters.removeIf([unwanted](const Parameter &parameter) { return parameter.name == unwanted; });
}

void ContentLine::setParameter(const QByteArray &wanted, const QByteArray &text)
{
    removeParameter(wanted);
    parameters.append({.name = wanted, .value = text});
}

QByteArray ContentLine::text() const
{
    QByteArray line = name;
    for (const Parameter &parameter : parameters) {
        const bool quote = parameter.value.contains(':') || parameter.value.contains(';')
            || parameter.value.contains(',');
        line += ';' + parameter.name + '=' + (quote ? '"' + parameter.value + '"' : parameter.value);
    }
    return line + ':' + value;
}

std::optional<ContentLine> readContentLine(QByteArrayView line)
{
    qsizetype at = separatorFrom(line, 0);
    if (at < 0 || !isName(line.first(at))) {
        return std::nullopt;
    }
    ContentLine read{.name = line.first(at).toByteArray().toUpper(), .parameters = {}, .value = {}};
    while (line[at] == ';') {
        const qsizetype next = separatorFrom(line, at + 1);
        if (next < 0) {
            return std::nullopt;
        }
        read.parameters.append(readParameter(line.sliced(at + 1, next - at - 1)));
        at = next;
    }
    read.value = line.sliced(at + 1).toByteArray();
    return read;
}

}
