// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace Windsock {

/// Which calls a person wants to hear of: "Germany, U.K., online" is one of these words, each a whole word or several in
/// a row, whatever their capitals and dots ("UK" is "U.K."). Without a word it is all.
class PapersFilter
{
public:
    explicit PapersFilter(const QString &words);

    /// `texts` are what is known of a call: name, city, country, tags, "online".
    bool passes(const QStringList &texts) const;

private:
    QStringList m_words;
};

}
