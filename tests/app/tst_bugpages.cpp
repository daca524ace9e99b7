// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bugpages.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
Account account(Service service, const QString &url = {})
{
    static int number = 0;
    return {.id = AccountId(u"a%1"_s.arg(++number)),
            .service = service,
            .baseUrl = url.isEmpty() ? defaultBaseUrl(service) : QUrl(url)};
}
}

class BugPagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofMozillas()
    {
        const Account treeherder = account(Service::Treeherder);
        const Account house = account(Service::Bugzilla, u"https://bugs.example.org/b"_s);
        const Account mozillas = account(Service::Bugzilla);
        const QUrl there(u"https://bugzilla.mozilla.org"_s);
        QCOMPARE(bugzillaOf(treeherder, {}), there);
        QCOMPARE(bugzillaOf(treeherder, {treeherder, house}), there);
        QCOMPARE(bugzillaOf(treeherder, {house, mozillas}), there);
        QCOMPARE(bugzillaOf(treeherder, {mozillas, account(Service::Bugzilla)}), there);
    }

    void ofAnother()
    {
        const Account treeherder = account(Service::Treeherder, u"https://th.example.org"_s);
        const Account house = account(Service::Bugzilla, u"https://bugs.example.org/b"_s);
        const Account other = account(Service::Bugzilla, u"https://bugs.example.com"_s);
        const Account mozillas = account(Service::Bugzilla);
        QCOMPARE(bugzillaOf(treeherder, {treeherder}), QUrl());
        QCOMPARE(bugzillaOf(treeherder, {mozillas}), QUrl());
        QCOMPARE(bugzillaOf(treeherder, {mozillas, treeherder, house}), house.baseUrl);
        QCOMPARE(bugzillaOf(treeherder, {house, other}), QUrl());
    }
};

QTEST_GUILESS_MAIN(BugPagesTest)

#include "tst_bugpages.moc"
