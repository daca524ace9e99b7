// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/queuerules.h"

#include "models/rules/isoutc.h"
#include "models/rules/wording.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
using namespace std::chrono_literals;

QString spelt(std::chrono::minutes time)
{
    if (time < 2h) {
        return i18ncp("@info how long something takes", "1 minute", "%1 minutes", static_cast<int>(time.count()));
    }
    return i18ncp("@info how long something takes, a little less at times", "1 hour", "%1 hours",
                  static_cast<int>(std::chrono::ceil<std::chrono::hours>(time).count()));
}

QString titleOf(const QueueDelay &delay)
{
    const QString name = plainLine(delay.queue.section(u'/', 1), 60);
    if (delay.queue.startsWith("landing/"_L1)) {
        return delay.lasts() ? i18nc("@title %1 is a tree", "Landing takes long: %1", name)
                             : i18nc("@title %1 is a tree", "Landing takes as long as usual again: %1", name);
    }
    return delay.lasts() ? i18nc("@title %1 is a repository", "Results take long: %1", name)
                         : i18nc("@title %1 is a repository", "Results take as long as usual again: %1", name);
}

Wording wordingOf(const QueueDelay &delay)
{
    const QString newest = delay.late == 0
        ? i18ncp("@info %2 is how long: 70 minutes", "The newest one took no longer than %2.",
                 "Of the newest %1 none took longer than %2.", delay.of, spelt(delay.most))
        : i18ncp("@info %2 is a number, %3 how long: 70 minutes",
                 "Of the newest %2, 1 took longer than %3, or still does.",
                 "Of the newest %2, %1 took longer than %3, or still do.", delay.late, delay.of, spelt(delay.most));
    return {
        titleOf(delay),
        lines({newest,
               i18nc("@info %1 is how long: 30 minutes", "Usually half take no longer than %1.", spelt(delay.half))})};
}

void tell(const QueueDelay &delay, const ChangeSet &changes, const QDateTime &now, Judgement &said)
{
    const Wording wording = wordingOf(delay);
    said.notices.append({.key = delay.subject().value
                             + (delay.lasts() ? "#slow:"_L1 + isoUtc(delay.since) : "#well:"_L1 + isoUtc(delay.over)),
                         .subject = delay.subject(),
                         .account = delay.account,
                         .watch = changes.watch,
                         .kind = Notice::Kind::QueueChanged,
                         .urgency = delay.lasts() ? Notice::Urgency::Normal : Notice::Urgency::Low,
                         .title = wording.title,
                         .text = wording.text,
                         .decided = now});
}
}

void judgeQueues(const ChangeSet &changes, const QDateTime &now, Judgement &said)
{
    for (const QueueDelay &delay : changes.delays.removed) {
        said.overtaken.append(delay.subject().value + "#slow:"_L1);
    }
    for (const QueueDelay &delay : changes.delays.added) {
        tell(delay, changes, now, said);
    }
    for (const Change<QueueDelay> &change : changes.delays.changed) {
        if (change.before.lasts() != change.after.lasts()) {
            said.overtaken.append(change.after.subject().value + u'#');
            tell(change.after, changes, now, said);
        }
    }
}

}
