// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/airfield.h"

#include "app/airfield/davdoor.h"
#include "app/airfield/demoscript.h"
#include "app/airfield/fielddata.h"
#include "app/airfield/fieldserver.h"
#include "app/airfield/misbehaviour.h"
#include "app/airfield/tower.h"

#include <QLocale>
#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QByteArray randomToken()
{
    std::array<quint32, 4> numbers;
    QRandomGenerator::system()->fillRange(numbers.data(), numbers.size());
    return QByteArray(reinterpret_cast<const char *>(numbers.data()), sizeof(numbers)).toHex();
}
}

class Airfield::Private
{
public:
    Private(Airfield *airfield, const AirfieldOptions &given)
        : q(airfield)
        , options(given)
        , dataDir(fieldDataDir(given.dataDir))
        , worlds{.clock = clock,
                 .treeherder = TreeherderWorld(dataDir, clock, given.live),
                 .bugzilla = BugzillaWorld(clock, given.bugzilla),
                 .github = GitHubWorld(clock),
                 .events = EventsWorld(clock),
                 .calendars = {},
                 .lando = LandoWorld(clock),
                 .eventbrite = EventbriteWorld(clock),
                 .papers = {}}
        , server([this](const FieldRequest &request) { return answer(request); })
        , calendarDoor([this](const FieldRequest &request) { return answer(request); })
    {
        if (given.start.isValid()) {
            clock.set(given.start);
        }
        if (options.token.isEmpty()) {
            options.token = randomToken();
        }
        DemoScript::prepare(worlds);
    }

    FieldAnswer answer(const FieldRequest &request);
    FieldAnswer rightAnswer(const FieldRequest &request);
    QString run(const DemoScript::Line &line);
    QString stepDemo();
    void playNext();

    Airfield *q;
    AirfieldOptions options;
    QString dataDir;
    QString error;
    FieldClock clock;
    FieldWorlds worlds;
    FieldServer server;
    DavDoor calendarDoor;
    QList<FieldRequest> log;
    QList<Misbehaviour> misbehaviours;
    qsizetype scriptLine = 0;
    QTimer timer;
};

