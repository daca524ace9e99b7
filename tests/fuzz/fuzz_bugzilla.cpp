// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillaparser.h"
#include "app/sources/bugzilla/bugzillatag.h"
#include "tests/fuzz/mutate.h"

using namespace Windsock;

int main()
{
    const bool fed = feedDamaged(QStringLiteral(WINDSOCK_TEST_DATA "/bugzilla"), [](const QByteArray &bytes) {
        (void)Bugzilla::parseBugs(bytes);
        (void)Bugzilla::parseAttachments(bytes);
        (void)Bugzilla::failureOf({.status = 400, .body = bytes}, QDateTime::currentDateTimeUtc());
        (void)Bugzilla::refusalOf({.status = 400, .body = bytes}, {1});
        const QString text = QString::fromUtf8(bytes);
        (void)Bugzilla::tagIn(text, QStringLiteral("autoland"));
        (void)Bugzilla::nearTagIn(text, QStringLiteral("autoland"));
        Bugzilla::Story story;
        Bugzilla::hear(story, {.id = 1, .text = text});
        const auto page = Bugzilla::parseComments(bytes);
        const auto lists = page ? page->comments : QHash<qint64, QList<Bugzilla::Comment>>();
        for (const QList<Bugzilla::Comment> &comments : lists) {
            for (const Bugzilla::Comment &comment : comments) {
                Bugzilla::hear(story, comment);
            }
        }
    });
    return fed ? 0 : 1;
}
