// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/threadrules.h"

#include "models/rules/threadwording.h"
#include "models/values/plaintext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

bool isLanding(const Moment &moment)
{
    return moment.kind == Moment::Kind::Landed || moment.kind == Moment::Kind::TreePush
        || moment.kind == Moment::Kind::PullMerged;
}

bool isBackout(const Moment &moment)
{
    return moment.kind == Moment::Kind::BackedOut;
}

/// The moment that took back what had landed; null where it is not backed out, or was never seen to have landed.
const Moment *backoutOf(const ChangeThread &thread)
{
    if (thread.state != Landing::State::BackedOut) {
        return nullptr;
    }
    const auto landed = std::ranges::find_if(thread.moments, isLanding);
    const auto last = std::ranges::find_if(thread.moments.crbegin(), thread.moments.crend(), isBackout);
    return last != thread.moments.crend() && landed != thread.moments.cend() && landed->at <= last->at ? &*last
                                                                                                       : nullptr;
}

const Push *pushOf(const Moment &moment, const Facts &facts)
{
    const auto push = std::ranges::find(facts.pushes, moment.subject, [](const Push &p) { return p.subject(); });
    return push == facts.pushes.end() ? nullptr : &*push;
}

/// Two threads became one, and one of them knew.
bool wasKnown(const ChangeSet &changes, const Moment &backout)
{
    return std::ranges::any_of(changes.threads.removed, [&](const ChangeThread &thread) {
        return std::ranges::any_of(thread.moments, [&](const Moment &moment) {
            return isBackout(moment) && moment.subject == backout.subject;
        });
    });
}
}

Judgement judgeThreads(const ChangeSet &changes, const Facts &facts, const QDateTime &now)
{
    Judgement judgement;
    for (const Change<ChangeThread> &change : changes.threads.changed) {
        const bool was = change.before.state == Landing::State::BackedOut;
        if (was && change.after.state != Landing::State::BackedOut) {
            judgement.overtaken.append(change.after.subject().value + u'#');
        }
        const Moment *backout = was ? nullptr : backoutOf(change.after);
        const Push *push = backout ? pushOf(*backout, facts) : nullptr;
        if (!push || wasKnown(changes, *backout)) {
            continue;
        }
        for (const ThreadMember &member : change.after.members) {
            judgement.overtaken.append(member.subject.value + "#state:landed"_L1);
        }
        const Wording wording = backedOutWording(change.after, *push);
        judgement.notices.append({.key = change.after.subject().value + "#backed-out:"_L1 + backout->detail,
                                  .subject = change.after.subject(),
                                  .account = push->account,
                                  .watch = changes.watch,
                                  .kind = Notice::Kind::ThreadChanged,
                                  .urgency = Notice::Urgency::High,
                                  .title = wording.title,
                                  .text = wording.text,
                                  .url = webUrl(push->url),
                                  .decided = now});
    }
    return judgement;
}

bool isBackoutTold(const ChangeSet &changes, const Landing &landing)
{
    return landing.state == Landing::State::BackedOut
        && std::ranges::any_of(changes.threads.changed, [&](const Change<ChangeThread> &change) {
               const Moment *backout = backoutOf(change.before);
               return backout && backout->subject != landing.subject()
                   && std::ranges::contains(change.after.members, landing.subject(), &ThreadMember::subject);
           });
}

}
