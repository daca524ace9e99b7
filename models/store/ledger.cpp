// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/ledger.h"

#include "models/store/elsewhere.h"
#include "models/store/firstsight.h"
#include "models/store/realising.h"
#include "models/store/standingrepair.h"

#include "store_log.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
/// Notices are kept for ever, what led to them for so many days.
constexpr int s_historyDays = 30;
/// So long a thread stays of which nothing is known any more.
constexpr int s_threadDays = 30;

std::unexpected<QString> notOpen()
{
    return std::unexpected(u"the store is not open"_s);
}
}

Ledger::Ledger(const QString &file, Judge judge, Clock clock, std::chrono::seconds settleTime)
    : m_archive(file), m_judge(std::move(judge)), m_clock(std::move(clock)), m_settleTime(settleTime)
{
}

std::expected<StoreOpening, QString> Ledger::open()
{
    const QDateTime now = m_clock();
    const auto aside = m_archive.open(now);
    if (!aside) {
        return std::unexpected(aside.error());
    }
    const auto content = m_archive.load();
    if (!content) {
        m_archive.close();
        return std::unexpected(content.error());
    }
    m_books = content->books;
    m_memories.clear();
    for (const MemoryRow &row : content->memories) {
        m_memories.insert(row.watch, row);
    }
    m_healthHeld.clear();
    for (const SourceHealth &health : content->health) {
        m_healthHeld.insert(health.watch);
    }
    m_threads.load(content->threads, content->partings);
    for (Book &book : m_books) {
        repairStandings(book, now, m_settleTime);
    }
    const Entry repaired = repairThreads();
    const Entry dropped = repaired ? dropUnlisted() : repaired;
    if (!dropped) {
        close();
        return std::unexpected(dropped.error());
    }
    StoreOpening opening{.threads = m_threads.threads(),
                         .notices = content->notices,
                         .setAside = *aside,
                         .partings = m_threads.partings()};
    for (const Book &book : std::as_const(m_books)) {
        opening.facts.append(book.facts(true));
    }
    for (auto it = m_memories.cbegin(); it != m_memories.cend(); ++it) {
        opening.memories.append(memory(it.key()));
    }
    std::ranges::copy_if(content->health, std::back_inserter(opening.health),
                         [this](const SourceHealth &health) { return m_healthHeld.contains(health.watch); });
    return opening;
}

void Ledger::close()
{
    m_archive.close();
    m_books.clear();
    m_memories.clear();
    m_threads.load({}, {});
}

Ledger::Draft Ledger::draftNow()
{
    m_threads.begin();
    return {.entry = {.at = m_clock()}};
}

/// Threads whose rows could not be read, or that were never written, follow from the facts.
Ledger::Entry Ledger::repairThreads()
{
    Draft draft = draftNow();
    m_threads.reconcile(m_books, draft.entry.at);
    prune(draft);
    return m_threads.record().isEmpty() ? Entry(LedgerEntry{}) : commit(draft);
}

QList<WatchId> Ledger::unlisted() const
{
    QList<WatchId> watches;
    for (const MemoryRow &row : m_memories) {
        if (m_watches.isOver(row.watch, row.meaning)) {
            watches.append(row.watch);
        }
    }
    for (const WatchId &watch : m_healthHeld) {
        if (!m_watches.isListed(watch)) {
            watches.append(watch);
        }
    }
    return watches;
}

Ledger::Entry Ledger::setWatches(const QList<Watch> &watches)
{
    m_watches.set(watches);
    return m_archive.isOpen() ? dropUnlisted() : Entry(LedgerEntry{});
}

Ledger::Entry Ledger::dropUnlisted()
{
    Draft draft = draftNow();
    draft.entry.forgotten = unlisted();
    if (draft.entry.forgotten.isEmpty()) {
        return LedgerEntry{};
    }
    for (const WatchId &watch : std::as_const(draft.entry.forgotten)) {
        if (m_memories.contains(watch)) {
            Book &book = draftBook(draft, m_memories.value(watch).account);
            adopt(draft, book, forget(book, watch, draft.entry.at));
        }
    }
    return commit(draft);
}

