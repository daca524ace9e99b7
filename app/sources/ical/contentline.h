// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace Windsock {

/// One unfolded line of an iCalendar file: NAME;PARAM=VALUE;PARAM="VALUE":value
struct ContentLine {
    struct Parameter {
        QByteArray name; ///< upper case
        QByteArray value; ///< without its quotes
    };
    QByteArray name; ///< upper case
    QList<Parameter> parameters;
    QByteArray value;

    /// The parameter's value, empty where there is none.
    QByteArray parameter(QByteArrayView name) const;
    void setParameter(const QByteArray &name, const QByteArray &value);
    void removeParameter(QByteArrayView name);
    QByteArray text() const;
};

/// Nothing where the line has no colon or its name is not one.
std::optional<ContentLine> readContentLine(QByteArrayView line);

}