FieldAnswer Airfield::Private::answer(const FieldRequest &request)
{
    if (request.path.startsWith("/control/"_L1)) {
        return towerAnswer(*q, request.path.sliced(9), request);
    }
    log.append(request.withoutSecrets());
    FieldAnswer right = rightAnswer(request);
    if (options.live) { // else what was recorded is older or newer than the clock
        const QString now = QLocale::c().toString(clock.now().toUTC(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
        right.headers.append({QByteArray("Date"), now.toLatin1()});
    }
    for (auto it = misbehaviours.begin(); it != misbehaviours.end(); ++it) {
        if (request.path.startsWith(it->prefix)) {
            const FieldAnswer wrong = spoilt(right, *it);
            if (it->times > 0 && --it->times == 0) {
                misbehaviours.erase(it);
            }
            return wrong;
        }
    }
    return right;
}

FieldAnswer Airfield::Private::rightAnswer(const FieldRequest &request)
{
    const auto below = [&request](const QString &prefix) {
        return request.path.startsWith(prefix) ? std::optional(request.path.sliced(prefix.size())) : std::nullopt;
    };
    if (const auto path = below(u"/treeherder/api/"_s)) {
        return worlds.treeherder.answer(*path, request);
    }
    if (const auto path = below(u"/bugzilla/rest"_s)) {
        return worlds.bugzilla.answer(*path, request);
    }
    if (const auto path = below(u"/github"_s)) {
        return worlds.github.answer(*path, request);
    }
    if (const auto path = below(u"/lando"_s)) {
        return worlds.lando.answer(*path, request);
    }
    if (const auto path = below(u"/meetup"_s)) {
        return worlds.events.meetup(*path, request);
    }
    if (const auto path = below(u"/eventbrite"_s)) {
        return worlds.eventbrite.answer(*path, request);
    }
    if (below(u"/dav/"_s) || below(u"/.well-known/caldav"_s)) {
        return worlds.calendars.answer(request);
    }
    if (const auto path = below(u"/papers"_s)) {
        return worlds.papers.answer(*path, request);
    }
    if (const auto path = below(u"/ics"_s)) {
        return worlds.events.feed(*path, request);
    }
    return FieldAnswer::text("<!DOCTYPE html><title>Not Found</title>", "text/html", 404);
}

QString Airfield::Private::run(const DemoScript::Line &line)
{
    if (!line.recording.isEmpty()) {
        return worlds.treeherder.step(line.recording);
    }
    line.action(worlds);
    return line.text;
}

QString Airfield::Private::stepDemo()
{
    const auto &lines = DemoScript::lines();
    while (scriptLine < lines.size()) {
        const DemoScript::Line &line = lines.at(scriptLine++);
        if (line.recording.isEmpty()) {
            return run(line);
        }
    }
    return {};
}

void Airfield::Private::playNext()
{
    const auto &lines = DemoScript::lines();
    if (const QString what = run(lines.at(scriptLine++)); !what.isEmpty()) {
        Q_EMIT q->happened(what);
    }
    if (scriptLine >= lines.size()) {
        Q_EMIT q->played();
        return;
    }
    const int wait = lines.at(scriptLine).second - lines.at(scriptLine - 1).second;
    timer.start(std::chrono::milliseconds(qRound64(wait * 1000 / options.speed)));
}

Airfield::Airfield(const AirfieldOptions &options, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, options))
{
    d->timer.setSingleShot(true);
    connect(&d->timer, &QTimer::timeout, this, [this] { d->playNext(); });
}

Airfield::~Airfield() = default;

bool Airfield::listen()
{
    if (d->dataDir.isEmpty()) {
        d->error = u"the recorded data is not there; name its folder with --data or WINDSOCK_AIRFIELD_DATA"_s;
        return false;
    }
    if (!d->server.listen(d->options.port)) {
        d->error = d->server.errorString();
        return false;
    }
    if (!d->calendarDoor.listen(QHostAddress::LocalHost)) {
        d->error = d->calendarDoor.errorString();
        return false;
    }
    return true;
}

QString Airfield::errorString() const
{
    return d->error;
}

quint16 Airfield::port() const
{
    return d->server.port();
}

quint16 Airfield::calendarPort() const
{
    return d->calendarDoor.serverPort();
}

quint16 Airfield::controlPort() const
{
    return d->server.controlPort();
}

QByteArray Airfield::token() const
{
    return d->options.token;
}

QUrl Airfield::url(const QString &service) const
{
    return service == "caldav"_L1 ? QUrl(u"http://127.0.0.1:%1"_s.arg(calendarPort()))
                                  : QUrl(u"http://127.0.0.1:%1/%2"_s.arg(port()).arg(service));
}

QDateTime Airfield::now() const
{
    return d->clock.now();
}

void Airfield::setNow(const QDateTime &now)
{
    d->clock.set(now);
}

void Airfield::advance(std::chrono::seconds by)
{
    if (by != std::chrono::seconds::zero()) {
        d->clock.advance(by);
    }
}

QString Airfield::step(const QString &world)
{
    QString what;
    if (world == "all"_L1) {
        QStringList all{d->worlds.treeherder.step(u"mozilla-inbound"_s), d->worlds.treeherder.step(u"autoland"_s),
                        d->stepDemo()};
        all.removeAll(QString());
        what = all.join("; "_L1);
    } else {
        what = world == "demo"_L1 ? d->stepDemo() : d->worlds.treeherder.step(world);
    }
    if (!what.isEmpty()) {
        Q_EMIT happened(what);
    }
    return what;
}

int Airfield::stepsLeft(const QString &world) const
{
    if (world != "demo"_L1) {
        return d->worlds.treeherder.stepsLeft(world);
    }
    const auto &lines = DemoScript::lines();
    return int(std::ranges::count_if(lines.cbegin() + d->scriptLine, lines.cend(),
                                     [](const DemoScript::Line &line) { return line.recording.isEmpty(); }));
}

FieldWorlds &Airfield::worlds()
{
    return d->worlds;
}

void Airfield::play()
{
    if (d->timer.isActive() || d->scriptLine >= DemoScript::lines().size()) {
        return;
    }
    const int first = d->scriptLine == 0 ? DemoScript::lines().first().second : 0;
    d->timer.start(std::chrono::milliseconds(qRound64(first * 1000 / d->options.speed)));
}

bool Airfield::misbehave(const QString &prefix, const QString &how, int times)
{
    std::optional<Misbehaviour> misbehaviour = Misbehaviour::parse(how);
    if (!misbehaviour) {
        return false;
    }
    if (misbehaviour->kind == Misbehaviour::Kind::Refuse) {
        d->server.closeDoor();
        return true;
    }
    misbehaviour->prefix = prefix;
    misbehaviour->times = times;
    d->misbehaviours.append(*misbehaviour);
    return true;
}

void Airfield::calm()
{
    d->misbehaviours.clear();
    d->server.dropStalled();
    d->server.openDoor();
}

QList<FieldRequest> Airfield::requests() const
{
    return d->log;
}

void Airfield::clearRequests()
{
    d->log.clear();
}

}
