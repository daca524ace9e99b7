// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/lando/treesfetch.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::Lando {

void TreesFetch::begin()
{
    m_wanted = m_task.watch.target.split(u',', Qt::SkipEmptyParts);
    m_wanted.removeDuplicates();
    m_before = TreesCursor::fromText(m_task.memory.cursor);
    m_door = m_before.door.value_or(Door::BesideLando);
    askTrees();
}

/// An address may be Lando's or that of a Treestatus that stands alone: the other door is tried where one is not there.
void TreesFetch::askTrees()
{
    ask<TreeList>(trees(m_task.account, m_door), parseTrees, [this](const Result<TreeList> &list) {
        if (list) {
            takeTrees(*list);
        } else if (list.error().reason == Failure::Reason::NotFound && !m_otherTried) {
            m_otherTried = true;
            m_door = m_door == Door::Alone ? Door::BesideLando : Door::Alone;
            askTrees();
        } else {
            fail(list.error());
        }
    });
}

void TreesFetch::takeTrees(const TreeList &list)
{
    m_cursor.door = m_door;
    m_snapshot.whole = !list.someUnreadable;
    for (const SkippedRecord &record : list.skipped) {
        skip(record.what, record.why);
    }
    if (list.someUnreadable) {
        m_cursor.seen = m_before.seen; // what could not be read this time is as it was
    }
    QStringList listed;
    for (const ListedTree &tree : list.trees) {
        if (m_wanted.isEmpty() || m_wanted.contains(tree.tree.name)) {
            listed.append(tree.tree.name);
            takeTree(tree);
        }
    }
    if (!list.someUnreadable) {
        missTrees(listed);
    }
    const auto isOpen = [this](const QString &name) { return m_cursor.seen.value(name).status == Tree::Status::Open; };
    std::ranges::stable_sort(m_unread, {}, isOpen);
    m_unread = m_unread.first(std::min(m_unread.size(), logsInAFetch));
    askNextLog();
}

void TreesFetch::takeTree(const ListedTree &listed)
{
    const QString &name = listed.tree.name;
    SeenTree seen = m_before.seen.value(name);
    const bool sameStatus = m_before.seen.contains(name) && seen.status == listed.tree.status;
    if (!sameStatus) {
        seen = {.status = listed.tree.status};
    } else if (seen.log != listed.log) {
        // A change that left the status as it was, or two that undid each other: the log tells which.
        seen.read = false;
    }
    seen.log = listed.log;
    if (!seen.read && seen.status != Tree::Status::Unknown) {
        m_unread.append(name);
    }
    m_cursor.seen.insert(name, seen);
    m_snapshot.trees.append(listed.tree);
}

void TreesFetch::missTrees(const QStringList &listed)
{
    for (const QString &name : std::as_const(m_wanted)) {
        if (!listed.contains(name)) {
            skip(u"tree %1"_s.arg(name), u"Treestatus does not list it; Lando takes such a tree for open"_s);
            m_snapshot.trees.append({.name = name});
        }
    }
}

void TreesFetch::askNextLog()
{
    if (m_unread.isEmpty()) {
        end();
        return;
    }
    const QString name = m_unread.takeFirst();
    ask<TreeLog>(treeLog(m_task.account, m_door, name), parseTreeLog, [this, name](const Result<TreeLog> &log) {
        if (log) {
            takeLog(name, *log);
        } else {
            skip(u"log of %1"_s.arg(name), log.error().detail);
            // Who does not answer, or asks for patience, is not asked again at once.
            const Failure::Kind kind = log.error().kind;
            if (kind == Failure::Kind::Transient || kind == Failure::Kind::RateLimited) {
                m_unread.clear();
            }
        }
        askNextLog();
    });
}

void TreesFetch::takeLog(const QString &name, const TreeLog &log)
{
    for (const SkippedRecord &record : log.skipped) {
        skip(u"%1 of %2"_s.arg(record.what, name), record.why);
    }
    SeenTree &seen = m_cursor.seen[name];
    if (const std::optional<TreeChange> change = tookStatus(log, seen.status)) {
        seen.since = change->when;
        seen.by = change->who;
    }
    seen.read = log.skipped.isEmpty();
}

void TreesFetch::end()
{
    for (Tree &tree : m_snapshot.trees) {
        const SeenTree seen = m_cursor.seen.value(tree.name);
        tree.account = m_task.account.id;
        tree.url = treePage(m_task.account.baseUrl, m_door, tree.name);
        tree.since = seen.since;
        tree.by = seen.by;
    }
    m_snapshot.cursor = m_cursor.toText();
    Q_EMIT ended(std::move(m_snapshot));
}

}
