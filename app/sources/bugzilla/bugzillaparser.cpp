// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillaparser.h"

#include "app/sources/jsonread.h"
#include "app/sources/source.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock::Bugzilla {

namespace {
constexpr std::chrono::minutes s_block{60};
constexpr qint64 s_unknownRoute = 32614;
constexpr qsizetype s_flagsKept = 50;
constexpr qsizetype s_commentLimit = 65'535; // what a Bugzilla takes (Bugzilla/Constants.pm: MAX_COMMENT_LENGTH)

QList<PatchFlag> readFlags(JsonRecord &owner)
{
    QList<PatchFlag> flags;
    if (!owner["flags"].isNothing() && !owner["flags"].isArray()) {
        owner.complain(u"flags is not a list"_s);
    }
    owner["flags"].each([&](qsizetype index, JsonValue value) {
        JsonRecord record(value);
        const QString status = record.text("status", 2);
        PatchFlag flag{.name = record.text("name", 100),
                       .setter = record.textOr("setter"),
                       .requestee = record.textOr("requestee")};
        if (!record.ok()) {
            owner.complain(u"flags[%1]: %2"_s.arg(QString::number(index), record.why()));
        } else if (status == "+"_L1 || status == "-"_L1 || status == "?"_L1) {
            flag.status = status.front();
            if (flags.size() < s_flagsKept) {
                flags.append(std::move(flag));
            }
        }
    });
    return flags;
}

QStringList readKeywords(JsonRecord &record)
{
    QStringList keywords;
    if (!record["keywords"].isNothing() && !record["keywords"].isArray()) {
        record.complain(u"keywords is not a list"_s);
    }
    record["keywords"].each([&keywords](qsizetype, JsonValue value) {
        if (const std::optional<QString> word = value.text(100)) {
            keywords.append(*word);
        }
    });
    return keywords;
}

Bug readBug(JsonRecord &record)
{
    Bug bug{.id = record.positive("id"), .title = record.textOr("summary"), .assignee = record.textOr("assigned_to")};
    bug.whiteboard = record.textOr("whiteboard", {}, whiteboardLimit);
    bug.keywords = readKeywords(record);
    bug.status = record.textOr("status", {}, 100);
    bug.resolution = record.textOr("resolution", {}, 100);
    bug.changed = record.timeOr("last_change_time");
    bug.flags = readFlags(record);
    return bug;
}

struct Attachment {
    Patch patch;
    bool isPatch = false;
    bool isObsolete = false;
    QDateTime reviewAsked; ///< the oldest review that is still due
};

/// When the oldest review that is still due was asked for. A date of the wrong shape is no date: it decides nothing.
QDateTime oldestReview(JsonValue flags)
{
    QDateTime oldest;
    flags.each([&oldest](qsizetype, JsonValue flag) {
        const QString name = flag["name"].text().value_or(QString());
        const QDateTime asked = flag["creation_date"].time().value_or(QDateTime());
        const bool isDue = flag["status"].text() == u"?"_s && name.endsWith("review"_L1);
        if (isDue && asked.isValid() && (!oldest.isValid() || asked < oldest)) {
            oldest = asked;
        }
    });
    return oldest;
}

Attachment readAttachment(JsonRecord &record)
{
    Attachment read{.patch = {.id = record.positive("id"), .title = record.textOr("summary")}};
    read.patch.author = record.textOr("creator", record.textOr("attacher"));
    read.patch.flags = readFlags(record);
    read.isPatch = record.flagOr("is_patch", false);
    read.isObsolete = record.flagOr("is_obsolete", false);
    read.reviewAsked = oldestReview(record["flags"]);
    return read;
}

void keepAttachment(PatchPage &page, qint64 bug, Attachment &&read)
{
    if (!read.isPatch) {
        return;
    }
    if (read.isObsolete) {
        page.obsolete[bug].insert(read.patch.id);
        return;
    }
    page.patches[bug].append(std::move(read.patch));
    QDateTime &asked = page.reviewAsked[bug];
    if (read.reviewAsked.isValid() && (!asked.isValid() || read.reviewAsked < asked)) {
        asked = read.reviewAsked;
    }
}

/// "You may not": a login there is would not help (Bugzilla: WebService/Constants.pm, all of them with status 401).
bool isForbidden(qint64 code)
{
    static constexpr std::array codes{102, 106, 109, 110, 113, 115, 120, 504};
    return std::ranges::find(codes, code) != codes.end();
}

void nameByCode(Failure &failure, qint64 code)
{
    if ((code >= 300 && code <= 307) || code == 410 || code == 505) {
        failure.kind = Failure::Kind::NeedsLogin;
        failure.reason = code < 400 ? Failure::Reason::BadCredential : Failure::Reason::NoCredential;
    } else if (isForbidden(code)) {
        failure.kind = Failure::Kind::Rejected;
        failure.reason = Failure::Reason::Forbidden;
    } else if (code == 51 || code == 100 || code == 101 || code == s_unknownRoute) {
        failure.kind = Failure::Kind::Rejected;
        failure.reason = Failure::Reason::NotFound;
    } else if (failure.httpStatus == 400) {
        failure.kind = Failure::Kind::Rejected;
        failure.reason = Failure::Reason::BadRequest;
    }
}

/// The document of an answer that came with status 200, where it is no error after all.
Result<JsonDocument> readAnswer(const QByteArray &bytes)
{
    Result<JsonDocument> document = JsonDocument::parse(bytes);
    if (document && document->root()["error"].flag().value_or(false)) {
        Failure failure{.kind = Failure::Kind::Rejected,
                        .reason = Failure::Reason::BadRequest,
                        .detail = document->root()["message"].text(500).value_or(QString())};
        nameByCode(failure, document->root()["code"].integer().value_or(0));
        return Failed(failure);
    }
    return document;
}
}

