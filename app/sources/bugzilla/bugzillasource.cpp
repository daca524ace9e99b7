// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillasource.h"

#include "app/net/webaddress.h"
#include "app/sources/bugzilla/bugzillacursor.h"
#include "app/sources/bugzilla/bugzillaparser.h"
#include "app/sources/bugzilla/bugzillarequests.h"
#include "app/sources/jsonread.h"
#include "app/sources/offthread.h"
#include "app/sources/serviceurl.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace Windsock {

using namespace Bugzilla;

namespace {
constexpr int s_pagesAtMost = 20;

QList<qint64> takePortion(QList<qint64> &ids)
{
    const QList<qint64> portion = ids.first(std::min(ids.size(), bugsInARequest));
    ids.remove(0, portion.size());
    return portion;
}

QList<qint64> knownBugs(const QStringList &keys)
{
    QList<qint64> ids;
    for (const QString &key : keys) {
        const qint64 id = key.startsWith("bug/"_L1) ? QStringView(key).sliced(4).toLongLong() : 0;
        if (id > 0) {
            ids.append(id);
        }
    }
    return ids;
}
}

struct BugzillaSource::Run {
    FetchTask task;
    BugzillaCursor cursor;
    Access access;
    Wish wish;
    Snapshot snapshot;
    QDateTime since; ///< what changed before has been told
    QList<qint64> known; ///< of the store
    QList<qint64> askedFor; ///< known bugs still to be read
    QMap<qint64, Bug> bugs;
    bool someUnreadable = false; ///< a bug that is not there may be one that could not be read
    QList<qint64> withPatches; ///< bugs whose patches are still to be read
    QHash<qint64, QList<Patch>> patches;

    void addBugs(const BugPage &page)
    {
        someUnreadable = someUnreadable || !page.skipped.isEmpty();
        for (const Bug &bug : page.bugs) {
            bugs.insert(bug.id, bug);
            if (bug.changed.isValid() && (!cursor.changed.isValid() || bug.changed > cursor.changed)) {
                cursor.changed = bug.changed;
            }
        }
    }

    bool hasNews(const Bug &bug) const
    {
        const bool told = known.contains(bug.id) && cursor.asked.contains(bug.id);
        return !told || cursor.asked.value(bug.id).ended || !since.isValid() || !bug.changed.isValid()
            || bug.changed >= since;
    }

    /// Without its patches a landing looks like another one: it stays as it was and is asked for again.
    void putOff(qint64 id)
    {
        const QDateTime changed = bugs.take(id).changed;
        if (changed.isValid() && cursor.changed > changed) {
            cursor.changed = changed;
        }
        someUnreadable = true;
        snapshot.whole = false;
    }

    void leave(qint64 id)
    {
        cursor.asked.remove(id);
        if (known.contains(id)) {
            snapshot.gone.append(Landing{.bug = id}.key());
        }
    }

    void addLanding(const Bug &bug)
    {
        std::optional<Asked> asked;
        if (known.contains(bug.id) && cursor.asked.contains(bug.id)) {
            asked = cursor.asked.value(bug.id);
        }
        std::optional<Landing> landing = landingOf(bug, patches.value(bug.id), wish, asked);
        if (!landing) {
            leave(bug.id);
            return;
        }
        landing->account = task.account.id;
        landing->url = bugPage(task.account.baseUrl, bug.id);
        cursor.asked.insert(bug.id, {.tag = landing->tag, .trees = landing->trees, .ended = isFinal(landing->state)});
        snapshot.landings.append(std::move(*landing));
    }
};

BugzillaSource::BugzillaSource(HttpClient &http, QObject *parent)
    : Source(parent), m_http(http)
{
}

BugzillaSource::~BugzillaSource() = default;

void BugzillaSource::fetch(const FetchTask &task)
{
    m_run = std::make_unique<Run>();
    Run &run = *m_run;
    run.task = task;
    run.cursor = BugzillaCursor::fromText(task.memory.cursor);
    if (run.cursor.changed > task.now.addDays(1)) {
        run.cursor.changed = {}; // a wrong clock's: nothing would have changed since for a long time
    }
    run.access = {task.account.baseUrl, task.secret, run.cursor.flavour, task.account.id.value};
    run.wish = Wish::fromTarget(task.watch.target);
    run.known = knownBugs(task.memory.keys);
    run.askedFor = run.known;
    run.since = run.cursor.changed.isValid() ? run.cursor.changed.addDuration(-overlap) : QDateTime();
    run.snapshot.account = task.account.id;
    run.snapshot.watch = task.watch.id;
    run.snapshot.asOf = task.now;
    run.snapshot.whole = task.memory.cursor.isEmpty();
    if (run.wish.name.isEmpty()) {
        fail({.kind = Failure::Kind::Rejected,
              .reason = Failure::Reason::BadRequest,
              .detail = u"The watch names no tag, flag or keyword"_s});
        return;
    }
    if (!run.access.key.isEmpty() && run.access.flavour == Flavour::Unknown) {
        askWho();
    } else {
        askSearch(0);
    }
}

