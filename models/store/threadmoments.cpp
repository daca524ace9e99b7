// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/threadmoments.h"

#include "models/values/commitmessage.h"
#include "models/values/plaintext.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
using Kind = Moment::Kind;
using State = Landing::State;
using Told = QList<ToldMoment>;

QString shortRevision(const QString &revision)
{
    return revision.left(12);
}

auto order(const ToldMoment &told)
{
    return std::tie(told.moment.at, told.moment.kind, told.moment.subject.value, told.moment.detail, told.about);
}

/// The newest of what the fact has told that fits.
const ToldMoment *newest(const Told &told, const Subject &subject, auto fits)
{
    for (auto it = told.crbegin(); it != told.crend(); ++it) {
        if (it->moment.subject == subject && fits(*it)) {
            return &*it;
        }
    }
    return nullptr;
}

void insert(Told &told, const ToldMoment &entry)
{
    told.insert(std::ranges::upper_bound(told, order(entry), {}, order), entry);
}

/// Adds what a core tells.
void add(Told &told, Moment moment)
{
    // A fact's own moments stay in the order in which it told them, whatever its clock says.
    const ToldMoment *last = newest(told, moment.subject, [](const ToldMoment &) { return true; });
    const bool isStep = moment.kind != Kind::Requested && moment.kind != Kind::PullOpened;
    if (last && isStep && moment.at <= last->moment.at) {
        moment.at = last->moment.at.addMSecs(1);
    }
    insert(told, {.moment = moment, .about = {}});
}

bool isStateOfCore(Kind kind)
{
    switch (kind) {
    case Kind::Requested:
    case Kind::PullOpened:
    case Kind::TryPush:
    case Kind::TryResult:
    case Kind::TreePush:
    case Kind::TreeResult:
        return false;
    default:
        return true;
    }
}

bool isEnd(Kind kind)
{
    return kind == Kind::Landed || kind == Kind::PullMerged || kind == Kind::Failed || kind == Kind::BackedOut
        || kind == Kind::Cancelled;
}

std::optional<Kind> kindOf(const ThreadFact &core, bool wasHeld)
{
    switch (core.state) {
    case State::Queued:
        return wasHeld ? Kind::Released : Kind::Queued;
    case State::Held:
        return Kind::Held;
    case State::Landed:
        return core.kind == ThreadFact::Kind::Pull ? Kind::PullMerged : Kind::Landed;
    case State::Failed:
        return Kind::Failed;
    case State::BackedOut:
        return Kind::BackedOut;
    case State::Cancelled:
        return Kind::Cancelled;
    case State::Requested:
    case State::Checking:
    case State::Trying:
    case State::Landing:
        break;
    }
    return wasHeld ? std::optional(Kind::Released) : std::nullopt;
}

QString detailOf(const ThreadFact &core, Kind kind)
{
    switch (kind) {
    case Kind::Held:
        return core.held;
    case Kind::Failed:
        return core.reason;
    case Kind::Landed:
        return core.revisions.isEmpty() ? QString() : shortRevision(core.revisions.constFirst());
    default:
        return {};
    }
}

QString causeOf(const QString &held)
{
    return held.section(u':', 0, 0);
}

void tellBeginning(const ThreadFact &core, const QDateTime &changed, Told &told)
{
    const Kind kind = core.kind == ThreadFact::Kind::Pull ? Kind::PullOpened : Kind::Requested;
    const bool asked = core.requested.isValid();
    const bool isNew = !newest(told, core.subject, [&](const ToldMoment &t) {
        // Of a request only its last change is known, which is no second beginning.
        return t.moment.kind == kind && (kind == Kind::PullOpened || !asked || t.moment.at == core.requested);
    });
    if (isNew && (asked || core.state == State::Requested)) {
        add(told, {.kind = kind, .at = asked ? core.requested : changed, .subject = core.subject, .detail = {}});
    }
}

/// That it was queued before its tree held it, also where the tree was known to be closed first.
void tellQueued(const ThreadFact &core, const QDateTime &changed, Told &told)
{
    const ToldMoment *last = newest(told, core.subject,
                                    [](const ToldMoment &t) { return isStateOfCore(t.moment.kind); });
    if (core.heldByTree && (!last || isEnd(last->moment.kind))) {
        add(told,
            {.kind = Kind::Queued,
             .at = core.queued.isValid() ? core.queued : changed,
             .subject = core.subject,
             .detail = {}});
    }
}

