// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/threadreport.h"

#include "app/cli/jsonvalues.h"
#include "app/cli/report.h"
#include "app/cli/texttable.h"
#include "app/cli/timetext.h"
#include "models/values/commitmessage.h"
#include "models/values/followtext.h"

#include <KLocalizedString>

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
bool hasMember(const ChangeThread &thread, const Subject &subject)
{
    return std::ranges::contains(thread.members, subject, &ThreadMember::subject);
}

/// A member whose key that is, of whatever account.
bool hasKey(const ChangeThread &thread, const QString &key)
{
    return std::ranges::any_of(thread.members, [&key](const ThreadMember &member) {
        const QString &subject = member.subject.value;
        return QStringView(subject).sliced(subject.indexOf(u'/') + 1) == key;
    });
}

bool isJoinedBy(const ChangeThread &thread, ThreadMember::Ground ground, const QString &detail)
{
    return std::ranges::any_of(
        thread.members, [&](const ThreadMember &member) { return member.ground == ground && member.detail == detail; });
}

bool isAboutBug(const ChangeThread &thread, qint64 bug)
{
    const QString number = QString::number(bug);
    return hasKey(thread, "bug/"_L1 + number) || isJoinedBy(thread, ThreadMember::Ground::Bug, number);
}

bool isAboutRevision(const ChangeThread &thread, const QString &hash, const QSet<Subject> &pushes)
{
    const auto isIt = [&hash](const Moment &moment) {
        return isSameRevision(QStringView(moment.detail).sliced(moment.detail.lastIndexOf(u' ') + 1), hash);
    };
    return std::ranges::any_of(thread.moments, isIt)
        || std::ranges::any_of(thread.members, [&](const ThreadMember &member) {
               return pushes.contains(member.subject)
                   || (member.ground == ThreadMember::Ground::Revision && isSameRevision(member.detail, hash));
           });
}

QSet<Subject> pushesWith(const QString &hash, const QList<Push> &pushes)
{
    QSet<Subject> subjects;
    for (const Push &push : pushes) {
        const auto isIt = [&hash](const Commit &commit) { return isSameRevision(commit.revision, hash); };
        if (isSameRevision(push.revision, hash) || std::ranges::any_of(push.commits, isIt)) {
            subjects.insert(push.subject());
        }
    }
    return subjects;
}

/// What a person types but would not paste: the start of a hash, "lando 7".
std::optional<Follow> typed(const QString &about)
{
    static const QRegularExpression form(u"^(?:(?:lando|landing job)(?: job)?\\s*#?(\\d{1,9})|([0-9a-f]{7,40}))$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch found = form.match(about);
    if (found.hasCaptured(1)) {
        return Follow{.kind = Follow::Kind::LandingJob, .number = found.captured(1).toLongLong()};
    }
    const QString hash = found.captured(2).toLower();
    const bool isNumber = std::ranges::all_of(hash, [](QChar c) { return c.isDigit(); });
    if (hash.isEmpty() || (isNumber && hash.size() < 12)) {
        return std::nullopt;
    }
    return Follow{.kind = Follow::Kind::Revision, .hash = hash};
}
}

QList<ChangeThread> threadsAbout(const QString &about, const QList<ChangeThread> &threads, const QList<Push> &pushes)
{
    QList<ChangeThread> found;
    const auto take = [&](const auto &isAbout) {
        std::ranges::copy_if(threads, std::back_inserter(found), isAbout);
        return found;
    };
    const QString text = about.trimmed();
    if (!take([&](const ChangeThread &t) { return t.id == text || t.subject().value == text; }).isEmpty()
        || !take([&](const ChangeThread &t) { return hasMember(t, Subject(text)); }).isEmpty()) {
        return found;
    }
    const std::optional<Follow> own = typed(text);
    const std::optional<Follow> follow = own ? own : readFollow(text);
    if (!follow) {
        return found;
    }
    const QSet<Subject> having = follow->hash.isEmpty() ? QSet<Subject>() : pushesWith(follow->hash, pushes);
    return take([&](const ChangeThread &thread) {
        switch (follow->kind) {
        case Follow::Kind::Bug:
            return isAboutBug(thread, follow->number);
        case Follow::Kind::Revision:
            return isAboutRevision(thread, follow->hash, having);
        case Follow::Kind::LandingJob:
            return hasKey(thread, u"lando/%1"_s.arg(follow->number));
        case Follow::Kind::PullRequest:
            return hasKey(thread, u"pr/%1/%2"_s.arg(follow->repository).arg(follow->number));
        case Follow::Kind::Author:
        case Follow::Kind::Tree:
            break;
        }
        return false;
    });
}

