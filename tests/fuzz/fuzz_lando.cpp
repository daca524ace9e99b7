// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/lando/landocursor.h"
#include "app/sources/lando/landoparser.h"
#include "app/sources/lando/treestatusparser.h"
#include "tests/fuzz/mutate.h"

using namespace Windsock;

namespace {
void feed(const QByteArray &bytes)
{
    (void)Lando::parseJob(bytes);
    (void)Lando::parseTrees(bytes);
    (void)Lando::parseCommitNames(bytes);
    (void)Lando::problemText(bytes);
    if (const auto log = Lando::parseTreeLog(bytes)) {
        (void)Lando::tookStatus(*log, Tree::Status::Closed);
    }
    (void)Lando::JobCursor::fromText(QString::fromUtf8(bytes));
    (void)Lando::TreesCursor::fromText(QString::fromUtf8(bytes));
    (void)Lando::plainLines(QString::fromUtf8(bytes), 200);
}
}

int main()
{
    const bool fed = feedDamaged(QStringLiteral(WINDSOCK_TEST_DATA "/lando"), feed, 300);
    // What no recording holds: a log, and the names of a commit.
    QRandomGenerator random(20261121);
    feedDamagedBytes(
        R"({"result":[{"id":7,"status":"closed","when":"2026-11-20T14:00:00Z","who":"a","tags":["infra"]},
{"id":6,"status":"open","when":"2026-11-20T09:00:00.5+00:00","who":"b","tags":[]}]})",
        feed, random, 500);
    feedDamagedBytes(R"({"git_hash":"0123456789abcdef0123456789abcdef01234567",
"hg_hash":"76543210fedcba9876543210fedcba9876543210"})",
                     feed, random, 300);
    return fed ? 0 : 1;
}
