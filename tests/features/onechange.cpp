// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/features/onechange.h"

#include "app/airfield/demoscript.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

namespace {
const QString s_dev = u"dev@demo.test"_s;
const QString s_sheriff = u"sheriff@demo.test"_s;
const QString s_tree = u"firefox-autoland"_s;
const QString s_git = u"9"_s.repeated(40);
const QString s_tried = u"7e57"_s.repeated(10);
const QString s_message = u"Bug 123456 - Mend the sock. r=reviewer"_s;
}

QString OneChange::revision()
{
    return u"1a4d"_s.repeated(10);
}

QString OneChange::backout()
{
    return u"bac0"_s.repeated(10);
}

OneChange::OneChange(Airfield &field)
    : m_field(field)
{
    FieldWorlds &worlds = field.worlds();
    worlds.bugzilla.addBug(123000, u"Another one"_s, u"[autoland-autoland]"_s, s_dev);
    worlds.lando.addJob({.number = job, .repository = s_tree, .requester = s_dev, .messages = {s_message}});
    worlds.lando.removeJob(job);
    worlds.lando.setTree(s_tree, u"open"_s);
    worlds.treeherder.addRepository(u"autoland"_s); // in place of the recording
    worlds.treeherder.addPush(u"try"_s, u"0123"_s.repeated(10), s_dev, u"No bug - just trying"_s);
    worlds.treeherder.addPush(u"autoland"_s, u"4567"_s.repeated(10), s_sheriff, u"No bug - something else"_s);
}

QStringList OneChange::steps()
{
    return {u"bug"_s,    u"try"_s,         u"orange"_s,      u"retrigger"_s, u"green"_s,
            u"queued"_s, u"tree closed"_s, u"tree opened"_s, u"landed"_s,    u"backed out"_s};
}

QString OneChange::step()
{
    m_field.advance(1min);
    const QString what = steps().at(m_next++);
    run(what);
    return what;
}

void OneChange::run(const QString &what)
{
    FieldWorlds &worlds = m_field.worlds();
    if (what == "bug"_L1) {
        worlds.bugzilla.addBug(bug, u"Mend the sock"_s, u"[autoland-autoland]"_s, s_dev);
        worlds.bugzilla.addPatch(bug, 9001, u"Mend it"_s);
    } else if (what == "try"_L1) {
        m_tryPush = worlds.treeherder.addPush(u"try"_s, s_tried, s_dev,
                                              s_message + u"\n\ntry: -b o -p linux64 -u all"_s);
        m_tryJob = worlds.treeherder.addJob(m_tryPush);
        worlds.treeherder.setJob(m_tryJob, u"running"_s, u"unknown"_s);
    } else if (what == "orange"_L1) {
        worlds.treeherder.setJob(m_tryJob, u"completed"_s, u"testfailed"_s);
    } else if (what == "retrigger"_L1) {
        m_again = worlds.treeherder.addJob(m_tryPush);
    } else if (what == "green"_L1) {
        worlds.treeherder.setJob(m_again, u"completed"_s, u"success"_s);
        worlds.treeherder.setJob(m_tryJob, u"completed"_s, u"testfailed"_s, 4);
    } else if (what == "queued"_L1) {
        worlds.lando.addJob({.number = job, .repository = s_tree, .requester = s_dev, .messages = {s_message}});
    } else if (what == "tree closed"_L1) {
        worlds.lando.setTree(s_tree, u"closed"_s, u"Bustage"_s, {u"checkin_test"_s});
    } else if (what == "tree opened"_L1) {
        worlds.lando.setTree(s_tree, u"open"_s);
    } else if (what == "landed"_L1) {
        worlds.lando.addCommit(s_git, revision());
        worlds.lando.setJob(job, u"LANDED"_s, {}, s_git);
        worlds.treeherder.addPush(u"autoland"_s, revision(), s_dev, s_message);
    } else {
        worlds.treeherder.addPush(u"autoland"_s, backout(), s_sheriff,
                                  u"Backed out changeset %1 (bug %2) for causing orange. CLOSED TREE"_s.arg(
                                      revision().left(12), QString::number(bug)));
    }
}

}
