// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillasource.h"

#include "app/net/webaddress.h"
#include "app/sources/bugzilla/bugzillarequests.h"
#include "app/sources/bugzilla/bugzillarun.h"
#include "app/sources/jsonread.h"
#include "app/sources/offthread.h"
#include "app/sources/serviceurl.h"

using namespace Qt::StringLiterals;

namespace Windsock {

using namespace Bugzilla;

namespace {
constexpr int s_pagesAtMost = 20;
/// bugzilla.mozilla.org blocks an address for an hour after 75 reads without a key in a minute (bmo: Bugzilla/Config/
/// Admin.pm); other programs of the same person, and other people behind the same address, have their share.
constexpr int s_anonymousAMinute = 50;

QList<QList<qint64>> inPortions(const QList<qint64> &ids, qsizetype size)
{
    QList<QList<qint64>> portions;
    for (qsizetype from = 0; from < ids.size(); from += size) {
        portions.append(ids.mid(from, size));
    }
    return portions;
}
}

/// Bugs to be asked about at once.
struct BugzillaSource::Portion {
    enum class Kind {
        Known, ///< known bugs changed since the last fetch, more than fit into the search
        ById, ///< known bugs, changed or not
        Patches,
        Comments,
    };
    Kind kind = Kind::Patches;
    QList<qint64> bugs;
    QDateTime since; ///< of comments
};

/// The fetch that is under way.
struct BugzillaSource::Under {
    explicit Under(const FetchTask &given)
        : task(given), run(given)
    {
    }
    FetchTask task;
    Run run;
    QList<Portion> portions; ///< still to be asked about
    QList<qint64> inSearch; ///< known bugs that the search itself asks for
};

BugzillaSource::BugzillaSource(HttpClient &http, QObject *parent)
    : Source(parent), m_http(http)
{
}

BugzillaSource::~BugzillaSource() = default;

void BugzillaSource::fetch(const FetchTask &task)
{
    m_under = std::make_unique<Under>(task);
    if (task.secret.isEmpty()) {
        m_http.budget().setBurst(hostOf(task.account.baseUrl), s_anonymousAMinute);
    }
    if (!m_under->run.hasWishes()) {
        end();
    } else if (!task.secret.isEmpty() && m_under->run.access().flavour == Flavour::Unknown) {
        askWho();
    } else {
        askSearch(0);
    }
}

template<class Parse, class Then>
void BugzillaSource::read(const HttpAnswer &answer, Parse parse, Then then)
{
    auto work = [parse, body = answer.body] { return parse(body); };
    offThread(this, work, [this, then](const auto &page) {
        if (!page) {
            fail(page.error());
            return;
        }
        then(*page);
    });
}

template<class Parse, class Then>
void BugzillaSource::ask(const HttpRequest &request, Parse parse, Then then)
{
    m_http.send(request, this, [this, parse, then](const Result<HttpAnswer> &answer) {
        if (!answer || answer->status != 200) {
            fail(answer ? failureOf(*answer, m_under->task.now) : answer.error());
            return;
        }
        read(*answer, parse, then);
    });
}

/// Like ask(), but one bug that is not to be had does not take the others with it.
template<class Parse, class Then>
void BugzillaSource::askDetail(const HttpRequest &request, const Portion &portion, Parse parse, Then then)
{
    m_http.send(request, this, [this, portion, parse, then](const Result<HttpAnswer> &answer) {
        if (answer && answer->status == 200) {
            read(*answer, parse, then);
        } else if (divide(portion, answer)) {
            askDetails();
        } else {
            fail(answer ? failureOf(*answer, m_under->task.now) : answer.error());
        }
    });
}

void BugzillaSource::askWho()
{
    m_http.send(whoami(m_under->run.access()), this, [this](const Result<HttpAnswer> &answer) {
        const Result<Flavour> flavour = answer.and_then(
            [this](const HttpAnswer &whole) { return flavourOf(whole, m_under->task.now); });
        if (!flavour) {
            fail(flavour.error());
            return;
        }
        m_under->run.setFlavour(*flavour);
        askSearch(0);
    });
}

void BugzillaSource::askSearch(int offset)
{
    if (offset >= s_pagesAtMost * bugsPerPage) {
        fail(malformed(Failure::Reason::TooLarge, u"more than %1 bugs"_s.arg(offset)));
        return;
    }
    const Run &run = m_under->run;
    if (offset == 0 && run.since().isValid() && !run.isToVerify()) {
        const QList<QList<qint64>> portions = inPortions(run.known(), bugsInARequest);
        m_under->inSearch = portions.value(0);
        for (const QList<qint64> &portion : portions.mid(1)) {
            m_under->portions.append({.kind = Portion::Kind::Known, .bugs = portion});
        }
    } else if (offset == 0) {
        for (const QList<qint64> &portion : inPortions(run.known(), bugsInARequest)) {
            m_under->portions.append({.kind = Portion::Kind::ById, .bugs = portion});
        }
    }
    ask(search(run.access(), run.wishes(), m_under->inSearch, run.since(), offset), parseBugs,
        [this, offset](const BugPage &page) {
            m_under->run.addBugs(page);
            if (page.rows >= bugsPerPage) {
                askSearch(offset + bugsPerPage);
            } else {
                askRest();
            }
        });
}

/// The known bugs that the search did not ask for.
void BugzillaSource::askRest()
{
    if (m_under->portions.isEmpty()) {
        chooseDetails();
        return;
    }
    const Portion portion = m_under->portions.takeFirst();
    const Run &run = m_under->run;
    const bool all = portion.kind == Portion::Kind::ById;
    ask(all ? bugsById(run.access(), portion.bugs) : search(run.access(), {}, portion.bugs, run.since(), 0), parseBugs,
        [this, all](const BugPage &page) {
            m_under->run.addBugs(page);
            if (all && m_under->portions.isEmpty()) {
                m_under->run.verified();
            }
            askRest();
        });
}

void BugzillaSource::chooseDetails()
{
    for (const QList<qint64> &portion : inPortions(m_under->run.chooseDetails(), bugsInARequest)) {
        m_under->portions.append({.kind = Portion::Kind::Patches, .bugs = portion});
    }
    askDetails();
}

void BugzillaSource::askDetails()
{
    if (m_under->portions.isEmpty()) {
        end();
        return;
    }
    const Portion portion = m_under->portions.takeFirst();
    const Access &access = m_under->run.access();
    if (portion.kind == Portion::Kind::Comments) {
        askDetail(comments(access, portion.bugs, portion.since), portion, parseComments, [this](const CommentPage &page) {
            m_under->run.addComments(page);
            askDetails();
        });
        return;
    }
    askDetail(attachments(access, portion.bugs), portion, parseAttachments, [this, portion](const PatchPage &page) {
        m_under->run.addPatches(portion.bugs, page);
        for (const auto &[bugs, since] : m_under->run.chooseComments(portion.bugs)) {
            for (const QList<qint64> &some : inPortions(bugs, commentedInARequest)) {
                m_under->portions.append({.kind = Portion::Kind::Comments, .bugs = some, .since = since});
            }
        }
        askDetails();
    });
}

/// Where one of the bugs stands in the way, or all together are too much: the portion is asked for again without that
/// bug, or in halves. False where the failure has another ground.
bool BugzillaSource::divide(const Portion &portion, const Result<HttpAnswer> &answer)
{
    const auto refusal = answer ? refusalOf(*answer, portion.bugs) : std::nullopt;
    const bool tooMuch = answer ? answer->status == 414 : answer.error().reason == Failure::Reason::TooLarge;
    if (!refusal && !tooMuch) {
        return false;
    }
    const qint64 named = portion.bugs.size() == 1 ? portion.bugs.constFirst() : refusal ? refusal->bug : 0;
    if (named > 0) {
        m_under->run.refuse(named, refusal ? refusal->message : u"what there is to read of it is too much"_s);
    }
    Portion rest = portion;
    rest.bugs.removeAll(named);
    const qsizetype half = named > 0 ? rest.bugs.size() : rest.bugs.size() / 2;
    for (const QList<qint64> &bugs : {rest.bugs.mid(half), rest.bugs.first(half)}) {
        if (!bugs.isEmpty()) {
            m_under->portions.prepend({.kind = portion.kind, .bugs = bugs, .since = portion.since});
        }
    }
    return true;
}

void BugzillaSource::end()
{
    QList<std::pair<WatchId, Result<Snapshot>>> ends = m_under->run.end();
    for (auto &[watch, result] : ends.mid(1)) {
        alsoFinishLater(watch, result);
    }
    finishLater(std::move(ends.first().second));
}

void BugzillaSource::fail(Failure failure)
{
    const QString host = hostOf(m_under->task.account.baseUrl);
    if (failure.host.isEmpty()) {
        failure.host = host;
    }
    if (failure.reason == Failure::Reason::Blocked) {
        // At once, not when the poller hears of it: what another account asks until then would renew the hour.
        m_http.budget().hold(host, failure.until);
    }
    // The network's own words may quote the address, and on a stock server that holds the key.
    const QString key = QString::fromUtf8(m_under->task.secret);
    if (!key.isEmpty()) {
        failure.detail.replace(key, "(key)"_L1);
        failure.detail.replace(pathPart(key), "(key)"_L1);
    }
    finishLater(Failed(std::move(failure)));
}

}