QString threadText(const QList<ChangeThread> &threads, const QString &about)
{
    if (threads.isEmpty()) {
        return terminalSafe(i18n("No change is known for “%1”.", about)) + u'\n';
    }
    QStringList parts;
    for (const ChangeThread &thread : threads) {
        const QString title = thread.title.isEmpty() ? thread.id : thread.title;
        const QString state = thread.held.isEmpty() ? landingStateName(thread.state)
                                                    : i18nc("%1 how far a change has come, %2 why it is held",
                                                            "%1 (%2)", landingStateName(thread.state), thread.held);
        TextTable members({i18nc("@title:column", "Part"), i18nc("@title:column", "Why")});
        for (const ThreadMember &member : thread.members) {
            members.add(
                {member.subject.value, QString(threadGroundName(member.ground) + u' ' + member.detail).trimmed()});
        }
        TextTable moments({i18nc("@title:column", "When"), i18nc("@title:column", "What"),
                           i18nc("@title:column", "Told by"), i18nc("@title:column", "Details")});
        for (const Moment &moment : thread.moments) {
            moments.add({timeText(moment.at), momentName(moment.kind), moment.subject.value, moment.detail});
        }
        const QString head = thread.author.isEmpty()
            ? i18nc("%1 a change, %2 how far it has come", "%1: %2", title, state)
            : i18nc("%1 a change, %2 how far it has come, %3 whose it is", "%1: %2, by %3", title, state, thread.author);
        parts.append(terminalSafe(head) + u'\n' + terminalSafe(i18n("Thread: %1", thread.id)) + u"\n\n"_s
                     + members.text(QString()) + u'\n' + moments.text(i18n("Nothing has happened yet.")));
    }
    return parts.join(u'\n');
}

QJsonObject toJson(const ChangeThread &thread)
{
    QJsonArray members;
    for (const ThreadMember &member : thread.members) {
        members.append(QJsonObject{{u"subject"_s, member.subject.value},
                                   {u"ground"_s, threadGroundName(member.ground)},
                                   {u"detail"_s, textJson(member.detail)}});
    }
    QJsonArray moments;
    for (const Moment &moment : thread.moments) {
        moments.append(QJsonObject{{u"at"_s, moment.at.toUTC().toString(Qt::ISODate)},
                                   {u"kind"_s, momentName(moment.kind)},
                                   {u"subject"_s, moment.subject.value},
                                   {u"detail"_s, textJson(moment.detail)}});
    }
    return {{u"subject"_s, thread.subject().value},
            {u"id"_s, thread.id},
            {u"title"_s, thread.title},
            {u"author"_s, thread.author},
            {u"state"_s, landingStateName(thread.state)},
            {u"held"_s, textJson(thread.held)},
            {u"members"_s, members},
            {u"moments"_s, moments}};
}

QString threadJson(const QList<ChangeThread> &threads)
{
    QJsonArray json;
    for (const ChangeThread &thread : threads) {
        json.append(toJson(thread));
    }
    return QString::fromUtf8(QJsonDocument(json).toJson());
}

std::expected<Parting, QString> partingFor(const QString &id, const QString &member, bool part,
                                           const QList<ChangeThread> &threads, const QList<Parting> &partings)
{
    const Parting parting{Subject(id), Subject(member)};
    if (!part) {
        const auto isIt = [&](const Parting &p) {
            return p == parting || (p.one == parting.other && p.other == parting.one);
        };
        return std::ranges::any_of(partings, isIt)
            ? std::expected<Parting, QString>(parting)
            : std::unexpected(i18n("“%1” and “%2” were never parted.", id, member));
    }
    const auto thread = std::ranges::find(threads, id, &ChangeThread::id);
    if (thread == threads.end()) {
        return std::unexpected(i18n("There is no thread “%1”. “windsock thread” shows a change with its id.", id));
    }
    if (!hasMember(*thread, parting.other)) {
        return std::unexpected(i18n("“%1” is no part of “%2”.", member, id));
    }
    if (parting.one == parting.other) {
        return std::unexpected(
            i18n("A thread cannot be parted from what it is called after. Name another of its parts."));
    }
    return parting;
}

}
