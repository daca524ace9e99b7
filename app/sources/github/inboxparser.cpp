// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/inboxparser.h"

#include "app/net/webaddress.h"
#include "app/sources/github/enumwords.h"
#include "app/sources/github/githubaddress.h"
#include "app/sources/github/inboxrequests.h"
#include "app/sources/source.h"
#include "models/values/plaintext.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
using Kind = InboxThread::Kind;
using Reason = InboxThread::Reason;

/// The types of subjects are not listed anywhere; these are those that are seen.
constexpr std::array s_kinds{
    EnumWord{"PullRequest"_L1, Kind::PullRequest},
    EnumWord{"Issue"_L1, Kind::Issue},
    EnumWord{"Discussion"_L1, Kind::Discussion},
    EnumWord{"Release"_L1, Kind::Release},
    EnumWord{"Commit"_L1, Kind::Commit},
    EnumWord{"CheckSuite"_L1, Kind::CheckSuite},
    EnumWord{"WorkflowRun"_L1, Kind::WorkflowRun},
    EnumWord{"SecurityAlert"_L1, Kind::SecurityAlert},
    EnumWord{"RepositoryVulnerabilityAlert"_L1, Kind::SecurityAlert},
    EnumWord{"RepositoryDependabotAlertsThread"_L1, Kind::SecurityAlert},
    EnumWord{"RepositoryAdvisory"_L1, Kind::SecurityAlert},
    EnumWord{"RepositoryInvitation"_L1, Kind::Invitation},
};

/// github/docs: content/rest/activity/notifications.md, "About notification reasons".
constexpr std::array s_reasons{
    EnumWord{"approval_requested"_L1, Reason::ApprovalRequested},
    EnumWord{"assign"_L1, Reason::Assigned},
    EnumWord{"author"_L1, Reason::Author},
    EnumWord{"ci_activity"_L1, Reason::CiActivity},
    EnumWord{"comment"_L1, Reason::Comment},
    EnumWord{"invitation"_L1, Reason::Invitation},
    EnumWord{"manual"_L1, Reason::Manual},
    EnumWord{"member_feature_requested"_L1, Reason::MemberFeatureRequested},
    EnumWord{"mention"_L1, Reason::Mention},
    EnumWord{"review_requested"_L1, Reason::ReviewRequested},
    EnumWord{"security_advisory_credit"_L1, Reason::SecurityAdvisoryCredit},
    EnumWord{"security_alert"_L1, Reason::SecurityAlert},
    EnumWord{"state_change"_L1, Reason::StateChange},
    EnumWord{"subscribed"_L1, Reason::Subscribed},
    EnumWord{"team_mention"_L1, Reason::TeamMention},
};

bool isRepository(const QString &name)
{
    static const QRegularExpression form(
        u"\\A(?!\\.{1,2}/)[A-Za-z0-9_.-]{1,100}/(?!\\.{1,2}\\z)[A-Za-z0-9_.-]{1,100}\\z"_s);
    return form.match(name).hasMatch();
}

/// What the address of a subject in the API names: "issues", "123" of owner/name. Empty where it is of another host.
struct SubjectPath {
    QString repository;
    QString what;
    QString which;
};

SubjectPath subjectPath(const std::optional<QUrl> &url, const QUrl &base)
{
    const QString front = gitHubRest(base, u"/repos/"_s).path();
    if (!url || hostOf(*url) != hostOf(base) || !url->path().startsWith(front)) {
        return {};
    }
    static const QRegularExpression word(u"\\A[A-Za-z0-9_-]{1,100}\\z"_s);
    const QStringList parts = url->path().sliced(front.size()).split(u'/');
    if (parts.size() != 4 || !word.match(parts[2]).hasMatch() || !word.match(parts[3]).hasMatch()) {
        return {};
    }
    const QString repository = parts[0] + u'/' + parts[1];
    return isRepository(repository) ? SubjectPath{repository, parts[2], parts[3]} : SubjectPath{};
}

