// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/sample.h"

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

Push push(qint64 id, const QString &title, const QString &author, int minutesAgo)
{
    Push push{.account = AccountId(u"th"_s),
              .id = id,
              .repository = u"autoland"_s,
              .author = author,
              .pushed = Sample::now().addSecs(-60 * minutesAgo),
              .commitCount = int(id % 3) + 1};
    push.revision = QString::number(0x5d1f0a37c4e2 * id, 16).leftJustified(40, u'0');
    push.commits = {{push.revision, u"Ann <%1>"_s.arg(author), title}};
    push.url = QUrl(u"https://treeherder.example/jobs?revision=%1"_s.arg(push.revision));
    return push;
}

Landing landing(qint64 bug, const QString &title, Landing::State state, Landing::Held held = Landing::Held::No)
{
    return {.account = AccountId(u"bmo"_s),
            .bug = bug,
            .title = title,
            .author = u"ann@example.org"_s,
            .tag = u"[autoland-try]"_s,
            .trees = {u"try"_s, u"autoland"_s},
            .state = state,
            .held = held,
            .changed = Sample::now().addSecs(-bug % 9000),
            .url = QUrl(u"https://bugzilla.example/show_bug.cgi?id=%1"_s.arg(bug))};
}

Landing landoJob(qint64 job, qint64 bug, const QString &title, Landing::State state)
{
    return {.account = AccountId(u"lando"_s),
            .bug = bug,
            .title = title,
            .author = u"ann@example.org"_s,
            .state = state,
            .changed = Sample::now().addSecs(-60 * (job % 40)),
            .url = QUrl(u"https://lando.example/landing-jobs/%1"_s.arg(job)),
            .job = job,
            .repository = u"autoland"_s,
            .requested = Sample::now().addSecs(-60 * (job % 90))};
}

Tree tree(const QString &name, Tree::Status status, int minutesAgo)
{
    return {.account = AccountId(u"lando"_s),
            .name = name,
            .status = status,
            .category = u"development"_s,
            .since = Sample::now().addSecs(-60 * minutesAgo),
            .by = u"sheriff@example.org"_s,
            .url = QUrl(u"https://lando.example/treestatus/%1"_s.arg(name))};
}

/// Ways through a queue, each a minute longer than the one before.
QList<Realised> ways(const QString &queue, int count)
{
    QList<Realised> all;
    for (int i = 1; i <= count; ++i) {
        all.append({.queue = queue,
                    .subject = Subject(QString::number(i)),
                    .from = Sample::now().addSecs(-3600 * i),
                    .to = Sample::now().addSecs(-3600 * i + 60 * i)});
    }
    return all;
}

Occurrence event(const QString &uid, const QString &title, const QDateTime &start, int minutes)
{
    return {.account = AccountId(u"meetup"_s),
            .uid = uid,
            .title = title,
            .group = u"Berlin Landers"_s,
            .place = u"c-base, Berlin"_s,
            .start = start,
            .end = start.addSecs(60 * minutes),
            .url = QUrl(u"https://meetup.example/events/%1"_s.arg(uid))};
}

Notice notice(const QString &key, Notice::Kind kind, const QString &title, const QString &text, int minutesAgo)
{
    return {.key = key,
            .subject = Subject(key.section(u'#', 0, 0)),
            .account = AccountId(u"th"_s),
            .kind = kind,
            .title = title,
            .text = text,
            .url = QUrl(u"https://treeherder.example/jobs"_s),
            .decided = Sample::now().addSecs(-60 * minutesAgo),
            .state = Notice::State::Shown};
}

void addJobs(QList<Job> &jobs, qint64 push, const QString &platform, const QString &option, const QString &group,
             const QStringList &symbols)
{
    for (const QString &symbol : symbols) {
        jobs.append(Job{.id = push * 10000 + jobs.size(),
                        .pushId = push,
                        .groupName = group,
                        .groupSymbol = group,
                        .typeName = u"test-%1/%2-%3-%4"_s.arg(platform, option, group.toLower(), symbol),
                        .typeSymbol = symbol,
                        .platform = platform,
                        .platformOption = option,
                        .state = Job::State::Completed,
                        .result = Job::Result::Success,
                        .duration = std::chrono::minutes(17),
                        .lastModified = Sample::now().addSecs(-300)});
    }
}

}