Result<BugPage> parseBugs(const QByteArray &bytes)
{
    const Result<JsonDocument> document = readAnswer(bytes);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue bugs = document->root()["bugs"];
    if (!bugs.isArray()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"the answer has no list of bugs"_s));
    }
    BugPage page{.rows = bugs.size()};
    QSet<qint64> seen;
    bugs.each([&page, &seen](qsizetype index, JsonValue value) {
        JsonRecord record(value);
        Bug bug = readBug(record);
        const bool twice = seen.contains(bug.id);
        if (!record.ok() || twice) {
            keepSkipped(page.skipped, u"bugs[%1]"_s.arg(index), record.ok() ? u"the id is there twice"_s : record.why());
            return;
        }
        seen.insert(bug.id);
        page.bugs.append(std::move(bug));
    });
    return page;
}

Result<PatchPage> parseAttachments(const QByteArray &bytes)
{
    const Result<JsonDocument> document = readAnswer(bytes);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue bugs = document->root()["bugs"];
    if (!bugs.isObject()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"the attachments are not ordered by bug"_s));
    }
    PatchPage page;
    bugs.eachMember([&page](std::string_view name, JsonValue attachments) {
        const QByteArray text(name.data(), static_cast<qsizetype>(name.size()));
        const qint64 bug = text.toLongLong();
        if (bug < 1 || !attachments.isArray()) {
            keepSkipped(page.skipped, u"bugs.%1"_s.arg(QString::fromUtf8(text.left(20))),
                        u"it is no list of a bug's attachments"_s);
            return;
        }
        page.patches[bug];
        attachments.each([&](qsizetype index, JsonValue value) {
            JsonRecord record(value);
            Attachment read = readAttachment(record);
            if (record.ok()) {
                keepAttachment(page, bug, std::move(read));
            } else {
                page.partial.insert(bug);
                keepSkipped(page.skipped, u"bugs.%1[%2]"_s.arg(bug).arg(index), record.why());
            }
        });
        std::ranges::sort(page.patches[bug], {}, &Patch::id);
    });
    return page;
}

