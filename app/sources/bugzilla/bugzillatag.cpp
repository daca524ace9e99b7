// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillatag.h"

#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::Bugzilla {

namespace {
using Fault = NearTag::Fault;

constexpr int s_partsAtMost = 2;

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isBracket(QChar c)
{
    return c == u'[' || c == u']';
}

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c == u'-' || c == u'_';
}

/// "1", "1,2"
bool isIds(QStringView part)
{
    bool digitBefore = false;
    for (const QChar c : part) {
        if (!isDigit(c) && !(c == u',' && digitBefore)) {
            return false;
        }
        digitBefore = isDigit(c);
    }
    return digitBefore;
}

/// What keeps the text between the name and the closing bracket from being a tag's; nothing where it is one's.
std::optional<Fault> faultIn(QStringView inner)
{
    const QList<QStringView> parts = inner.split(u':');
    const QStringView trees = parts.constFirst();
    if (!trees.isEmpty() && trees.front() != u'-') {
        return trees.front().isSpace() ? Fault::Blank : Fault::NoDash;
    }
    if (trees.size() == 1) {
        return Fault::NoTree;
    }
    for (const QStringView part : parts.sliced(1)) {
        const bool isSyntax = part.size() > 1 && part.front() == u'-';
        if (isSyntax || isIds(part)) {
            continue;
        }
        const QStringView trimmed = part.trimmed();
        if (trimmed.isEmpty() || trimmed == u'-') {
            return Fault::EmptyPart;
        }
        if (std::ranges::all_of(trimmed, [](QChar c) { return isDigit(c) || c == u',' || c.isSpace(); })) {
            return Fault::BadIds;
        }
        return trimmed.front() == u'-' ? Fault::Blank : Fault::UnknownPart;
    }
    if (parts.size() - 1 > s_partsAtMost) {
        return Fault::TooManyParts;
    }
    return {};
}

Tag tagFrom(const QString &written, QStringView inner)
{
    Tag tag{.written = written};
    const QStringList parts = inner.toString().toLower().split(u':');
    for (const QString &part : parts.sliced(1)) {
        if (part.startsWith(u'-')) {
            tag.trySyntax = part;
            continue;
        }
        for (const QStringView id : QStringView(part).split(u',')) {
            tag.attachments.append(id.toLongLong());
        }
    }
    const QString trees = parts.constFirst().mid(1);
    tag.inQueue = trees == "in-queue"_L1;
    if (!tag.inQueue) {
        for (const QString &tree : (trees.isEmpty() ? u"try"_s : trees).split(u',')) {
            if (!tree.trimmed().isEmpty()) {
                tag.trees.append(tree.trimmed());
            }
        }
        tag.trees.removeDuplicates();
    }
    return tag;
}

/// Goes through a text once, however often it is asked for the next bracket.
class Brackets
{
public:
    explicit Brackets(QStringView text)
        : m_text(text)
    {
    }
    /// The first bracket at or after `from`, which never goes back; the text's size where there is none.
    qsizetype after(qsizetype from)
    {
        m_at = std::max(m_at, from);
        while (m_at < m_text.size() && !isBracket(m_text[m_at])) {
            ++m_at;
        }
        return m_at;
    }

private:
    QStringView m_text;
    qsizetype m_at = 0;
};

std::optional<Fault> faultAt(QStringView text, qsizetype at, qsizetype end, qsizetype next)
{
    qsizetype before = at - 1;
    while (before >= 0 && text[before].isSpace() && at - before < 4) {
        --before;
    }
    const QChar opens = before >= 0 ? text[before] : QChar();
    const bool isClosed = next < text.size() && text[next] == u']';
    if (opens == u'[') {
        if (!isClosed) {
            return Fault::NotClosed;
        }
        return before == at - 1 ? faultIn(text.sliced(end, next - end)) : Fault::Blank;
    }
    const bool goesOn = end < text.size() && (text[end] == u'-' || text[end] == u':');
    if (before == at - 1 && (opens == u'(' || opens == u'{')) {
        return Fault::RoundBrackets;
    }
    return goesOn && isClosed ? std::optional(Fault::NotOpened) : std::nullopt;
}
}

std::optional<Tag> tagIn(const QString &whiteboard, const QString &name)
{
    const QStringView text(whiteboard);
    qsizetype at = name.isEmpty() ? -1 : whiteboard.indexOf(u'[');
    while (at >= 0) {
        qsizetype end = at + 1;
        while (end < text.size() && !isBracket(text[end])) {
            ++end;
        }
        const QStringView inside = text.sliced(at + 1, end - at - 1);
        if (end < text.size() && text[end] == u']' && inside.startsWith(name, Qt::CaseInsensitive)
            && !faultIn(inside.sliced(name.size()))) {
            return tagFrom(whiteboard.sliced(at, end + 1 - at), inside.sliced(name.size()));
        }
        at = whiteboard.indexOf(u'[', end);
    }
    return std::nullopt;
}

std::optional<NearTag> nearTagIn(const QString &whiteboard, const QString &name)
{
    constexpr qsizetype shown = 100;
    if (name.isEmpty()) {
        return std::nullopt;
    }
    const QStringView text(whiteboard);
    Brackets brackets(text);
    for (qsizetype at = whiteboard.indexOf(name, 0, Qt::CaseInsensitive); at >= 0;
         at = whiteboard.indexOf(name, at + name.size(), Qt::CaseInsensitive)) {
        const qsizetype end = at + name.size();
        const bool isWord = (at == 0 || !isWordPart(text[at - 1]))
            && (end == text.size() || !text[end].isLetterOrNumber());
        const qsizetype next = brackets.after(end);
        if (const auto fault = isWord ? faultAt(text, at, end, next) : std::nullopt) {
            const qsizetype from = at > 0 && !text[at - 1].isSpace() ? at - 1 : at;
            return NearTag{.written = whiteboard.sliced(from, std::min(next + 1, text.size()) - from).left(shown),
                           .fault = *fault};
        }
    }
    return std::nullopt;
}

QString wordsFor(const NearTag &nearly)
{
    const QString tag = plainLine(nearly.written, 80);
    switch (nearly.fault) {
    case Fault::NotOpened:
        return i18nc("@info", "“%1” is nearly a landing tag: the bracket [ before it is missing.", tag);
    case Fault::NotClosed:
        return i18nc("@info", "“%1” is nearly a landing tag: the bracket ] at its end is missing.", tag);
    case Fault::RoundBrackets:
        return i18nc("@info", "“%1” is nearly a landing tag: it needs the brackets [ and ].", tag);
    case Fault::Blank:
        return i18nc("@info", "“%1” is nearly a landing tag: there is a blank where none may be.", tag);
    case Fault::NoDash:
        return i18nc("@info", "“%1” is nearly a landing tag: a dash is due before the name of the tree.", tag);
    case Fault::NoTree:
        return i18nc("@info", "“%1” is nearly a landing tag: no tree follows the dash.", tag);
    case Fault::EmptyPart:
        return i18nc("@info", "“%1” is nearly a landing tag: nothing follows one of its colons.", tag);
    case Fault::BadIds:
        return i18nc("@info", "“%1” is nearly a landing tag: numbers of attachments are divided by single commas.", tag);
    case Fault::UnknownPart:
        return i18nc("@info",
                     "“%1” is nearly a landing tag: after a colon come numbers of attachments, or try syntax that "
                     "begins with a dash.",
                     tag);
    case Fault::TooManyParts:
        return i18nc("@info", "“%1” is nearly a landing tag: it has more than two parts after the trees.", tag);
    }
    Q_UNREACHABLE_RETURN({});
}

}
