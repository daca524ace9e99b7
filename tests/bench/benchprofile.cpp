// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/benchprofile.h"

#include "app/config/accountbook.h"
#include "app/config/profile.h"
#include "models/store/ledger.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace Windsock {

BenchProfile::BenchProfile(qsizetype jobs)
    : m_watch{.id = WatchId(u"th/autoland"_s),
              .account = AccountId(u"th"_s),
              .kind = Watch::Kind::Tree,
              .target = u"autoland"_s}
    , m_empty(jobs == 0)
{
    if (m_empty) {
        return;
    }
    const Workload workload = repeatedWorkload(jobs);
    m_service.listen(QHostAddress::LocalHost);
    AccountBook book(Profile::in(folder()).accountsFile());
    const auto account = book.addAccount({.id = m_watch.account,
                                          .service = Service::Treeherder,
                                          .baseUrl = QUrl(u"http://127.0.0.1:%1"_s.arg(m_service.serverPort()))});
    const auto watch = account ? book.addWatch(m_watch) : account;
    if (!watch) {
        m_problem = watch.error();
        return;
    }
    write(snapshotOf(workload, m_watch, systemNow(), true));
}

void BenchProfile::renew()
{
    if (!m_empty) {
        write({.account = m_watch.account, .watch = m_watch.id, .asOf = systemNow(), .unchanged = true});
    }
}

void BenchProfile::write(const Snapshot &snapshot)
{
    Ledger ledger(Profile::in(folder()).storeFile(), {}, systemNow, defaultSettleTime);
    std::ignore = ledger.setWatches({m_watch});
    const auto opened = ledger.open();
    const auto applied = opened ? ledger.apply(snapshot) : std::unexpected(opened.error());
    const auto saved = applied ? ledger.saveHealth({.watch = m_watch.id,
                                                    .account = m_watch.account,
                                                    .state = SourceHealth::State::Good,
                                                    .asOf = snapshot.asOf})
                               : applied;
    m_problem = saved ? QString() : saved.error();
}

QString BenchProfile::busName() const
{
    return Profile::in(folder()).busName();
}

}