void tellState(const ThreadFact &core, const QDateTime &changed, Told &told)
{
    const ToldMoment *last = newest(told, core.subject,
                                    [](const ToldMoment &t) { return isStateOfCore(t.moment.kind); });
    const auto kind = kindOf(core, last && last->moment.kind == Kind::Held);
    if (!kind) {
        // Asked for anew, without a word on when.
        const bool again = last && isEnd(last->moment.kind) && core.kind != ThreadFact::Kind::Pull
            && core.state != State::Landing && (!core.requested.isValid() || core.requested <= last->moment.at);
        const ToldMoment *asked = newest(told, core.subject,
                                         [](const ToldMoment &t) { return t.moment.kind == Kind::Requested; });
        if (again && (!asked || asked->moment.at < last->moment.at)) {
            add(told,
                {.kind = Kind::Requested,
                 .at = std::max(changed, last->moment.at.addMSecs(1)),
                 .subject = core.subject,
                 .detail = {}});
        }
        return;
    }
    const QString detail = detailOf(core, *kind);
    const bool said = last
        && (last->moment.kind == *kind || (last->moment.kind == Kind::Released && *kind == Kind::Queued));
    // Held for the same cause in other words, the tree's or Lando's, is held once.
    if (!said || (*kind == Kind::Held && causeOf(last->moment.detail) != causeOf(detail))) {
        add(told, {.kind = *kind, .at = changed, .subject = core.subject, .detail = detail});
    }
}

void tellTries(const ThreadFact &core, const QDateTime &changed, Told &told)
{
    for (const TryRun &run : core.tries) {
        const bool over = !run.result.isEmpty();
        const Moment moment{.kind = over ? Kind::TryResult : Kind::TryPush,
                            .at = run.told.isValid() ? run.told : changed,
                            .subject = core.subject,
                            .detail = over ? plainLine(run.result, 60) : shortRevision(run.revision)};
        const bool isNew = std::ranges::none_of(told, [&](const ToldMoment &t) {
            return t.about == run.revision && t.moment.subject == core.subject && t.moment.kind == moment.kind
                && t.moment.detail == moment.detail;
        });
        if (isNew) {
            insert(told, {.moment = moment, .about = run.revision});
        }
    }
}

/// The same thing said of how far the change is.
bool isStep(Kind kind)
{
    return isStateOfCore(kind) || kind == Kind::Requested || kind == Kind::PullOpened;
}
}

void tellOf(const ThreadFact &core, const QDateTime &now, QList<ToldMoment> &told)
{
    if (core.gone) {
        return;
    }
    const QDateTime changed = core.changed.isValid() ? core.changed : now;
    tellBeginning(core, changed, told);
    tellQueued(core, changed, told);
    tellState(core, changed, told);
    tellTries(core, changed, told);
}

QList<ToldMoment> toldBy(const ThreadFact &push, const PushPart &part, const QDateTime &seen)
{
    const Kind kind = part.takesBack ? Kind::BackedOut : push.isTry() ? Kind::TryPush : Kind::TreePush;
    const bool named = kind == Kind::TreePush && !push.repository.isEmpty();
    const QString where = named ? QString(push.repository + u' ') : QString();
    QDateTime at = push.requested.isValid() ? push.requested : seen;
    Told told{{.moment = {.kind = kind, .at = at, .subject = push.subject, .detail = where + shortRevision(part.about)},
               .about = part.about}};
    if (part.takesBack || push.merge) {
        return told;
    }
    for (const PushResult &result : push.results) {
        const bool later = result.at.isValid() && result.at > at;
        at = later ? result.at : at.addMSecs(1);
        told.append({.moment = {.kind = push.isTry() ? Kind::TryResult : Kind::TreeResult,
                                .at = at,
                                .subject = push.subject,
                                .detail = result.word},
                     .about = part.about});
    }
    return told;
}

void putInOrder(QList<ToldMoment> &told)
{
    std::ranges::sort(told, {}, order);
    const auto twice = std::ranges::unique(told);
    told.erase(twice.begin(), twice.end());
}