QList<Job> sampleJobs(qint64 push, int howMany, bool bad)
{
    const QList<std::pair<QString, QString>> platforms{{u"linux1804-64-qr"_s, u"opt"_s},
                                                       {u"linux1804-64-qr"_s, u"debug"_s},
                                                       {u"macosx1470-64"_s, u"opt"_s},
                                                       {u"windows11-64-24h2"_s, u"debug"_s},
                                                       {u"android-em-7-0-x86_64-qr"_s, u"opt"_s}};
    const QList<std::pair<QString, QStringList>> groups{
        {u"?"_s, {u"B"_s}},
        {u"M"_s, {u"1"_s, u"2"_s, u"3"_s, u"bc1"_s, u"bc2"_s, u"dt1"_s, u"dt2"_s, u"gli"_s}},
        {u"R"_s, {u"1"_s, u"2"_s, u"3"_s, u"4"_s}},
        {u"W"_s, {u"wpt1"_s, u"wpt2"_s, u"wpt3"_s, u"wr1"_s}},
        {u"X"_s, {u"X1"_s, u"X2"_s}}};
    QList<Job> jobs;
    for (int round = 0; jobs.size() < howMany; ++round) {
        for (const auto &[platform, option] : platforms) {
            for (const auto &[group, symbols] : groups) {
                addJobs(jobs, push, round == 0 ? platform : u"%1-%2"_s.arg(platform, QString::number(round)), option,
                        group, symbols);
            }
        }
    }
    jobs.resize(howMany);
    const auto alter = [&jobs](qsizetype i, Job::State state, Job::Result result, int classification = 1) {
        if (i < jobs.size()) {
            jobs[i].state = state;
            jobs[i].result = result;
            jobs[i].classification = classification;
        }
    };
    if (bad) {
        alter(3, Job::State::Completed, Job::Result::TestFailed);
        alter(9, Job::State::Completed, Job::Result::TestFailed, 4);
        alter(19, Job::State::Completed, Job::Result::Busted);
        alter(24, Job::State::Completed, Job::Result::Exception);
        alter(30, Job::State::Completed, Job::Result::UserCancel);
        alter(41, Job::State::Completed, Job::Result::Retry);
        alter(45, Job::State::Completed, Job::Result::Superseded);
    }
    for (qsizetype i = 60; i < qMin<qsizetype>(jobs.size(), 72); ++i) {
        alter(i, i < 66 ? Job::State::Running : Job::State::Pending, Job::Result::Unknown);
    }
    return jobs;
}

PullRequest samplePull(int number, const QString &title)
{
    return {.account = AccountId(u"github"_s),
            .repository = u"windsock/windsock"_s,
            .number = number,
            .title = title,
            .author = u"ann"_s,
            .branch = u"main"_s,
            .checks = PullRequest::Checks::Passing,
            .checksTotal = 12,
            .checksDone = 12,
            .review = PullRequest::Review::Approved,
            .merge = PullRequest::Merge::Clean,
            .updated = Sample::now().addSecs(-600 * number),
            .url = QUrl(u"https://github.example/windsock/windsock/pull/%1"_s.arg(number))};
}

SourceHealth sampleHealth(const QString &watch, Service service, const QString &host)
{
    return {.watch = WatchId(watch),
            .account = AccountId(watch.section(u'/', 0, 0)),
            .service = service,
            .kind = service == Service::GitHub ? Watch::Kind::Repository : Watch::Kind::Tree,
            .host = host,
            .state = SourceHealth::State::Good,
            .asOf = Sample::now().addSecs(-120),
            .next = Sample::now().addSecs(60),
            .budgetUsed = 41,
            .budgetLimit = 600};
}

Sample::Sample()
{
    agenda.setZone(QTimeZone::utc());
    sources.setZone(QTimeZone::utc());
    pushes.setNow(now());
    queue.setNow(now());
    agenda.setNow(now());
    notices.setNow(now());
    sources.setNow(now());
    threads.setZone(QTimeZone::utc());
    threads.setNow(now());
    trees.setNow(now());
    queues.setZone(QTimeZone::utc());
    queues.setNow(now());
    queue.setZone(QTimeZone::utc());
    trees.setZone(QTimeZone::utc());
    trees.setMe({u"ann@example.org"_s, u"ann"_s});
    queue.setMe({u"ann@example.org"_s, u"ann"_s});
}

