// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/follower.h"

#include "app/followplan.h"
#include "models/values/tree.h"

#include <KConfigGroup>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QString s_group = u"Followed"_s;
constexpr const char *s_entry = "LandingJobs";
constexpr qsizetype s_mostRemembered = 500;

bool hasLanded(const Landing &landing)
{
    return landing.job > 0 && landing.state == Landing::State::Landed && !landing.revision.isEmpty()
        && !landing.repository.isEmpty();
}

bool isMozillas(const Account &account)
{
    return account.baseUrl.host() == "lando.moz.tools"_L1
        || account.baseUrl.host() == "api.lando.services.mozilla.com"_L1;
}
}

std::optional<Account> treeherderOf(const Account &lando, const QList<Account> &accounts)
{
    const QString publicHost = defaultBaseUrl(Service::Treeherder).host();
    QList<Account> fit;
    std::ranges::copy_if(accounts, std::back_inserter(fit), [&](const Account &account) {
        return account.service == Service::Treeherder && (linkHostOf(account) == publicHost) == isMozillas(lando);
    });
    return fit.isEmpty() || (fit.size() > 1 && !isMozillas(lando)) ? std::nullopt : std::optional(fit.constFirst());
}

QString treeherderRepositoryOf(const QString &lando)
{
    for (const QString &repository : {u"autoland"_s, u"mozilla-central"_s, u"mozilla-beta"_s, u"mozilla-release"_s}) {
        if (treeOfRepository(repository) == lando) {
            return repository;
        }
    }
    static constexpr auto esr = "firefox-esr"_L1;
    return lando.startsWith(esr) ? "mozilla-esr"_L1 + lando.sliced(esr.size()) : lando;
}

Follower::Follower(AccountBook &book, const KSharedConfig::Ptr &config, QObject *parent)
    : QObject(parent)
    , m_book(book)
    , m_config(config)
    , m_followed(config->group(s_group).readEntry(s_entry, QStringList()))
{
}

void Follower::see(const ChangeSet &changes)
{
    QList<Landing> landings = changes.landings.added;
    for (const Change<Landing> &change : changes.landings.changed) {
        landings.append(change.after);
    }
    see(landings);
}

void Follower::see(const QList<Landing> &landings)
{
    forgetWhatNobodyWatches();
    for (const Landing &landing : landings) {
        const QString job = landing.subject().value;
        if (!hasLanded(landing) || m_followed.contains(job) || !isWatched(landing)) {
            continue;
        }
        const auto lando = m_book.account(landing.account);
        const auto treeherder = lando ? treeherderOf(*lando, m_book.accounts()) : std::nullopt;
        if (!treeherder) {
            continue; // an account may come later
        }
        Watch watch{.account = treeherder->id,
                    .kind = Watch::Kind::Revision,
                    .target = treeherderRepositoryOf(landing.repository),
                    .who = landing.revision};
        watch.id = m_book.freeWatchId(watch);
        const bool known = std::ranges::contains(m_book.watches(), watch.id, &Watch::id);
        remember(job); // also where it is not taken, which another try would not change
        if (!known && m_book.addWatch(watch)) {
            Q_EMIT followed(landing, watch);
        }
    }
}

bool Follower::isWatched(const Landing &landing) const
{
    return std::ranges::any_of(m_book.watches(), [&](const Watch &watch) {
        return watch.account == landing.account && watch.kind == Watch::Kind::LandingJob
            && watch.target == QString::number(landing.job);
    });
}

/// Whoever takes a job out and follows it again wants its push again.
void Follower::forgetWhatNobodyWatches()
{
    const auto gone = [this](const QString &job) {
        return std::ranges::none_of(m_book.watches(), [&](const Watch &watch) {
            return watch.kind == Watch::Kind::LandingJob
                && subjectOf(watch.account, u"lando/"_s + watch.target).value == job;
        });
    };
    if (m_followed.removeIf(gone) > 0) {
        m_config->group(s_group).writeEntry(s_entry, m_followed);
        m_config->sync();
    }
}

void Follower::remember(const QString &job)
{
    m_followed.append(job);
    if (m_followed.size() > s_mostRemembered) {
        m_followed.removeFirst();
    }
    m_config->group(s_group).writeEntry(s_entry, m_followed);
    m_config->sync();
}

}
