// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/threadrow.h"

#include "models/items/threadtext.h"
#include "models/items/words.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <QLocale>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr std::array s_columns{ThreadColumn::Change, ThreadColumn::State, ThreadColumn::Who, ThreadColumn::When};
constexpr std::array s_threadRoles{static_cast<int>(Qt::DisplayRole),        static_cast<int>(Qt::ToolTipRole),
                                   static_cast<int>(Qt::AccessibleTextRole), static_cast<int>(ItemRole::Title),
                                   static_cast<int>(ItemRole::Who),          static_cast<int>(ItemRole::When),
                                   static_cast<int>(ItemRole::Url),          static_cast<int>(ItemRole::State),
                                   static_cast<int>(ItemRole::Stale),        static_cast<int>(ItemRole::SearchText),
                                   static_cast<int>(ItemRole::Thread),       static_cast<int>(ItemRole::Moment),
                                   static_cast<int>(ItemRole::Member),       static_cast<int>(ItemRole::Time),
                                   static_cast<int>(ItemRole::Later),        static_cast<int>(ItemRole::SortKey)};

FactFace faceOf(const Subject &subject, const QHash<Subject, FactFace> &faces)
{
    const auto known = faces.constFind(subject);
    return known == faces.cend() ? FactFace{.name = memberName(subject), .title = {}, .url = {}} : *known;
}

/// "Bug 123456: Let tabs sleep".
QString fullName(const FactFace &face)
{
    return face.title.isEmpty()
        ? face.name
        : i18nc("@item name of a fact, its title", "%1: %2", face.name, plainLine(face.title, 200));
}

QString titleOf(const ChangeThread &thread)
{
    const QString title = plainLine(thread.title, 200);
    return title.isEmpty() ? memberName(Subject(thread.id)) : title;
}

/// All that a filter may look for: a change is found with all of its timeline, by anything in it.
QString searchText(const ThreadRow &row)
{
    QStringList words{row.thread.title, row.thread.author, threadWord(row.thread), landingStateName(row.thread.state)};
    for (const TimelineRow &line : row.below) {
        if (line.kind == ItemKind::Moment) {
            words << momentSentence(line.moment) << line.moment.detail;
        } else {
            words << line.face.name << line.face.title << line.member.detail;
        }
    }
    words.removeDuplicates();
    return words.join(u' ');
}

/// The page of the first member that has one.
QUrl pageOf(const ThreadRow &row)
{
    const auto page = std::ranges::find_if(row.below, [](const TimelineRow &line) {
        return line.kind == ItemKind::Member && !webUrl(line.face.url).isEmpty();
    });
    return page == row.below.end() ? QUrl() : webUrl(page->face.url);
}

QString threadText(const ThreadRow &row, ThreadColumn column, const Viewer &viewer)
{
    switch (column) {
    case ThreadColumn::Change:
        return titleOf(row.thread);
    case ThreadColumn::State:
        return threadWord(row.thread);
    case ThreadColumn::Who:
        return plainLine(row.thread.author);
    case ThreadColumn::When:
        return relativeTime(row.newest, viewer.now);
    }
    return {};
}

QString accessibleThread(const ThreadRow &row)
{
    const auto members = static_cast<int>(row.thread.members.size());
    const QString author = plainLine(row.thread.author);
    return author.isEmpty()
        ? i18ncp("@info:whatsthis a change, its state, how many facts were joined to it", "%2, %3, one part.",
                 "%2, %3, %1 parts.", members, titleOf(row.thread), threadWord(row.thread))
        : i18ncp("@info:whatsthis a change, its state, author, how many facts were joined to it",
                 "%2, %3, by %4, one part.", "%2, %3, by %4, %1 parts.", members, titleOf(row.thread),
                 threadWord(row.thread), author);
}

QString fullTime(const QDateTime &time, const QTimeZone &zone)
{
    return QLocale().toString(time.toTimeZone(zone), QLocale::ShortFormat);
}

QVariant momentData(const TimelineRow &row, ThreadColumn column, int role, const Viewer &viewer)
{
    const QString sentence = momentSentence(row.moment);
    const QString time = clockTime(row.moment.at, viewer.now, viewer.zone);
    switch (role) {
    case Qt::DisplayRole:
        return column == ThreadColumn::Change ? sentence : column == ThreadColumn::When ? time : QString();
    case Qt::ToolTipRole:
        return QString(sentence + u'\n' + fullTime(row.moment.at, viewer.zone) + u'\n' + fullName(row.face));
    case Qt::AccessibleTextRole: {
        const QString later = laterText(row.before, row.moment.at);
        return later.isEmpty() ? i18nc("@info:whatsthis what happened to a change, when", "%1 %2.", sentence, time)
                               : i18nc("@info:whatsthis what happened to a change, when, how long after the last",
                                       "%1 %2, %3.", sentence, time, later);
    }
    case ItemRole::Title:
        return sentence;
    case ItemRole::When:
        return row.moment.at;
    case ItemRole::State:
        return momentName(row.moment.kind);
    case ItemRole::SearchText:
        return QString(sentence + u' ' + row.moment.detail);
    case ItemRole::Moment:
        return QVariant::fromValue(row.moment);
    case ItemRole::Time:
        return time;
    case ItemRole::Later:
        return laterText(row.before, row.moment.at);
    case ItemRole::SortKey:
        return column == ThreadColumn::When ? QVariant(row.moment.at) : QVariant(sentence);
    default:
        return {};
    }
}