Result<CommentPage> parseComments(const QByteArray &bytes)
{
    const Result<JsonDocument> document = readAnswer(bytes);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue bugs = document->root()["bugs"];
    if (!bugs.isObject()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"the comments are not ordered by bug"_s));
    }
    CommentPage page;
    bugs.eachMember([&page](std::string_view name, JsonValue bug) {
        const QByteArray text(name.data(), static_cast<qsizetype>(name.size()));
        const qint64 id = text.toLongLong();
        if (id < 1 || !bug["comments"].isArray()) {
            keepSkipped(page.skipped, u"bugs.%1"_s.arg(QString::fromUtf8(text.left(20))),
                        u"it is no list of a bug's comments"_s);
            return;
        }
        QList<Comment> &comments = page.comments[id];
        bug["comments"].each([&](qsizetype index, JsonValue value) {
            JsonRecord record(value);
            Comment comment{.id = record.positive("id"), .text = record.textOr("text", {}, s_commentLimit)};
            comment.at = record.timeOr("creation_time");
            if (!comment.at.isValid()) {
                comment.at = record.time("time");
            }
            if (record.ok()) {
                comments.append(std::move(comment));
            } else {
                keepSkipped(page.skipped, u"bugs.%1.comments[%2]"_s.arg(id).arg(index), record.why());
            }
        });
        std::ranges::stable_sort(comments, {}, &Comment::at);
    });
    return page;
}

std::optional<BugRefusal> refusalOf(const HttpAnswer &answer, const QList<qint64> &asked)
{
    static constexpr std::array codes{100, 101, 102}; // Bugzilla: WebService/Constants.pm
    const Result<JsonDocument> document = JsonDocument::parse(answer.body, {.bytes = 64 * 1024});
    if (!document || std::ranges::find(codes, document->root()["code"].integer().value_or(0)) == codes.end()) {
        return std::nullopt;
    }
    BugRefusal refusal{.message = document->root()["message"].text(300).value_or(QString())};
    static const QRegularExpression number(u"\\b([0-9]{1,15})\\b"_s);
    for (const QRegularExpressionMatch &match : number.globalMatch(refusal.message)) {
        if (const qint64 bug = match.captured(1).toLongLong(); asked.contains(bug)) {
            refusal.bug = bug;
            break;
        }
    }
    return refusal;
}

Failure failureOf(const HttpAnswer &answer, const QDateTime &now)
{
    Failure failure = failureFromStatus(answer, now);
    failure.httpStatus = answer.status;
    const Result<JsonDocument> document = JsonDocument::parse(answer.body, {.bytes = 64 * 1024});
    QString message;
    if (document) {
        message = document->root()["message"].text(500).value_or(QString());
        nameByCode(failure, document->root()["code"].integer().value_or(0));
    }
    if (!message.isEmpty()) {
        failure.detail = message;
    }
    // Past its limit a Bugzilla blocks the address for an hour, and each further request renews the hour.
    if (answer.status == 429 || message.contains("rate limit"_L1, Qt::CaseInsensitive)) {
        failure.kind = Failure::Kind::RateLimited;
        failure.reason = Failure::Reason::Blocked;
        const QDateTime unblocked = now.addDuration(s_block);
        failure.until = failure.until.isValid() ? std::max(failure.until, unblocked) : unblocked;
    }
    return failure;
}

Result<Flavour> flavourOf(const HttpAnswer &answer, const QDateTime &now)
{
    const Result<JsonDocument> document = JsonDocument::parse(answer.body, {.bytes = 64 * 1024});
    if (answer.status == 404 && document && document->root()["code"].integer() == s_unknownRoute) {
        return Flavour::Parameter;
    }
    if (answer.status != 200) {
        return Failed(failureOf(answer, now));
    }
    if (!document) {
        return Failed(document.error());
    }
    return Flavour::Header;
}

}