void Sample::fill()
{
    fillSources();
    fillPushes();
    fillQueue();
    fillTrees();
    fillQueues();
    fillInbox();
    fillEvents();
    fillNotices();
    fillThreads();
}

void Sample::fillPushes()
{
    ChangeSet set{.account = AccountId(u"th"_s), .at = now(), .baseline = true};
    const QList<Push> all{
        push(27, u"Bug 1912345 - Make the address bar forget what it never knew. r=kai"_s, u"ann@example.org"_s, 12),
        push(26, u"Bug 1911111 - Measure twice, cut once in the layout cache. r=noor,lee"_s, u"bo@example.org"_s, 47),
        push(25, u"No bug - Update the list of public suffixes"_s, u"ffxbld"_s, 95),
        push(24, u"Bug 1910007 - Let the reader view remember its zoom. r=mia"_s, u"cleo@example.org"_s, 60 * 27)};
    for (const Push &one : all) {
        const QList<Job> jobs = one.id == 25 ? sampleJobs(25, 55, false)
            : one.id == 24                   ? sampleJobs(24, 20, false)
                                             : sampleJobs(one.id, 95, one.id == 27);
        set.pushes.added.append(one);
        set.jobs.added.append(jobs);
        set.standings.added.append(standingOf(one.account, one.id, jobs, now(), defaultSettleTime));
    }
    QList<FailedJob> &failures = set.standings.added[0].failures;
    failures[0].blame = Blame::LikelyYours;
    failures[0].grounds = {{.kind = Ground::Kind::PassesBefore, .count = 12, .of = 12},
                           {.kind = Ground::Kind::ConfirmFailed, .count = 2, .of = 2}};
    failures[1].blame = Blame::LikelyIntermittent;
    failures[1].grounds = {{.kind = Ground::Kind::FailsElsewhere, .count = 9, .of = 41},
                           {.kind = Ground::Kind::KnownBug, .detail = u"1765432"_s}};
    set.realised = ways(u"push/autoland"_s, 90);
    pushes.apply(set);
    queues.apply(set);
    threads.apply(set);
}

