// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>

#include <limits>

namespace Windsock {

/// At the end of the list, unless it is there or the list has `most` already.
template<class T>
void addOnce(QList<T> &list, const T &value, qsizetype most = std::numeric_limits<qsizetype>::max())
{
    if (list.size() < most && !list.contains(value)) {
        list.append(value);
    }
}

}
