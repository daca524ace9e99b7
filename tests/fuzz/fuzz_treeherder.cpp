// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/treeherder/treeherderparser.h"
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
        (void)Treeherder::failureOf({.status = 404, .body = bytes}, {});
    });
    return fed ? 0 : 1;
}