void Sample::fillQueue()
{
    ChangeSet bugs{.account = AccountId(u"bmo"_s), .at = now(), .baseline = true};
    bugs.landings.added = {
        landing(1912345, u"Make the address bar forget what it never knew"_s, Landing::State::Trying),
        landing(1908888, u"Rename the frobnicator"_s, Landing::State::Held, Landing::Held::TreeClosed),
        landing(1907777, u"Let tabs sleep"_s, Landing::State::Landed),
        landing(1906666, u"Patch that does not apply"_s, Landing::State::Failed)};
    bugs.landings.added[0].requested = now().addSecs(-60 * 25);
    bugs.landings.added[1].patches = {
        {.id = 9, .title = u"Part 1: say gizmo"_s, .flags = {{u"review"_s, u'+', u"bo@example.org"_s, {}}}},
        {.id = 10, .title = u"Part 2: and mean it"_s, .flags = {{u"review"_s, u'+', u"cleo@example.org"_s, {}}}}};
    bugs.landings.added[1].requested = now().addSecs(-3600 * 5);
    Landing asked = landing(1905555, u"Show the wind's direction"_s, Landing::State::Held,
                            Landing::Held::WaitingForReview);
    asked.patches = {{.id = 11,
                      .title = u"Draw an arrow"_s,
                      .flags = {{u"review"_s, u'?', u"ann@example.org"_s, u"dora@example.org"_s}}}};
    asked.waitsOn = {u"dora@example.org"_s};
    asked.requested = now().addSecs(-3600 * 24 * 3);
    bugs.landings.added.append(asked);
    queue.apply(bugs);
    threads.apply(bugs);
    trees.apply(bugs);
    ChangeSet jobs{.account = AccountId(u"lando"_s), .at = now(), .baseline = true};
    jobs.landings.added = {landoJob(90'112, 1904444, u"Fold the map the right way"_s, Landing::State::Queued),
                           landoJob(90'021, 1903333, u"Grease the bearing"_s, Landing::State::Landing),
                           landoJob(90'005, 1902222, u"Sew the tail on"_s, Landing::State::Failed)};
    jobs.landings.added[1].repository = u"mozilla-beta"_s;
    jobs.landings.added[2].reason = u"Problem while applying patch in revision 91: merge conflict in sew.cpp"_s;
    jobs.realised = ways(u"landing/firefox-beta"_s, 70);
    queue.apply(jobs);
    queues.apply(jobs);
    trees.apply(jobs);
    ChangeSet pulls{.account = AccountId(u"github"_s), .at = now(), .baseline = true};
    pulls.pullRequests.added = {samplePull(41, u"Say what a push waits for"_s),
                                samplePull(42, u"Teach the tray to whisper"_s), samplePull(43, u"Draw the legend"_s)};
    pulls.pullRequests.added[1].checks = PullRequest::Checks::Failing;
    pulls.pullRequests.added[1].failingChecks = QStringList{u"build / debian"_s};
    pulls.pullRequests.added[2].checks = PullRequest::Checks::Pending;
    pulls.pullRequests.added[2].checksDone = 7;
    queue.apply(pulls);
    threads.apply(pulls);
}

void Sample::fillTrees()
{
    ChangeSet set{.account = AccountId(u"lando"_s), .at = now(), .baseline = true};
    set.trees.added = {tree(u"firefox-autoland"_s, Tree::Status::Closed, 28),
                       tree(u"firefox-main"_s, Tree::Status::Open, 60 * 30),
                       tree(u"firefox-release"_s, Tree::Status::ApprovalRequired, 60 * 24 * 12),
                       tree(u"comm-central"_s, Tree::Status::Closed, 60 * 3),
                       tree(u"try"_s, Tree::Status::Open, 60 * 24 * 40),
                       tree(u"nss"_s, Tree::Status::Unknown, 5)};
    set.trees.added[0].tags = QStringList{u"planned"_s, u"infra"_s};
    set.trees.added[0].reason = u"The signing servers move to another rack"_s;
    set.trees.added[0].message = u"Landings go on at about 15:30 UTC."_s;
    set.trees.added[3].tags = QStringList{u"checkin_compilation"_s};
    set.trees.added[3].reason = u"Builds fail on Windows (bug 1901111)"_s;
    set.trees.added[5].since = {};
    set.trees.added[5].by.clear();
    queue.apply(set);
    trees.apply(set);
}

void Sample::fillQueues()
{
    const AccountId lando(u"lando"_s);
    ChangeSet set{.account = lando, .at = now(), .baseline = true};
    set.realised = ways(u"landing/firefox-autoland"_s, 40);
    for (int i = 0; i < 12; ++i) {
        const QDateTime to = now().addSecs(-60 * (10 + 14 * i));
        set.realised.append({.queue = u"landing/firefox-autoland"_s,
                             .subject = Subject(u"lando/lando/%1"_s.arg(80'000 + i)),
                             .from = to.addSecs(-60 * (95 + 3 * i)),
                             .to = to});
    }
    set.delays.added = {{.account = lando,
                         .queue = u"landing/firefox-autoland"_s,
                         .since = now().addSecs(-60 * 75),
                         .half = std::chrono::minutes(20),
                         .most = std::chrono::minutes(36),
                         .late = 9,
                         .of = 10}};
    queues.apply(set);
}

void Sample::fillEvents()
{
    const QTimeZone york("America/New_York");
    ChangeSet set{.account = AccountId(u"meetup"_s), .at = now(), .baseline = true};
    set.occurrences.added = {
        event(u"a"_s, u"Landing school: your first patch"_s, now().addSecs(60 * 150), 120),
        event(u"b"_s, u"Triage over breakfast"_s, now().addSecs(-3600 * 6), 60),
        event(u"c"_s, u"Release office hours"_s, QDateTime(QDate(2026, 11, 21), QTime(11, 0), york), 60),
        event(u"d"_s, u"Hack day"_s, QDateTime(QDate(2026, 11, 22), QTime(10, 0), QTimeZone::utc()), 480),
        event(u"e"_s, u"Sheriffs' round table"_s, QDateTime(QDate(2026, 11, 24), QTime(16, 0), QTimeZone::utc()), 60)};
    set.occurrences.added[0].rsvps = 38;
    set.occurrences.added[3].status = Occurrence::Status::Cancelled;
    set.occurrences.added[4].status = Occurrence::Status::Tentative;
    agenda.apply(set);
}

void Sample::fillNotices()
{
    QList<Notice> all{notice(u"th/push/27#bad"_s, Notice::Kind::PushBad, u"autoland: build failure in 5d1f0a37c4e2"_s,
                             u"linux1804-64-qr debug: B"_s, 6),
                      notice(u"bmo/bug/1908888#held"_s, Notice::Kind::LandingChanged,
                             u"Bug 1908888 waits: the tree is closed"_s, u"Rename the frobnicator"_s, 31),
                      notice(u"th/push/25#done"_s, Notice::Kind::PushFinished, u"autoland: all green"_s,
                             u"55 jobs, none failed"_s, 58),
                      notice(u"meetup/event/a#soon"_s, Notice::Kind::EventSoon, u"Landing school begins at 17:00"_s,
                             u"c-base, Berlin"_s, 70),
                      notice(u"github#login"_s, Notice::Kind::NeedsLogin, u"GitHub asks you to sign in again"_s,
                             u"The token is no longer accepted."_s, 140)};
    all[2].read = true;
    all[3].read = true;
    all[4].state = Notice::State::Withdrawn;
    notices.apply(all);
}

ChangeThread sampleThread()
{
    const Subject bug(u"bmo/bug/1912345"_s);
    const Subject job(u"lando/lando/4711"_s);
    const Subject tried(u"th/push/24"_s);
    const Subject landed(u"th/push/27"_s);
    const Subject backout(u"th/push/26"_s);
    using Kind = Moment::Kind;
    using Ground = ThreadMember::Ground;
    const auto ago = [](int hours, int minutes) { return Sample::now().addSecs(-3600 * hours - 60 * minutes); };
    return {.id = bug.value,
            .title = u"Make the address bar forget what it never knew"_s,
            .author = u"ann@example.org"_s,
            .state = Landing::State::BackedOut,
            .members = {{bug, Ground::Itself, {}},
                        {tried, Ground::Bug, u"1912345"_s},
                        {job, Ground::LandoJob, u"4711"_s},
                        {landed, Ground::Revision, u"5d1f0a37c4e2"_s},
                        {backout, Ground::Backout, u"5d1f0a37c4e2"_s}},
            .moments = {{Kind::Requested, ago(28, 10), bug, u"autoland"_s},
                        {Kind::TryPush, ago(27, 0), tried, u"a1b2c3d4e5f6"_s},
                        {Kind::TryResult, ago(24, 40), tried, u"orange"_s},
                        {Kind::TryResult, ago(23, 5), tried, u"green"_s},
                        {Kind::Queued, ago(3, 20), job, u"autoland"_s},
                        {Kind::Held, ago(3, 19), job, u"tree closed: planned, infra"_s},
                        {Kind::Released, ago(1, 2), job, {}},
                        {Kind::Landed, ago(0, 48), job, u"5d1f0a37c4e2"_s},
                        {Kind::TreePush, ago(0, 47), landed, u"5d1f0a37c4e2"_s},
                        {Kind::TreeResult, ago(0, 21), landed, u"red"_s},
                        {Kind::BackedOut, ago(0, 9), backout, u"0b4c60a7de11"_s}}};
}

namespace {
QList<ChangeThread> sampleThreads()
{
    using Kind = Moment::Kind;
    using Ground = ThreadMember::Ground;
    const auto ago = [](int minutes) { return Sample::now().addSecs(-60 * minutes); };
    const Subject held(u"bmo/bug/1908888"_s);
    const Subject pull(u"github/pr/windsock/windsock/41"_s);
    return {sampleThread(),
            {.id = held.value,
             .title = u"Rename the frobnicator"_s,
             .author = u"ann@example.org"_s,
             .state = Landing::State::Held,
             .held = u"tree closed: planned, infra"_s,
             .members = {{held, Ground::Itself, {}}},
             .moments = {{Kind::Requested, ago(60 * 30), held, {}},
                         {Kind::Held, ago(31), held, u"tree closed: planned, infra"_s}}},
            {.id = pull.value,
             .title = u"Say what a push waits for"_s,
             .author = u"ann"_s,
             .state = Landing::State::Checking,
             .members = {{pull, Ground::Itself, {}}},
             .moments = {{Kind::PullOpened, ago(60 * 24 * 9), pull, u"#41"_s}}}};
}
}

void Sample::fillThreads()
{
    ChangeSet set{.at = now(), .baseline = true};
    set.threads.added = sampleThreads();
    threads.apply(set);
}

void Sample::part(const Subject &member)
{
    const ChangeThread before = sampleThread();
    ChangeThread after = before;
    after.members.removeIf([&](const ThreadMember &other) { return other.subject == member; });
    after.moments.removeIf([&](const Moment &moment) { return moment.subject == member; });
    ChangeSet set{.at = now()};
    set.threads.changed = {{before, after}};
    threads.apply(set);
}

void Sample::rejoin()
{
    ChangeSet set{.at = now()};
    set.threads.changed = {{sampleThread(), sampleThread()}};
    threads.apply(set);
}

void Sample::fillSources()
{
    setHealth(sampleHealth(u"th/autoland"_s, Service::Treeherder, u"treeherder.mozilla.org"_s));
    setHealth(sampleHealth(u"bmo/autoland"_s, Service::Bugzilla, u"bugzilla.mozilla.org"_s));
    setHealth(sampleHealth(u"github/windsock"_s, Service::GitHub, u"api.github.com"_s));
    setHealth(sampleHealth(u"meetup/berlin-landers"_s, Service::Meetup, u"www.meetup.com"_s));
    setHealth(sampleHealth(u"lando/trees"_s, Service::Lando, u"lando.moz.tools"_s));
}

void Sample::fillInbox()
{
    ChangeSet set{.account = AccountId(u"github"_s), .at = now(), .baseline = true};
    set.inbox.added = {{.account = AccountId(u"github"_s),
                        .id = 12,
                        .repository = u"windsock-demo/windsock"_s,
                        .title = u"The sock hangs upside down at midnight"_s,
                        .kind = InboxThread::Kind::Issue,
                        .reason = InboxThread::Reason::Mention,
                        .number = 38,
                        .updated = now().addSecs(-600),
                        .url = QUrl(u"https://github.example.org/windsock-demo/windsock/issues/38"_s)},
                       {.account = AccountId(u"github"_s),
                        .id = 11,
                        .repository = u"windsock-demo/windsock"_s,
                        .title = u"Windsock 0.1"_s,
                        .kind = InboxThread::Kind::Release,
                        .reason = InboxThread::Reason::Subscribed,
                        .updated = now().addSecs(-7200),
                        .url = QUrl(u"https://github.example.org/windsock-demo/windsock/releases"_s)}};
    inbox.setNow(now());
    inbox.apply(set);
}

void Sample::fail(Service service)
{
    for (int row = 0; row < sources.rowCount(); ++row) {
        auto health = sources.index(row, 0).data(ItemRole::Health).value<SourceHealth>();
        if (health.service == service) {
            health.state = SourceHealth::State::Failing;
            health.failure = Failure{
                .kind = Failure::Kind::Transient, .reason = Failure::Reason::Timeout, .host = health.host};
            health.next = now().addSecs(300);
            setHealth(health);
        }
    }
}

void Sample::setHealth(const SourceHealth &health)
{
    sources.apply(health);
    pushes.setHealth(health);
    queue.setHealth(health);
    agenda.setHealth(health);
    threads.setHealth(health);
    trees.setHealth(health);
    queues.setHealth(health);
    inbox.setHealth(health);
}

WindowModels Sample::window()
{
    return {.queue = &queue,
            .pushes = &pushes,
            .agenda = &agenda,
            .notices = &notices,
            .sources = &sources,
            .threads = &threads,
            .trees = &trees,
            .queues = &queues,
            .inbox = &inbox};
}

Glance::Models Sample::glance()
{
    return {.pushes = &pushes, .queue = &queue, .agenda = &agenda, .notices = &notices, .sources = &sources};
}

}