Ledger::Entry Ledger::apply(const Snapshot &snapshot)
{
    if (!m_archive.isOpen()) {
        return notOpen();
    }
    if (!m_watches.isListed(snapshot.watch)) {
        qCDebug(WINDSOCK_STORE) << "a snapshot came too late for" << snapshot.watch.value;
        return LedgerEntry{};
    }
    Draft draft = draftNow();
    MemoryRow row = m_memories.value(snapshot.watch);
    const bool firstSight = !row.baselined;
    row.watch = snapshot.watch;
    row.account = snapshot.account;
    row.asOf = snapshot.asOf;
    row.meaning = m_watches.meaning(snapshot.watch);
    if (!snapshot.unchanged) {
        row.cursor = snapshot.cursor;
        row.baselined = true;
        learn(draft, snapshot, firstSight);
    }
    draft.entry.memories.append(row);
    return commit(draft);
}

void Ledger::learn(Draft &draft, const Snapshot &snapshot, bool firstSight)
{
    Book &book = draftBook(draft, snapshot.account);
    const Book before = book;
    const Difference difference = diff(before, snapshot, draft.entry.at, m_settleTime);
    if (firstSight) {
        const FirstSight sight = partFirstSight(before, difference.changes);
        adopt(draft, book,
              {.changes = sight.baseline, .memberships = difference.memberships, .suggestions = difference.suggestions});
        const ThreadNews threads = adopt(draft, book, {.changes = sight.news, .memberships = {}});
        judge(draft, sight.baseline, {}, book);
        judge(draft, sight.news, threads, book);
    } else {
        const ThreadNews threads = adopt(draft, book, difference);
        judge(draft, difference.changes, threads, book);
    }
    const ChangeSet delays = m_lookout.look(book, snapshot.watch, firstSight, m_memories, draft.entry.at);
    if (!delays.isEmpty()) {
        adopt(draft, book, {.changes = delays, .memberships = {}});
        judge(draft, delays, {}, book);
    }
    const Difference surplus = shrink(book, jobsPerAccount, draft.entry.at);
    adopt(draft, book, surplus);
}

Book &Ledger::draftBook(Draft &draft, const AccountId &account) const
{
    auto it = draft.books.find(account);
    if (it == draft.books.end()) {
        it = draft.books.insert(account, m_books.value(account));
        it->account = account;
    }
    return *it;
}

ThreadNews Ledger::adopt(Draft &draft, Book &book, const Difference &difference)
{
    ThreadNews threads;
    if (!difference.changes.isEmpty()) {
        book.apply(difference.changes);
        ChangeSet changes = difference.changes;
        changes.realised = realisedIn(book, changes);
        if (!changes.realised.isEmpty()) {
            book.apply({.account = changes.account, .realised = changes.realised});
        }
        draft.entry.changes.append(changes);
        threads = m_threads.take(changes, draft.entry.at);
        tellThreads(draft, threads, changes.baseline);
    }
    book.apply(difference.suggestions);
    for (const JobSuggestions &suggested : difference.suggestions) {
        draft.entry.suggestions.append({book.account, suggested});
    }
    for (const MembershipChange &membership : difference.memberships) {
        book.apply(membership);
        draft.entry.memberships.append(membership);
    }
    return threads;
}

void Ledger::tellThreads(Draft &draft, const ThreadNews &news, bool baseline) const
{
    if (!news.changes.isEmpty()) {
        draft.entry.changes.append({.at = draft.entry.at, .baseline = baseline, .threads = news.changes});
    }
}

void Ledger::judge(Draft &draft, const ChangeSet &changes, const ThreadNews &threads, const Book &after) const
{
    ChangeSet news = changes;
    news.occurrences.removed.removeIf([&news](const Occurrence &occurrence) { return isLongOver(occurrence, news.at); });
    const bool timeOnly = changes.watch.isEmpty();
    if (!m_judge || (news.isEmpty() && !timeOnly)) {
        return;
    }
    news.threads = {.added = threads.changes.added, .removed = threads.changes.removed, .changed = threads.met};
    Facts facts = after.facts(false);
    facts.elsewhere = eventsElsewhere(m_books, after.account, news, draft.entry.at);
    const Judgement judgement = m_judge(news, facts, draft.entry.at);
    draft.entry.notices += judgement.notices;
    draft.entry.overtaken += judgement.overtaken;
}

Ledger::Entry Ledger::tick()
{
    if (!m_archive.isOpen()) {
        return notOpen();
    }
    Draft draft = draftNow();
    for (auto it = m_books.cbegin(); it != m_books.cend(); ++it) {
        Book &book = draftBook(draft, it.key());
        const ChangeSet changes = settle(book, draft.entry.at, m_settleTime);
        const ThreadNews threads = adopt(draft, book, {.changes = changes, .memberships = {}});
        judge(draft, changes, threads, book);
    }
    if (!m_pruned.isValid() || m_pruned.addDays(1) < draft.entry.at) {
        prune(draft);
    }
    const bool nothing = draft.entry.changes.isEmpty() && draft.entry.notices.isEmpty()
        && draft.entry.overtaken.isEmpty();
    return nothing ? Entry(LedgerEntry{}) : commit(draft);
}

