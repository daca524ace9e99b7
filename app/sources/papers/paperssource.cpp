// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/papers/paperssource.h"

#include "app/net/webaddress.h"
#include "app/sources/offthread.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

PapersSource::PapersSource(HttpClient &http, QObject *parent)
    : Source(parent), m_http(http), m_viewer(QTimeZone::systemTimeZone())
{
}

void PapersSource::fetch(const FetchTask &task)
{
    m_task = task;
    m_files.clear();
    m_list = {};
    m_known = readPapersCursor(task);
    m_cursor = newPapersCursor(task);
    const Result<QList<PapersAddress>> addresses = papersAddresses(task);
    if (!addresses) {
        finishLater(Failed(addresses.error()));
        return;
    }
    for (const PapersAddress &address : *addresses) {
        m_files.append({address, File::State::Unasked});
    }
    askNext();
}

int PapersSource::count(File::State state) const
{
    return static_cast<int>(std::ranges::count(m_files, state, &File::state));
}

void PapersSource::askNext()
{
    auto next = std::ranges::find(m_files, File::State::Unasked, &File::state);
    if (next == m_files.end() && count(File::State::Read) > 0 && count(File::State::Same) > 0) {
        m_known.etags.clear();
        next = std::ranges::find(m_files, File::State::Same, &File::state);
    }
    if (next == m_files.end()) {
        finish();
    } else {
        ask(*next);
    }
}

void PapersSource::ask(File &file)
{
    const QUrl &url = file.address.url;
    const HttpRequest request = papersRequest(m_task, url, m_known.etags.value(markOfPapers(url.toString())));
    m_http.send(request, this, [this, &file](const Result<HttpAnswer> &answer) {
        if (answer) {
            take(file, *answer);
        } else {
            finishLater(Failed(answer.error()));
        }
    });
}

void PapersSource::take(File &file, const HttpAnswer &answer)
{
    const QString mark = markOfPapers(file.address.url.toString());
    if (answer.status == 304 && m_known.etags.contains(mark)) {
        m_cursor.etags.insert(mark, m_known.etags.value(mark));
        file.state = File::State::Same;
        askNext();
    } else if (answer.status == 304) {
        fail({.kind = Failure::Kind::Malformed,
              .reason = Failure::Reason::WrongShape,
              .detail = u"\"not modified\" for a question without a condition"_s},
             file.address.url);
    } else if (answer.status == 404 && file.address.mayLack && count(File::State::Lacking) + 1 < m_files.size()) {
        file.state = File::State::Lacking;
        m_cursor.etags.remove(mark);
        askNext();
    } else if (answer.status != 200) {
        fail(failureFromStatus(answer, m_task.now), file.address.url);
    } else {
        read(file, answer);
    }
}

void PapersSource::read(File &file, const HttpAnswer &answer)
{
    const QString mark = markOfPapers(file.address.url.toString());
    m_cursor.etags.remove(mark);
    if (const QByteArray etag = answer.header("ETag"); !etag.isEmpty() && etag.size() <= 200) {
        m_cursor.etags.insert(mark, etag);
    }
    offThread(
        this, [body = answer.body, wish = wish()] { return parsePapers(body, wish); },
        [this, &file](const Result<PapersList> &list) {
            if (!list) {
                fail(list.error(), file.address.url);
                return;
            }
            file.state = File::State::Read;
            mergePapers(m_list, *list);
            askNext();
        });
}

PapersWish PapersSource::wish() const
{
    const QString &target = m_task.watch.target;
    const bool topic = !target.contains(u':');
    return {.list = topic ? "confs.tech: "_L1 + target : QUrl(target).host(),
            .mark = (topic ? target : markOfPapers(target)) + u'/',
            .filter = PapersFilter(m_task.watch.who),
            .today = lastDayOnEarth(m_task.now),
            .viewer = m_viewer};
}

void PapersSource::finish()
{
    Snapshot snapshot{.account = m_task.account.id, .watch = m_task.watch.id, .asOf = m_task.now};
    snapshot.cursor = writePapersCursor(m_cursor);
    if (count(File::State::Read) == 0) {
        snapshot.unchanged = true;
        finishLater(std::move(snapshot));
        return;
    }
    snapshot.occurrences = std::move(m_list.calls);
    for (Occurrence &call : snapshot.occurrences) {
        call.account = m_task.account.id;
    }
    snapshot.skipped = std::move(m_list.skipped);
    // One of those that cannot be read may be known: nothing goes before all can be.
    snapshot.whole = !m_list.someUnreadable;
    finishLater(std::move(snapshot));
}

void PapersSource::fail(Failure failure, const QUrl &asked)
{
    failure.host = hostOf(asked);
    finishLater(Failed(failure));
}

}
