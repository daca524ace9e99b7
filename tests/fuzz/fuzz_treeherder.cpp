// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/treeherder/treeherdercursor.h"
#include "app/sources/treeherder/treeherderdetailparser.h"
#include "tests/fuzz/mutate.h"

using namespace Windsock;

int main()
{
    const QStringList columns = Treeherder::parseJobs(
                                    "{\"results\":[],\"job_property_names\":[\"id\",\"push_id\",\"state\",\"result\"]}",
                                    {})
                                    .value_or(Treeherder::JobPage())
                                    .columns;
    const bool fed = feedDamaged(QStringLiteral(WINDSOCK_TEST_DATA "/treeherder"), [&columns](const QByteArray &bytes) {
        (void)Treeherder::parsePushes(bytes, {});
        (void)Treeherder::parseJobs(bytes, columns);
        (void)Treeherder::parseRepositories(bytes);
        (void)Treeherder::parseSuggestions(bytes);
        (void)Treeherder::parseLogErrors(bytes);
        (void)Treeherder::parseLogUrl(bytes);
        (void)Treeherder::parseAlerts(bytes, QStringLiteral("930f0f51b681aea2a5e915a2770f80a9914ed3df"));
        (void)TreeherderCursor::fromText(QString::fromUtf8(bytes));
        (void)Treeherder::failureOf({.status = 404, .body = bytes}, {});
    });
    return fed ? 0 : 1;
}
