// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillaparser.h"
#include "tests/fuzz/mutate.h"

using namespace Windsock;

int main()
{
    const bool fed = feedDamaged(QStringLiteral(WINDSOCK_TEST_DATA "/bugzilla"), [](const QByteArray &bytes) {
        (void)Bugzilla::parseBugs(bytes);
        (void)Bugzilla::parseAttachments(bytes);
        (void)Bugzilla::failureOf({.status = 400, .body = bytes}, QDateTime::currentDateTimeUtc());
        (void)Bugzilla::tagIn(QString::fromUtf8(bytes), QStringLiteral("autoland"));
    });
    return fed ? 0 : 1;
}
