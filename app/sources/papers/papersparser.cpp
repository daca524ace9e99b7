// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/papers/papersparser.h"

#include "app/sources/ical/feedtext.h"
#include "app/sources/jsonread.h"
#include "app/sources/source.h"
#include "models/values/sameevent.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int s_yearsAhead = 10; ///< no conference is planned for longer

/// What one record says, whatever its shape.
struct Paper {
    QString name;
    QString place;
    QStringList words; ///< what a filter may name
    QUrl site; ///< the conference's
    QUrl link; ///< the call's
    QDate closes;
    QDate from;
    QDate until;
    bool isOpen = false;
};

/// An optional text: null and nothing are empty, another type is a complaint.
QString word(JsonRecord &record, const char *member, qsizetype limit = 200)
{
    return feedLine(record.textOr(member, {}, limit * 2), limit);
}

/// An optional day: 1970-01-01 is what conrad writes for none.
QDate day(JsonRecord &record, const char *member, const PapersWish &wish)
{
    static const QRegularExpression form(u"\\A\\d{4}-\\d\\d-\\d\\d\\z"_s);
    const QString text = record.textOr(member, {}, 40);
    if (text.isEmpty() || text == "1970-01-01"_L1) {
        return {};
    }
    const QDate day = form.match(text).hasMatch() ? QDate::fromString(text, Qt::ISODate) : QDate();
    if (!day.isValid() || day.year() < 1970 || day.year() > wish.today.year() + s_yearsAhead) {
        record.complain(u"%1 is no day that can be meant"_s.arg(QLatin1StringView(member)));
        return {};
    }
    return day;
}

/// Only http and https; anything else is no address. A type that is none of a text is a complaint.
QUrl address(JsonRecord &record, const char *member)
{
    return webAddress(record.textOr(member, {}, 2001));
}

void readPlace(JsonRecord &record, Paper &paper)
{
    const bool online = record.flagOr("online", false);
    QStringList parts;
    for (const char *member : {"city", "state", "country"}) {
        const QString part = word(record, member);
        if (!part.isEmpty() && !parts.contains(part)) {
            parts.append(part);
        }
    }
    const QString told = word(record, "location");
    paper.words = parts + QStringList{told};
    if (online) {
        paper.words.append(u"online"_s);
        parts.append(u"online"_s);
    }
    paper.place = (told.isEmpty() ? parts.join(", "_L1) : told).left(300);
    record["tags"].each([&paper](qsizetype index, JsonValue tag) {
        if (index < 50) {
            paper.words.append(tag.text(100).value_or(QString()));
        }
    });
}

Paper readPaper(JsonRecord &record, const PapersWish &wish)
{
    Paper paper;
    const bool plain = record["name"].isMissing() && !record["event"].isMissing();
    paper.name = plain ? word(record, "event", 300) : word(record, "name", 300);
    if (paper.name.isEmpty()) {
        record.complain(u"it has no name"_s);
    }
    paper.site = address(record, "url");
    readPlace(record, paper);
    if (record["cfp_open"].isMissing()) {
        paper.link = address(record, "cfpUrl");
        paper.from = day(record, "startDate", wish);
        paper.until = day(record, "endDate", wish);
        paper.closes = day(record, "cfpEndDate", wish);
        paper.isOpen = plain || !paper.link.isEmpty() || paper.closes.isValid();
    } else {
        paper.from = day(record, "start_date", wish);
        paper.until = day(record, "end_date", wish);
        paper.closes = day(record, "cfp_end_date", wish);
        paper.isOpen = record.flagOr("cfp_open", false);
    }
    paper.link = paper.link.isEmpty() ? paper.site : paper.link;
    if (!paper.until.isValid() || paper.until < paper.from) {
        paper.until = paper.from;
    }
    paper.words.prepend(paper.name);
    return paper;
}

