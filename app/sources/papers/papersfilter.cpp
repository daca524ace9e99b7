// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/papers/papersfilter.h"

#include "models/values/sameevent.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
/// Its words with a blank around each, so that a part of a word is none.
QString inBlanks(QString text)
{
    return u' ' + titleKey(text.remove(u'.')) + u' ';
}
}

PapersFilter::PapersFilter(const QString &words)
{
    const QStringList parts = words.left(1000).split(u',', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const QString word = inBlanks(part);
        if (!word.trimmed().isEmpty()) {
            m_words.append(word);
        }
    }
}

bool PapersFilter::passes(const QStringList &texts) const
{
    if (m_words.isEmpty()) {
        return true;
    }
    return std::ranges::any_of(texts, [this](const QString &text) {
        const QString known = inBlanks(text);
        return std::ranges::any_of(m_words, [&known](const QString &word) { return known.contains(word); });
    });
}

}
