// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/lando/treestatusparser.h"

#include "app/sources/jsonread.h"
#include "app/sources/lando/landorequests.h"
#include "app/sources/source.h"
#include "models/values/plaintext.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::Lando {

namespace {
constexpr qsizetype s_treesAtMost = 500;
constexpr qsizetype s_tagsAtMost = 20;
constexpr qsizetype s_longestName = 64;

Failure wrongShape(const QString &what)
{
    return malformed(Failure::Reason::WrongShape, what);
}

QString lineOf(JsonRecord &record, std::string_view member, qsizetype longest)
{
    return plainLine(record.textOr(member, {}, 4 * longest), longest);
}

QStringList tagsOf(JsonRecord &record)
{
    QStringList tags;
    if (!record["tags"].isNothing() && !record["tags"].isArray()) {
        record.complain(u"tags is not a list"_s);
    }
    record["tags"].each([&tags](qsizetype, JsonValue value) {
        const QString tag = plainLine(value.text(100).value_or(QString()), 60);
        if (!tag.isEmpty() && tags.size() < s_tagsAtMost) {
            tags.append(tag);
        }
    });
    return tags;
}

/// A name goes into keys, where '#' divides.
bool isName(const QString &name)
{
    return !name.isEmpty() && name.size() <= s_longestName && plainLine(name, s_longestName) == name
        && !name.contains(u'#');
}

class TreeReader
{
public:
    void add(const QString &place, JsonValue value)
    {
        JsonRecord record(value);
        const QString name = record.text("tree", 2 * s_longestName);
        const QString word = record.text("status", 100);
        ListedTree listed{.log = std::max<qint64>(0, record.integerOr("log_id", 0))};
        listed.tree = {.name = name,
                       .status = treeStatusFromName(word),
                       .reason = lineOf(record, "reason", 500),
                       .message = lineOf(record, "message_of_the_day", 500),
                       .tags = tagsOf(record),
                       .category = lineOf(record, "category", 60)};
        if (record.ok() && !isName(name)) {
            record.complain(u"tree is not a name that a tree could have"_s);
        }
        if (!record.ok()) {
            list.someUnreadable = true;
            keepSkipped(list.skipped, place, record.why());
            return;
        }
        if (listed.tree.status == Tree::Status::Unknown) {
            keepSkipped(list.skipped, place, u"its status is a word nobody knows: "_s + plainLine(word, 60));
        }
        keep(place, listed);
    }

    TreeList list;

private:
    void keep(const QString &place, const ListedTree &listed)
    {
        if (list.trees.size() >= s_treesAtMost) {
            list.someUnreadable = true;
            keepSkipped(list.skipped, place, u"there are more trees than %1"_s.arg(s_treesAtMost));
        } else if (!m_names.contains(listed.tree.name)) {
            m_names.insert(listed.tree.name);
            list.trees.append(listed);
        }
    }

    QSet<QString> m_names;
};
}

Result<TreeList> parseTrees(const QByteArray &body)
{
    const Result<JsonDocument> document = JsonDocument::parse(body, {.bytes = 4 * 1024 * 1024});
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue result = document->root()["result"];
    if (!result.isArray() && !result.isObject()) {
        return Failed(wrongShape(u"the trees: result is neither a list nor an object"_s));
    }
    TreeReader reader;
    result.each([&reader](qsizetype index, JsonValue value) { reader.add(u"trees[%1]"_s.arg(index), value); });
    qsizetype number = 0;
    result.eachMember([&](std::string_view, JsonValue value) { reader.add(u"trees[%1]"_s.arg(number++), value); });
    if (reader.list.trees.isEmpty() && reader.list.someUnreadable) {
        return Failed(wrongShape(u"the trees: none can be read; "_s + reader.list.skipped.constFirst().why));
    }
    return std::move(reader.list);
}

Result<TreeLog> parseTreeLog(const QByteArray &body)
{
    const Result<JsonDocument> document = JsonDocument::parse(body, {.bytes = 4 * 1024 * 1024});
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue result = document->root()["result"];
    if (!result.isArray()) {
        return Failed(wrongShape(u"a tree's changes: result is not a list"_s));
    }
    TreeLog log{.whole = result.size() < treeLogLength};
    bool cut = false;
    result.each([&](qsizetype index, JsonValue value) {
        JsonRecord record(value);
        const TreeChange change{.status = treeStatusFromName(record.text("status", 100)),
                                .when = record.time("when"),
                                .who = lineOf(record, "who", 120)};
        if (!record.ok()) {
            keepSkipped(log.skipped, u"log[%1]"_s.arg(index), record.why());
            log.whole = false;
            cut = true;
        } else if (!cut && log.changes.size() < treeLogLength) {
            log.changes.append(change);
        }
    });
    return log;
}

std::optional<TreeChange> tookStatus(const TreeLog &log, Tree::Status status)
{
    const auto other = std::ranges::find_if(log.changes,
                                            [status](const TreeChange &change) { return change.status != status; });
    if (other == log.changes.begin() || (other == log.changes.end() && !log.whole)) {
        return {};
    }
    return *std::prev(other);
}

}