void Ledger::prune(Draft &draft)
{
    const QDateTime now = draft.entry.at;
    for (Book &book : m_books) {
        book.realised.removeIf([&now](const Realised &way) { return way.to.addDuration(realisedKept) < now; });
    }
    if (const auto pruned = m_archive.prune(now.addDays(-s_historyDays), now.addDuration(-realisedKept)); !pruned) {
        qCWarning(WINDSOCK_STORE) << "old history stays:" << pruned.error();
    }
    tellThreads(draft, m_threads.prune(now.addDays(-s_threadDays)), false);
    m_pruned = now;
}

Ledger::Entry Ledger::commit(Draft &draft)
{
    draft.entry.threads = m_threads.record();
    const auto notices = m_archive.record(draft.entry);
    if (!notices) {
        m_threads.rollback();
        return std::unexpected(notices.error());
    }
    for (auto it = draft.books.cbegin(); it != draft.books.cend(); ++it) {
        m_books.insert(it.key(), *it);
    }
    for (const WatchId &watch : std::as_const(draft.entry.forgotten)) {
        m_memories.remove(watch);
        m_healthHeld.remove(watch);
    }
    LedgerEntry done{.changes = draft.entry.changes, .notices = *notices};
    for (const MemoryRow &row : std::as_const(draft.entry.memories)) {
        m_memories.insert(row.watch, row);
        done.memories.append(memory(row.watch));
    }
    return done;
}

WatchMemory Ledger::memory(const WatchId &watch) const
{
    const MemoryRow row = m_memories.value(watch);
    const auto book = m_books.constFind(row.account);
    WatchMemory memory{.watch = watch, .cursor = row.cursor, .asOf = row.asOf};
    if (book != m_books.cend()) {
        memory.openPushes = book->openPushes(watch);
        memory.keys = book->members.value(watch).values();
        memory.keys.sort();
    }
    return memory;
}

Facts Ledger::facts(const AccountId &account) const
{
    return m_books.value(account).facts(true);
}

Ledger::Entry Ledger::altered(const std::expected<QList<Notice>, QString> &notices) const
{
    if (!notices) {
        return std::unexpected(notices.error());
    }
    return LedgerEntry{.notices = *notices};
}

Ledger::Entry Ledger::post(const Notice &notice)
{
    if (!m_archive.isOpen()) {
        return notOpen();
    }
    return altered(m_archive.record({.at = m_clock(), .notices = {notice}}));
}

Ledger::Entry Ledger::markShown(const QString &key, const QDateTime &when)
{
    return m_archive.isOpen() ? altered(m_archive.markShown(key, when)) : notOpen();
}

Ledger::Entry Ledger::markRead(const QStringList &keys)
{
    return m_archive.isOpen() ? altered(m_archive.markRead(keys)) : notOpen();
}

Ledger::Entry Ledger::withdraw(const QStringList &keys)
{
    return m_archive.isOpen() ? altered(m_archive.withdraw(keys)) : notOpen();
}

Ledger::Entry Ledger::saveHealth(const SourceHealth &health)
{
    if (!m_archive.isOpen()) {
        return notOpen();
    }
    if (!m_watches.isListed(health.watch)) {
        return LedgerEntry{};
    }
    if (const auto saved = m_archive.saveHealth(health); !saved) {
        return std::unexpected(saved.error());
    }
    m_healthHeld.insert(health.watch);
    return LedgerEntry{};
}

Ledger::Entry Ledger::alterPartings(const Parting &parting,
                                    ThreadNews (ThreadBook::*alter)(const Parting &, const QDateTime &))
{
    if (!m_archive.isOpen()) {
        return notOpen();
    }
    if (parting.one.isEmpty() || parting.other.isEmpty() || parting.one == parting.other) {
        return LedgerEntry{};
    }
    Draft draft = draftNow();
    tellThreads(draft, (m_threads.*alter)(parting, draft.entry.at), false);
    Entry entry = commit(draft);
    if (entry) {
        entry->partings = m_threads.partings();
    }
    return entry;
}

Ledger::Entry Ledger::part(const Parting &parting)
{
    return alterPartings(parting, &ThreadBook::part);
}

Ledger::Entry Ledger::rejoin(const Parting &parting)
{
    return alterPartings(parting, &ThreadBook::rejoin);
}

}
