// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/factsjson.h"

#include <QAbstractItemModel>
#include <QJsonArray>
#include <QJsonObject>

namespace Windsock {

// What the reports are made with.

/// An object or an array, as it is printed.
QString jsonText(const QJsonValue &value);

/// The values of one role over the rows of one level of a model.
template<class T>
QList<T> rows(const QAbstractItemModel &model, int role, const QModelIndex &parent = {})
{
    QList<T> values;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QVariant value = model.index(row, 0, parent).data(role);
        if (value.isValid()) {
            values.append(value.value<T>());
        }
    }
    return values;
}

template<class T>
QJsonArray array(const QList<T> &facts)
{
    QJsonArray json;
    for (const T &fact : facts) {
        json.append(toJson(fact));
    }
    return json;
}

/// What the model says of how long it takes; `since` is invalid for what is over.
void addHowLong(QJsonObject &json, const QModelIndex &index, const QDateTime &since, const QDateTime &now);

}
