// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

namespace Windsock {

/// A look into the store as a dead process left it, without a byte of it being touched: the next one finds it so.
struct StoreLook {
    struct Row {
        QString key;
        QString title;
        QString text;
        bool shown = false; ///< a server is known to have taken it

        QString words() const { return title + u'\n' + text; }
        /// The key without the moment at which a pull request's change was heard of: the rest is the same in every
        /// replay of one world.
        QString transition() const;
    };

    QString integrity; ///< "ok", or what is wrong
    QList<Row> notices; ///< by key
};

/// Sound and empty where there is no file yet.
StoreLook lookInto(const QString &storeFile);

}