QVariant memberData(const TimelineRow &row, ThreadColumn column, int role)
{
    const QString ground = memberGround(row.member);
    switch (role) {
    case Qt::DisplayRole:
    case ItemRole::SortKey:
        return column == ThreadColumn::Change ? fullName(row.face) : column == ThreadColumn::State ? ground : QString();
    case Qt::ToolTipRole:
        return QString(fullName(row.face) + u'\n' + ground);
    case Qt::AccessibleTextRole:
        return i18nc("@info:whatsthis a fact that belongs to a change, why", "%1. %2", fullName(row.face), ground);
    case ItemRole::Title:
        return fullName(row.face);
    case ItemRole::State:
        return threadGroundName(row.member.ground);
    case ItemRole::SearchText:
        return QString(fullName(row.face) + u' ' + row.member.detail);
    case ItemRole::Member:
        return QVariant::fromValue(row.member);
    default:
        return {};
    }
}

QList<int> differing(auto dataOfA, auto dataOfB)
{
    QList<int> roles;
    const auto differs = [&](ThreadColumn column, int role) { return dataOfA(column, role) != dataOfB(column, role); };
    for (const int role : s_threadRoles) {
        const bool byColumn = role == Qt::DisplayRole || role == ItemRole::SortKey;
        if (byColumn ? std::ranges::any_of(s_columns, [&](ThreadColumn column) { return differs(column, role); })
                     : differs(ThreadColumn::Change, role)) {
            roles.append(role);
        }
    }
    return roles;
}

/// The same text twice in one change would be one row for two: the second gets a number.
QString uniqueKey(QHash<QString, int> &used, const QString &key)
{
    const int before = used[key]++;
    return before == 0 ? key : key + u'#' + QString::number(before + 1);
}
}

ThreadRow threadRow(const ChangeThread &thread, const QHash<Subject, FactFace> &faces,
                    const std::function<bool(const Subject &)> &stale)
{
    ThreadRow row{.thread = thread, .newest = {}, .stale = false, .below = {}};
    QHash<QString, int> used;
    QDateTime before;
    for (const Moment &moment : thread.moments) {
        const QString key = u"moment/"_s + momentName(moment.kind) + u'/' + moment.subject.value;
        row.below.push_back({.kind = ItemKind::Moment,
                             .key = uniqueKey(used, key),
                             .moment = moment,
                             .member = {},
                             .before = before,
                             .face = faceOf(moment.subject, faces),
                             .stale = stale(moment.subject)});
        before = moment.at;
        if (moment.at.isValid() && (!row.newest.isValid() || moment.at > row.newest)) {
            row.newest = moment.at;
        }
    }
    for (const ThreadMember &member : thread.members) {
        const bool old = stale(member.subject);
        row.below.push_back({.kind = ItemKind::Member,
                             .key = uniqueKey(used, u"member/"_s + member.subject.value),
                             .moment = {},
                             .member = member,
                             .before = {},
                             .face = faceOf(member.subject, faces),
                             .stale = old});
        row.stale = row.stale || old;
    }
    return row;
}

QSet<Subject> subjectsOf(const ChangeThread &thread)
{
    QSet<Subject> subjects;
    for (const ThreadMember &member : thread.members) {
        subjects.insert(member.subject);
    }
    for (const Moment &moment : thread.moments) {
        subjects.insert(moment.subject);
    }
    return subjects;
}

AccountId accountOf(const Subject &subject)
{
    return AccountId(subject.value.section(u'/', 0, 0));
}

QVariant threadData(const ThreadRow &row, ThreadColumn column, int role, const Viewer &viewer)
{
    switch (role) {
    case Qt::DisplayRole:
        return threadText(row, column, viewer);
    case Qt::ToolTipRole:
        return QString(titleOf(row.thread) + u'\n' + threadWord(row.thread));
    case Qt::AccessibleTextRole:
        return accessibleThread(row);
    case ItemRole::Key:
        return row.thread.key();
    case ItemRole::Kind:
        return static_cast<int>(ItemKind::Thread);
    case ItemRole::Title:
        return titleOf(row.thread);
    case ItemRole::Who:
        return plainLine(row.thread.author);
    case ItemRole::When:
        return row.newest;
    case ItemRole::Url:
        return pageOf(row);
    case ItemRole::State:
        return landingStateName(row.thread.state);
    case ItemRole::NeedsYou:
        return false;
    case ItemRole::Stale:
        return row.stale;
    case ItemRole::SearchText:
        return searchText(row);
    case ItemRole::Thread:
        return QVariant::fromValue(row.thread);
    case ItemRole::SortKey:
        return column == ThreadColumn::When ? QVariant(row.newest) : QVariant(threadText(row, column, viewer));
    default:
        return {};
    }
}

QVariant timelineData(const ThreadRow &above, const TimelineRow &row, ThreadColumn column, int role,
                      const Viewer &viewer)
{
    switch (role) {
    case ItemRole::Key:
        return QString(above.thread.key() + u'/' + row.key);
    case ItemRole::Kind:
        return static_cast<int>(row.kind);
    case ItemRole::Url:
        return webUrl(row.face.url);
    case ItemRole::NeedsYou:
        return false;
    case ItemRole::Stale:
        return row.stale;
    default:
        return row.kind == ItemKind::Moment ? momentData(row, column, role, viewer) : memberData(row, column, role);
    }
}

QList<int> rolesThatDiffer(const ThreadRow &a, const ThreadRow &b, const Viewer &viewer)
{
    const auto of = [&viewer](const ThreadRow &row) {
        return [&](ThreadColumn column, int role) { return threadData(row, column, role, viewer); };
    };
    return differing(of(a), of(b));
}

QList<int> rolesThatDiffer(const ThreadRow &above, const TimelineRow &a, const TimelineRow &b, const Viewer &viewer)
{
    const auto of = [&](const TimelineRow &row) {
        return [&](ThreadColumn column, int role) { return timelineData(above, row, column, role, viewer); };
    };
    return differing(of(a), of(b));
}

}
