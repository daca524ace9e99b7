// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace Windsock {

/// The types of a GraphQL schema, as far as they are in the files that it was read from.
struct GraphQlSchema {
    struct Argument {
        QString type; ///< as written, "[String!]"
        bool hasDefault = false;
    };
    struct Field {
        QString type;
        QHash<QString, Argument> arguments;
    };
    QHash<QString, QHash<QString, Field>> objects; ///< types, interfaces and inputs by name
    QHash<QString, QStringList> unions;
    QHash<QString, QStringList> enums;

    void read(const QString &text);
};

/// What is wrong with a query under the schema, a line each; empty where nothing is: every field is on its type, objects
/// have a selection and leaves have none, arguments exist, are given where they must be and have the type they should
/// have, words are of their enum, fragments are of types that can be there, and every variable is declared and used.
QStringList graphQlFaults(const QString &query, const GraphQlSchema &schema);

/// How many fields of a query are looked up: that the check checks something.
int graphQlFields(const QString &query, const GraphQlSchema &schema);

}
