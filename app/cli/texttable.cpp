// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/texttable.h"

#include "app/cli/report.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

QString terminalSafe(const QString &text)
{
    QString safe;
    safe.reserve(text.size());
    for (const QChar c : text) {
        const bool control = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
        if (c == u'\n' || !control) {
            safe.append(c);
        }
    }
    return safe;
}

TextTable::TextTable(const QStringList &heads)
{
    m_rows.append({.cells = heads});
}

void TextTable::add(const QStringList &cells)
{
    Row row;
    for (const QString &cell : cells) {
        row.cells.append(terminalSafe(cell).replace(u'\n', u' '));
    }
    m_rows.append(row);
}

void TextTable::addLine(const QString &line)
{
    m_rows.append({.cells = {terminalSafe(line).replace(u'\n', u' ')}, .isLine = true});
}

QString TextTable::text(const QString &whenEmpty) const
{
    if (m_rows.size() < 2) {
        return whenEmpty + u'\n';
    }
    QList<qsizetype> widths(m_rows.constFirst().cells.size(), 0);
    for (const Row &row : m_rows) {
        for (qsizetype i = 0; !row.isLine && i < row.cells.size(); ++i) {
            widths[i] = std::max(widths[i], row.cells.at(i).size());
        }
    }
    QString out;
    for (const Row &row : m_rows) {
        QString line;
        for (qsizetype i = 0; i < row.cells.size(); ++i) {
            const bool last = row.isLine || i + 1 == row.cells.size();
            line += last ? row.cells.at(i) : row.cells.at(i).leftJustified(widths.at(i) + 2);
        }
        while (line.endsWith(u' ')) {
            line.chop(1);
        }
        out += line + u'\n';
    }
    return out;
}

}