/// What stays the conference's when the day of its call moves: where it is on the net, and its first day.
QString uidOf(const Paper &paper)
{
    QString where = paper.site.host().toLower();
    if (where.startsWith("www."_L1)) {
        where.remove(0, 4);
    }
    QString path = paper.site.path();
    while (path.endsWith(u'/')) {
        path.chop(1);
    }
    where += path + (paper.site.hasQuery() ? u'?' + paper.site.query() : QString());
    if (paper.site.isEmpty()) {
        where = titleKey(paper.name);
    }
    const QString uid = where + u'/' + paper.from.toString(Qt::ISODate);
    return uid.size() <= 200
        ? uid
        : QString::fromLatin1(QCryptographicHash::hash(uid.toUtf8(), QCryptographicHash::Sha256).toHex());
}

Occurrence callOf(const Paper &paper, const PapersWish &wish)
{
    Occurrence call{.uid = uidOf(paper), .title = paper.name, .group = wish.list, .place = paper.place};
    call.kind = Occurrence::Kind::Call;
    call.calendar = wish.mark;
    call.allDay = true;
    call.transparent = true;
    if (paper.closes.isValid()) {
        call.start = QDateTime(paper.closes, QTime(0, 0), wish.viewer);
        call.end = QDateTime(paper.closes.addDays(1), QTime(0, 0), wish.viewer);
    }
    call.heldFrom = paper.from;
    call.heldUntil = paper.until;
    call.url = paper.link;
    if (paper.site != paper.link) {
        call.description = paper.site.toString(QUrl::FullyEncoded);
    }
    return call;
}

bool isOver(const Paper &paper, QDate today)
{
    return (paper.closes.isValid() && paper.closes < today) || (paper.until.isValid() && paper.until < today);
}

bool closesBefore(const Occurrence &a, const Occurrence &b)
{
    if (a.closes().isValid() != b.closes().isValid()) {
        return a.closes().isValid();
    }
    return a.closes() != b.closes() ? a.closes() < b.closes() : a.uid < b.uid;
}

/// Each conference once, the nearest first, no more than are kept.
void tidy(PapersList &list)
{
    QSet<QString> seen;
    list.calls.removeIf([&seen](const Occurrence &call) {
        const bool again = seen.contains(call.uid);
        seen.insert(call.uid);
        return again;
    });
    std::ranges::sort(list.calls, closesBefore);
    if (list.calls.size() > PapersLimit::calls) {
        keepSkipped(list.skipped, u"calls after the first %1"_s.arg(PapersLimit::calls), u"too many to show"_s);
        list.calls.resize(PapersLimit::calls);
    }
}

}

Result<PapersList> parsePapers(const QByteArray &body, const PapersWish &wish)
{
    const Result<JsonDocument> document = JsonDocument::parse(body);
    if (!document) {
        return Failed(document.error());
    }
    if (!document->root().isArray()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"no list of conferences in the answer"_s));
    }
    PapersList list;
    if (document->root().size() > PapersLimit::records) {
        keepSkipped(list.skipped, u"records after the first %1"_s.arg(PapersLimit::records), u"too many to read"_s);
    }
    document->root().each([&](qsizetype index, JsonValue value) {
        if (index >= PapersLimit::records) {
            return;
        }
        JsonRecord record(value);
        const Paper paper = readPaper(record, wish);
        if (!record.ok()) {
            keepSkipped(list.skipped, u"[%1]"_s.arg(index), record.why());
            list.someUnreadable = true;
        } else if (paper.isOpen && !isOver(paper, wish.today) && wish.filter.passes(paper.words)) {
            list.calls.append(callOf(paper, wish));
        }
    });
    tidy(list);
    return list;
}

void mergePapers(PapersList &into, PapersList from)
{
    into.calls += from.calls;
    for (const SkippedRecord &skipped : std::as_const(from.skipped)) {
        keepSkipped(into.skipped, skipped.what, skipped.why);
    }
    into.someUnreadable = into.someUnreadable || from.someUnreadable;
    tidy(into);
}

QDate lastDayOnEarth(const QDateTime &now)
{
    return now.toOffsetFromUtc(-12 * 3600).date();
}

}
