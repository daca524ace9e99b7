// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/schema.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

std::span<const SchemaStep> schemaSteps()
{
    static const std::array steps{
        SchemaStep{
            u"CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"_s,
            u"CREATE TABLE facts (account TEXT NOT NULL, kind INTEGER NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL,"
            " PRIMARY KEY (account, kind, key)) WITHOUT ROWID"_s,
            u"CREATE TABLE jobs (account TEXT NOT NULL, push INTEGER NOT NULL, id INTEGER NOT NULL, body BLOB NOT NULL,"
            " PRIMARY KEY (account, push, id)) WITHOUT ROWID"_s,
            u"CREATE TABLE membership (watch TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (watch, key)) WITHOUT ROWID"_s,
            u"CREATE TABLE memory (watch TEXT PRIMARY KEY, account TEXT NOT NULL, cursor TEXT NOT NULL, as_of INTEGER,"
            " baselined INTEGER NOT NULL) WITHOUT ROWID"_s,
            u"CREATE TABLE history (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, account TEXT NOT NULL, watch TEXT NOT "
            u"NULL,"
            " kind INTEGER NOT NULL, key TEXT NOT NULL, what INTEGER NOT NULL, baseline INTEGER NOT NULL, before BLOB, after BLOB)"_s,
            u"CREATE TABLE notices (key TEXT PRIMARY KEY, subject TEXT NOT NULL, account TEXT NOT NULL, watch TEXT NOT "
            u"NULL,"
            " kind INTEGER NOT NULL, urgency INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, url TEXT NOT "
            "NULL,"
            " decided INTEGER NOT NULL, state INTEGER NOT NULL, shown INTEGER, read INTEGER NOT NULL)"_s,
            u"CREATE INDEX notices_subject ON notices (subject, state)"_s,
            u"CREATE TABLE health (watch TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID"_s,
        },
        // What a watch meant when it was last fetched: the same id may come to mean something else.
        SchemaStep{
            u"ALTER TABLE memory ADD COLUMN meaning TEXT NOT NULL DEFAULT ''"_s,
            u"CREATE INDEX history_at ON history (at)"_s,
            u"CREATE INDEX notices_decided ON notices (decided)"_s,
        },
        // How long ways through a queue took.
        SchemaStep{
            u"CREATE TABLE realised (account TEXT NOT NULL, queue TEXT NOT NULL, subject TEXT NOT NULL,"
            " started INTEGER NOT NULL, ended INTEGER NOT NULL, outcome INTEGER NOT NULL,"
            " PRIMARY KEY (account, queue, subject, started)) WITHOUT ROWID"_s,
            u"CREATE INDEX realised_ended ON realised (account, queue, ended)"_s,
        },
        // Facts that are one change, and what a person said are two.
        SchemaStep{
            u"CREATE TABLE threads (id TEXT PRIMARY KEY, body BLOB NOT NULL, memory BLOB NOT NULL) WITHOUT ROWID"_s,
            u"CREATE TABLE partings (one TEXT NOT NULL, other TEXT NOT NULL, at INTEGER NOT NULL,"
            " PRIMARY KEY (one, other)) WITHOUT ROWID"_s,
        },
    };
    return steps;
}

}
