// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/lando/landoparser.h"

#include "app/sources/jsonread.h"
#include "app/sources/source.h"
#include "models/values/plaintext.h"

#include <QRegularExpression>

#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace Windsock::Lando {

namespace {
constexpr qsizetype s_longestReason = 2000;
constexpr qsizetype s_revisionsKept = 100;

struct StatusRow {
    QLatin1StringView word;
    Landing::State state;
};

/// CREATED is before a job is queued at all: the automation API has it.
constexpr std::array s_statuses{
    StatusRow{"CREATED"_L1, Landing::State::Requested},   StatusRow{"SUBMITTED"_L1, Landing::State::Queued},
    StatusRow{"IN_PROGRESS"_L1, Landing::State::Landing}, StatusRow{"DEFERRED"_L1, Landing::State::Held},
    StatusRow{"FAILED"_L1, Landing::State::Failed},       StatusRow{"LANDED"_L1, Landing::State::Landed},
    StatusRow{"CANCELLED"_L1, Landing::State::Cancelled},
};

std::optional<Landing::State> stateOf(const QString &word)
{
    for (const StatusRow &row : s_statuses) {
        if (row.word == word) {
            return row.state;
        }
    }
    return {};
}

/// A deferred job says why in words only: "Tree autoland is closed - retrying later."
Landing::Held heldOf(const QString &reason)
{
    static const QRegularExpression closed(u"\\btree\\b.*\\bclosed\\b"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression approval(u"\\btree\\b.*\\bapproval\\b"_s, QRegularExpression::CaseInsensitiveOption);
    if (closed.match(reason).hasMatch()) {
        return Landing::Held::TreeClosed;
    }
    return approval.match(reason).hasMatch() ? Landing::Held::ApprovalRequired : Landing::Held::No;
}

qint64 bugIn(const QString &message)
{
    static const QRegularExpression bug(u"\\bbug\\s*#?\\s*([1-9][0-9]{0,8})\\b"_s,
                                        QRegularExpression::CaseInsensitiveOption);
    return bug.match(message.left(500)).captured(1).toLongLong();
}

/// Phabricator's number in the address of a revision, ".../D201"; 0 where there is none.
qint64 revisionNumber(const QUrl &url)
{
    static const QRegularExpression number(u"/D([1-9][0-9]{0,11})/?\\z"_s);
    return number.match(url.path()).captured(1).toLongLong();
}

QString hashIn(const QString &text)
{
    static const QRegularExpression hash(u"\\A[0-9a-fA-F]{40}\\z"_s);
    return hash.match(text).hasMatch() ? text.toLower() : QString();
}

/// The commit that mach try puts on top of a try push: it tells how to test, not what the change is.
bool isTrySettings(const QString &message)
{
    return message.startsWith("try:"_L1) || message.contains("mach try"_L1) || message.contains("try_task_config"_L1);
}

/// Reads members that may be missing or null, and says of those that are something else that they are.
class Reader
{
public:
    Reader(JsonValue object, QString what, QList<SkippedRecord> &skipped)
        : m_object(object), m_what(std::move(what)), m_skipped(skipped)
    {
    }

    QString text(std::string_view member, qsizetype limit = defaultTextLimit)
    {
        return take(member, m_object[member].text(limit), " is not a text"_L1);
    }
    QDateTime time(std::string_view member) { return take(member, m_object[member].time(), " is not a time"_L1); }
    QUrl link(std::string_view member) { return take(member, m_object[member].link(), " is not a web address"_L1); }
    JsonValue list(std::string_view member)
    {
        const JsonValue value = m_object[member];
        if (!value.isNothing() && !value.isArray()) {
            wrong(member, " is not a list"_L1);
        }
        return value;
    }
    void wrong(std::string_view member, QLatin1StringView what)
    {
        keepSkipped(m_skipped, m_what, QString(QLatin1StringView(member.data(), qsizetype(member.size())) + what));
    }

private:
    template<class T>
    T take(std::string_view member, const std::optional<T> &found, QLatin1StringView what)
    {
        if (!found && !m_object[member].isNothing()) {
            wrong(member, what);
        }
        return found.value_or(T());
    }

    JsonValue m_object;
    QString m_what;
    QList<SkippedRecord> &m_skipped;
};

/// The revisions as patches, in the order they land, and what their messages tell of the change.
void readRevisions(JsonValue revisions, const QString &what, JobAnswer &answer)
{
    QString settings;
    revisions.each([&](qsizetype index, JsonValue value) {
        const QString place = u"%1 revisions[%2]"_s.arg(what).arg(index);
        if (!value.isObject()) {
            keepSkipped(answer.skipped, place, u"it is no object"_s);
            return;
        }
        Reader reader(value, place, answer.skipped);
        const QString message = reader.text("commit_message", 4000);
        const QString title = plainLine(message.section(u'\n', 0, 0), 200);
        QString author = plainLine(reader.text("author_email"));
        if (author.isEmpty()) {
            author = plainLine(reader.text("author_name"));
        }
        if (answer.landing.bug == 0) {
            answer.landing.bug = bugIn(message);
        }
        if (isTrySettings(message)) {
            settings = title;
        } else if (!title.isEmpty()) {
            answer.landing.title = title;
        }
        if (answer.landing.patches.size() < s_revisionsKept) {
            answer.landing.patches.append(
                {.id = revisionNumber(reader.link("url")), .title = title, .author = author, .flags = {}});
        }
    });
    if (answer.landing.title.isEmpty()) {
        answer.landing.title = settings;
    }
}
}

QString plainLines(const QString &text, qsizetype longest)
{
    QStringList lines;
    qsizetype room = longest;
    // Twice as much as can be kept: what is hidden in it is taken out.
    const QStringList raw = text.left(2 * longest).split(u'\n');
    for (const QString &line : raw) {
        const QString plain = room > 0 ? plainLine(line, std::min<qsizetype>(room, 500)) : QString();
        if (plain.isEmpty() && (lines.isEmpty() || room <= 0)) {
            continue;
        }
        lines.append(plain);
        room -= plain.size() + 1;
    }
    while (!lines.isEmpty() && lines.constLast().isEmpty()) {
        lines.removeLast();
    }
    return lines.join(u'\n').left(longest);
}

Result<JobAnswer> parseJob(const QByteArray &body)
{
    const Result<JsonDocument> document = JsonDocument::parse(body, {.bytes = 4 * 1024 * 1024});
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue root = document->root();
    JsonRecord record(root);
    JobAnswer answer;
    answer.landing.job = record.positive(root["id"].isNothing() ? "job_id" : "id");
    const QString word = record.text("status", 100);
    if (!record.ok()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"a landing job: "_s + record.why()));
    }
    const QString what = u"landing job %1"_s.arg(answer.landing.job);
    const std::optional<Landing::State> state = stateOf(word);
    answer.knownStatus = state.has_value();
    if (!state) {
        keepSkipped(answer.skipped, what, u"its status is a word nobody knows: "_s + plainLine(word, 60));
    }
    Reader reader(root, what, answer.skipped);
    Landing &landing = answer.landing;
    landing.state = state.value_or(Landing::State::Queued);
    landing.reason = plainLines(reader.text("error", 2 * s_longestReason), s_longestReason);
    landing.held = landing.state == Landing::State::Held ? heldOf(landing.reason) : Landing::Held::No;
    landing.author = plainLine(reader.text("requester"));
    landing.requested = reader.time("created_at");
    landing.changed = reader.time("updated_at");
    landing.url = reader.link(root["url"].isNothing() ? "status_url" : "url");
    landing.repository = plainLine(reader.text("repository"), 100);
    if (!landing.repository.isEmpty()) {
        landing.trees = {landing.repository};
    }
    readRevisions(reader.list("revisions"), what, answer);
    const QString commit = reader.text("commit_id", 100);
    answer.commit = hashIn(commit);
    if (answer.commit.isEmpty() && !commit.isEmpty()) {
        reader.wrong("commit_id", " is not a commit's number"_L1);
    }
    return answer;
}

Result<CommitNames> parseCommitNames(const QByteArray &body)
{
    const Result<JsonDocument> document = JsonDocument::parse(body, {.bytes = 64 * 1024});
    if (!document) {
        return Failed(document.error());
    }
    const CommitNames names{.git = hashIn(document->root()["git_hash"].text(100).value_or(QString())),
                            .hg = hashIn(document->root()["hg_hash"].text(100).value_or(QString()))};
    if (names.git.isEmpty() || names.hg.isEmpty()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"a commit's names: one is no commit's number"_s));
    }
    return names;
}

QString problemText(const QByteArray &body)
{
    const Result<JsonDocument> document = JsonDocument::parse(body, {.bytes = 64 * 1024});
    if (!document) {
        return {};
    }
    const QString detail = plainLine(document->root()["detail"].text().value_or(QString()), 300);
    return detail.isEmpty() ? plainLine(document->root()["title"].text().value_or(QString()), 300) : detail;
}

}