QList<Moment> momentsOf(const QList<ToldMoment> &told, const QList<ThreadFact> &facts)
{
    QHash<Subject, ThreadFact::Kind> kinds;
    QSet<Subject> merges;
    for (const ThreadFact &fact : facts) {
        kinds.insert(fact.subject, fact.kind);
        if (fact.merge) {
            merges.insert(fact.subject);
        }
    }
    const auto isOfPush = [&](const ToldMoment &t) {
        return kinds.value(t.moment.subject, ThreadFact::Kind::Bug) == ThreadFact::Kind::Push;
    };
    const auto isToldByPush = [&](const ToldMoment &t) {
        return (t.moment.kind == Kind::TryPush || t.moment.kind == Kind::TryResult) && !isOfPush(t)
            && std::ranges::any_of(told, [&](const ToldMoment &other) {
                   return isOfPush(other) && kinds.contains(other.moment.subject) && other.moment.kind == t.moment.kind
                       && isSameRevision(other.about, t.about);
               });
    };
    QList<Moment> moments;
    QSet<QString> takenBack;
    const Moment *step = nullptr;
    for (const ToldMoment &t : told) {
        if (!kinds.contains(t.moment.subject) || isToldByPush(t)) {
            continue;
        }
        if (t.moment.kind == Kind::BackedOut && isOfPush(t)) {
            if (takenBack.contains(t.about)) {
                continue;
            }
            takenBack.insert(t.about);
        }
        if (isStep(t.moment.kind)) {
            const bool same = step && step->kind == t.moment.kind
                && (step->kind != Kind::Held || step->detail == t.moment.detail);
            const auto isBug = [&](const Moment &m) { return kinds.value(m.subject) == ThreadFact::Kind::Bug; };
            if (same && step->subject != t.moment.subject && (isBug(*step) || isBug(t.moment))) {
                continue;
            }
            step = &t.moment;
        }
        const bool landsAgain = t.moment.kind == Kind::TreePush && step && step->kind == Kind::BackedOut;
        if (landsAgain && !merges.contains(t.moment.subject)) {
            step = &t.moment;
        }
        moments.append(t.moment);
    }
    return moments;
}

namespace {
/// Follows the moments one after the other.
class Walk
{
public:
    explicit Walk(const QList<ThreadFact> &facts)
    {
        for (const ThreadFact &fact : facts) {
            if (fact.merge) {
                m_merges.insert(fact.subject);
            }
        }
    }

    void step(const Moment &moment)
    {
        switch (moment.kind) {
        case Kind::Requested:
        case Kind::PullOpened:
            become(State::Requested);
            break;
        case Kind::TryPush:
            if (m_far.state == State::Requested) {
                become(State::Trying);
            }
            break;
        case Kind::Queued:
            become(State::Queued);
            break;
        case Kind::Held:
            m_beforeHeld = m_far.state == State::Held ? m_beforeHeld : m_far.state;
            become(State::Held, moment.detail);
            break;
        case Kind::Released:
            become(m_beforeHeld);
            break;
        case Kind::TreePush:
            if (m_merges.contains(moment.subject) && isFinal(m_far.state)) {
                break;
            }
            become(State::Landed);
            break;
        case Kind::Landed:
        case Kind::PullMerged:
            become(State::Landed);
            break;
        case Kind::BackedOut:
            become(State::BackedOut);
            break;
        case Kind::Failed:
            become(State::Failed);
            break;
        case Kind::Cancelled:
            if (m_far.state != State::Landed && m_far.state != State::BackedOut) {
                become(State::Cancelled);
            }
            break;
        case Kind::TryResult:
        case Kind::TreeResult:
            break;
        }
    }

    void become(State state, const QString &held = {}) { m_far = {.state = state, .held = held}; }
    const HowFar &far() const { return m_far; }

private:
    HowFar m_far;
    State m_beforeHeld = State::Requested;
    QSet<Subject> m_merges;
};
}

HowFar howFar(const QList<Moment> &moments, const QList<ThreadFact> &facts)
{
    Walk walk(facts);
    for (const Moment &moment : moments) {
        walk.step(moment);
    }
    if (isFinal(walk.far().state) || walk.far().state == State::Held) {
        return walk.far();
    }
    // What has no moment of its own: the core that is furthest says it.
    static constexpr std::array ways{State::Requested, State::Checking, State::Trying, State::Queued, State::Landing};
    const auto place = [](State state) { return std::ranges::find(ways, state) - ways.begin(); };
    for (const ThreadFact &fact : facts) {
        const auto own = place(fact.state);
        if (fact.isCore() && !fact.gone && own < std::ssize(ways) && own > place(walk.far().state)) {
            walk.become(fact.state);
        }
    }
    return walk.far();
}

}