template<class Parse, class Then>
void BugzillaSource::ask(const HttpRequest &request, Parse parse, Then then)
{
    m_http.send(request, this, [this, parse, then](const Result<HttpAnswer> &answer) {
        if (!answer || answer->status != 200) {
            fail(answer ? failureOf(*answer, m_run->task.now) : answer.error());
            return;
        }
        auto work = [parse, body = answer->body] { return parse(body); };
        offThread(this, work, [this, then](const auto &page) {
            if (!page) {
                fail(page.error());
                return;
            }
            for (const SkippedRecord &record : page->skipped) {
                keepSkipped(m_run->snapshot.skipped, record.what, record.why);
            }
            then(*page);
        });
    });
}

void BugzillaSource::askWho()
{
    m_http.send(whoami(m_run->access), this, [this](const Result<HttpAnswer> &answer) {
        const Result<Flavour> flavour = answer.and_then(
            [this](const HttpAnswer &whole) { return flavourOf(whole, m_run->task.now); });
        if (!flavour) {
            fail(flavour.error());
            return;
        }
        m_run->cursor.flavour = *flavour;
        m_run->access.flavour = *flavour;
        askSearch(0);
    });
}

void BugzillaSource::askSearch(int offset)
{
    if (offset >= s_pagesAtMost * bugsPerPage) {
        fail(malformed(Failure::Reason::TooLarge, u"more than %1 bugs"_s.arg(offset)));
        return;
    }
    // The window stays the one this fetch began with, whatever the pages move the cursor to.
    const QDateTime changed = m_run->since.isValid() ? m_run->since.addDuration(overlap) : QDateTime();
    ask(search(m_run->access, m_run->wish, changed, offset), parseBugs, [this, offset](const BugPage &page) {
        m_run->addBugs(page);
        if (page.rows >= bugsPerPage) {
            askSearch(offset + bugsPerPage);
            return;
        }
        if (m_run->someUnreadable) {
            m_run->snapshot.whole = false;
        }
        askKnown();
    });
}

void BugzillaSource::askKnown()
{
    if (m_run->askedFor.isEmpty()) {
        for (const Bug &bug : std::as_const(m_run->bugs)) {
            if (m_run->hasNews(bug)) {
                m_run->withPatches.append(bug.id);
            }
        }
        askPatches();
        return;
    }
    ask(bugsById(m_run->access, takePortion(m_run->askedFor)), parseBugs, [this](const BugPage &page) {
        m_run->addBugs(page);
        askKnown();
    });
}

void BugzillaSource::askPatches()
{
    if (m_run->withPatches.isEmpty()) {
        end();
        return;
    }
    const QList<qint64> portion = takePortion(m_run->withPatches);
    ask(attachments(m_run->access, portion), parseAttachments, [this, portion](const PatchPage &page) {
        m_run->patches.insert(page.patches);
        for (const qint64 id : portion) {
            const bool some = page.partial.contains(id) && m_run->known.contains(id);
            if (some || (!page.skipped.isEmpty() && !page.patches.contains(id))) {
                m_run->putOff(id);
            }
        }
        askPatches();
    });
}

void BugzillaSource::end()
{
    Run &run = *m_run;
    for (const Bug &bug : std::as_const(run.bugs)) {
        if (run.hasNews(bug)) {
            run.addLanding(bug);
        }
    }
    for (const qint64 id : std::as_const(run.known)) {
        if (!run.bugs.contains(id) && !run.someUnreadable) {
            run.leave(id);
        }
    }
    run.snapshot.cursor = run.cursor.toText();
    finishLater(std::move(run.snapshot));
}

void BugzillaSource::fail(Failure failure)
{
    if (failure.host.isEmpty()) {
        failure.host = hostOf(m_run->task.account.baseUrl);
    }
    // The network's own words may quote the address, and on a stock server that holds the key.
    const QString key = QString::fromUtf8(m_run->task.secret);
    if (!key.isEmpty()) {
        failure.detail.replace(key, "(key)"_L1);
        failure.detail.replace(pathPart(key), "(key)"_L1);
    }
    finishLater(Failed(std::move(failure)));
}

}
