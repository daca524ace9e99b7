// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillaparser.h"

#include "app/sources/jsonread.h"
#include "app/sources/source.h"

#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock::Bugzilla {

namespace {
constexpr std::chrono::minutes s_block{60};
constexpr qint64 s_unknownRoute = 32614;
constexpr qsizetype s_flagsKept = 50;

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
    bug.whiteboard = record.textOr("whiteboard", {}, 4000);
    bug.keywords = readKeywords(record);
    bug.status = record.textOr("status", {}, 100);
    bug.resolution = record.textOr("resolution", {}, 100);
    bug.changed = record.timeOr("last_change_time");
    bug.flags = readFlags(record);
    return bug;
}

/// Nothing where the attachment is obsolete or no patch, or where the record complains.
std::optional<Patch> readPatch(JsonRecord &record)
{
    Patch patch{.id = record.positive("id"), .title = record.textOr("summary")};
    patch.author = record.textOr("creator", record.textOr("attacher"));
    patch.flags = readFlags(record);
    const bool counts = record.flagOr("is_patch", false) && !record.flagOr("is_obsolete", false);
    return record.ok() && counts ? std::optional(patch) : std::nullopt;
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
        QList<Patch> &patches = page.patches[bug];
        attachments.each([&](qsizetype index, JsonValue value) {
            JsonRecord record(value);
            if (std::optional<Patch> patch = readPatch(record)) {
                patches.append(std::move(*patch));
            } else if (!record.ok()) {
                page.partial.insert(bug);
                keepSkipped(page.skipped, u"bugs.%1[%2]"_s.arg(bug).arg(index), record.why());
            }
        });
        std::ranges::sort(patches, {}, &Patch::id);
    });
    return page;
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