/// The page of what the API names, below the repository's.
QString pageOf(const SubjectPath &path)
{
    if (path.what == "pulls"_L1) {
        return "/pull/"_L1 + path.which;
    }
    if (path.what == "commits"_L1) {
        return "/commit/"_L1 + path.which;
    }
    if (path.what == "issues"_L1 || path.what == "discussions"_L1) {
        return u'/' + path.what + u'/' + path.which;
    }
    return {};
}

/// Where subjects of the kind are listed: most have no address of their own, and a release's number is none of its page.
QString listOf(Kind kind)
{
    switch (kind) {
    case Kind::Discussion:
        return u"/discussions"_s;
    case Kind::Release:
        return u"/releases"_s;
    case Kind::CheckSuite:
    case Kind::WorkflowRun:
        return u"/actions"_s;
    case Kind::SecurityAlert:
        return u"/security"_s;
    case Kind::Invitation:
        return u"/invitations"_s;
    case Kind::PullRequest:
    case Kind::Issue:
    case Kind::Commit:
    case Kind::Unknown:
        break;
    }
    return {};
}

int numberOf(const InboxThread &thread, const SubjectPath &path)
{
    const bool isNumbered = path.what == "pulls"_L1 || path.what == "issues"_L1 || path.what == "discussions"_L1;
    if (!isNumbered || path.repository.compare(thread.repository, Qt::CaseInsensitive) != 0) {
        return 0;
    }
    bool isNumber = false;
    const int number = path.which.toInt(&isNumber);
    return isNumber && number > 0 ? number : 0;
}

/// GitHub writes it as a text of digits.
qint64 readId(JsonRecord &record)
{
    bool isNumber = false;
    const qint64 id = record.text("id", 20).toLongLong(&isNumber);
    if (record.ok() && (!isNumber || id <= 0)) {
        record.complain(u"id is no number"_s);
    }
    return id;
}

Result<InboxThread> readThread(JsonValue value, const QUrl &base)
{
    JsonRecord record(value);
    const JsonValue subject = value["subject"];
    InboxThread thread{.id = readId(record)};
    thread.repository = value["repository"]["full_name"].text(210).value_or(QString());
    if (!isRepository(thread.repository)) {
        record.complain(u"it has no repository"_s);
    }
    thread.title = plainLine(subject["title"].text(500).value_or(QString()), 300);
    thread.kind = enumOf(subject["type"], s_kinds, Kind::Unknown, Kind::Unknown);
    thread.reason = enumOf(value["reason"], s_reasons, Reason::Unknown, Reason::Unknown);
    thread.updated = record.time("updated_at");
    thread.unread = record.flagOr("unread", true);
    if (!record.ok()) {
        return Failed(malformed(Failure::Reason::WrongShape, record.why()));
    }
    const SubjectPath path = subjectPath(subject["url"].link(), base);
    const QString page = pageOf(path);
    thread.number = numberOf(thread, path);
    const QString place = page.isEmpty() ? QString(thread.repository + listOf(thread.kind))
                                         : QString(path.repository + page);
    thread.url = gitHubPage(base, u'/' + place);
    return thread;
}
}

Result<GitHubInbox> parseInbox(const QByteArray &body, const QUrl &base)
{
    const Result<JsonDocument> document = JsonDocument::parse(body);
    if (!document) {
        return Failed(document.error());
    }
    if (!document->root().isArray()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"the answer is no list"_s));
    }
    GitHubInbox inbox;
    document->root().each([&](qsizetype index, JsonValue value) {
        if (inbox.threads.size() >= threadsOnAPage) {
            return;
        }
        if (const Result<InboxThread> thread = readThread(value, base)) {
            inbox.threads.append(*thread);
        } else {
            keepSkipped(inbox.skipped, u"notifications[%1]"_s.arg(index), thread.error().detail);
        }
    });
    return inbox;
}

Result<InboxThread> parseInboxThread(const QByteArray &body, const QUrl &base)
{
    const Result<JsonDocument> document = JsonDocument::parse(body);
    return document ? readThread(document->root(), base) : Failed(document.error());
}

}
