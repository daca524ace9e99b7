// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/jobdetailmodel.h"

#include "models/items/blametext.h"
#include "models/items/words.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int s_jobsKept = 30;

DetailRow made(const QString &key, ItemKind kind, int section, double place, const QString &title)
{
    return {.key = key, .kind = kind, .place = {section, place, QString()}, .answers = {{ItemRole::Title, title}}};
}

/// Empty where nobody knows which Bugzilla has it: Treeherder names bugs by their numbers alone.
QUrl bugPage(const QUrl &bugzilla, qint64 bug)
{
    QUrl page = webUrl(bugzilla);
    if (page.isEmpty()) {
        return page;
    }
    page.setPath(page.path() + (page.path().endsWith(u'/') ? u"show_bug.cgi"_s : u"/show_bug.cgi"_s));
    page.setQuery(QUrlQuery{{u"id"_s, QString::number(bug)}});
    return page;
}

/// Where a link really goes, as the resolver would ask for it: letters of other scripts cannot pose as a known host.
QString trueHost(const QUrl &url)
{
    return url.host(QUrl::FullyEncoded);
}

QString linkToolTip(const QUrl &url)
{
    return i18nc("@info:tooltip the host and the address of a link", "Opens a page of %1\n%2", trueHost(url),
                 url.toString(QUrl::FullyEncoded));
}
}

JobDetailModel::JobDetailModel(QObject *parent)
    : DetailRows(parent), m_known(s_jobsKept)
{
}

QString JobDetailModel::keyFor(const QString &part) const
{
    const QString job = subjectOf(m_account, u"job/%1"_s.arg(m_job->id)).value;
    return part.isEmpty() ? job : job + u'#' + part;
}

void JobDetailModel::showJob(const AccountId &account, const std::optional<Job> &job,
                             const std::optional<FailedJob> &failure)
{
    const bool other = account != m_account || (job ? job->id : 0) != (m_job ? m_job->id : 0);
    m_account = account;
    m_job = job;
    m_failure = failure;
    if (other) {
        m_trouble.reset();
        m_asking = false;
    }
    look();
}

const JobDetailModel::Known *JobDetailModel::known() const
{
    return m_job ? m_known.object(keyFor({})) : nullptr;
}

bool JobDetailModel::isKnown() const
{
    const Known *last = known();
    return last && last->jobChanged == m_job->lastModified;
}

QDateTime JobDetailModel::asOf() const
{
    const Known *last = known();
    return last ? last->at : QDateTime();
}

void JobDetailModel::asking()
{
    m_asking = m_job.has_value();
    look();
}

void JobDetailModel::apply(const JobDetail &detail, const QDateTime &now)
{
    if (!m_job || detail.account != m_account || detail.id != m_job->id) {
        return;
    }
    m_asking = false;
    m_trouble = detail.failure;
    // Of a fetch that failed in part that part is better than nothing, and worse than all there was before.
    const bool some = !detail.lines.isEmpty() || !detail.log.isEmpty() || !detail.task.isEmpty();
    if (!detail.failure || (some && !known())) {
        m_known.insert(
            keyFor({}),
            new Known{.detail = detail, .at = now, .jobChanged = detail.failure ? QDateTime() : m_job->lastModified});
    }
    look();
}

void JobDetailModel::look()
{
    std::vector<DetailRow> rows;
    if (m_job) {
        const Known *last = known();
        addSummary(rows);
        addBlame(rows);
        const size_t own = rows.size();
        if (last) {
            addLinks(rows, last->detail);
        }
        addLines(rows, last ? &last->detail : nullptr);
        for (size_t i = own; i < rows.size(); ++i) {
            rows[i].answers.insert(ItemRole::Stale, m_trouble.has_value());
        }
    }
    become(std::move(rows));
}

void JobDetailModel::addSummary(std::vector<DetailRow> &rows) const
{
    QStringList facts{m_job->platformOption.isEmpty() ? m_job->platform
                                                      : m_job->platform + u' ' + m_job->platformOption};
    if (m_job->tier > 1) {
        facts.append(i18nc("@info a job", "tier %1", m_job->tier));
    }
    if (m_job->duration.count() > 0) {
        facts.append(
            i18ncp("@info a job", "took 1 minute", "took %1 minutes", static_cast<int>(m_job->duration.count())));
    }
    DetailRow summary = made(keyFor({}), ItemKind::Job, SummarySection, 0, plainLine(jobName(*m_job), 200));
    summary.answers.insert(ItemRole::Where, facts.join(u" · "_s));
    summary.answers.insert(ItemRole::Job, QVariant::fromValue(*m_job));
    summary.answers.insert(ItemRole::Who, jobWord(*m_job));
    rows.push_back(std::move(summary));
}

void JobDetailModel::addBlame(std::vector<DetailRow> &rows) const
{
    if (!m_failure) {
        return;
    }
    rows.push_back(made(keyFor(u"blame"_s), ItemKind::Heading, BlameSection, 0,
                        i18nc("@title:group whose fault a failure is", "Whose fault: %1", blameWord(m_failure->blame))));
    for (qsizetype i = 0; i < m_failure->grounds.size(); ++i) {
        rows.push_back(made(keyFor(u"ground/%1"_s.arg(i)), ItemKind::Words, BlameSection, double(i) + 1,
                            i18nc("@item one of several grounds", "• %1", groundText(m_failure->grounds.at(i)))));
    }
    if (m_failure->grounds.isEmpty()) {
        rows.push_back(made(keyFor(u"ground"_s), ItemKind::Words, BlameSection, 1,
                            i18nc("@info", "Nothing speaks for either yet.")));
    }
}

void JobDetailModel::addLinks(std::vector<DetailRow> &rows, const JobDetail &detail) const
{
    const std::tuple<QString, QUrl, QString> links[] = {
        {u"log"_s, webUrl(detail.log), i18nc("@item a link", "Log")},
        {u"task"_s, webUrl(detail.task), i18nc("@item a link", "Task")},
        {u"page"_s, webUrl(detail.page), i18nc("@item a link", "Job on Treeherder")}};
    double place = 0;
    for (const auto &[part, url, title] : links) {
        if (url.isEmpty()) {
            continue;
        }
        DetailRow link = made(keyFor(part), ItemKind::Link, LinkSection, ++place, title);
        link.answers.insert(ItemRole::Url, url);
        link.answers.insert(ItemRole::Where, trueHost(url));
        link.answers.insert(Qt::ToolTipRole, linkToolTip(url));
        rows.push_back(std::move(link));
    }
    if (place > 0) {
        rows.push_back(
            made(keyFor(u"links"_s), ItemKind::Heading, LinkSection, 0, i18nc("@title:group of a job", "More of it")));
    }
}

void JobDetailModel::addLines(std::vector<DetailRow> &rows, const JobDetail *detail) const
{
    if (!detail && !m_asking && !m_trouble) {
        return;
    }
    const int count = detail ? static_cast<int>(detail->lines.size()) : 0;
    rows.push_back(made(keyFor(u"lines"_s), ItemKind::Heading, LineSection, -1,
                        count > 0 ? i18ncp("@title:group", "1 failure line", "%1 failure lines", count)
                                  : i18nc("@title:group", "Failure lines")));
    for (int i = 0; i < count; ++i) {
        const FailureLine &line = detail->lines.at(i);
        rows.push_back(made(keyFor(u"line/%1"_s.arg(i)), ItemKind::Words, LineSection, i, plainLine(line.text, 500)));
        for (qsizetype j = 0; j < line.bugs.size(); ++j) {
            const BugSuggestion &bug = line.bugs.at(j);
            DetailRow found = made(keyFor(u"line/%1/bug/%2"_s.arg(i).arg(bug.bug)), ItemKind::Bug, LineSection,
                                   i + double(j + 1) / 100,
                                   i18nc("@item a bug's number and title", "Bug %1: %2", QString::number(bug.bug),
                                         plainLine(bug.summary, 200)));
            if (const QUrl page = bugPage(detail->bugs, bug.bug); !page.isEmpty()) {
                found.answers.insert(ItemRole::Url, page);
                found.answers.insert(Qt::ToolTipRole, linkToolTip(page));
            }
            found.answers.insert(ItemRole::Bug, QVariant::fromValue(bug));
            found.answers.insert(ItemRole::Who,
                                 bug.open ? i18nc("@info a bug", "open") : i18nc("@info a bug", "resolved"));
            rows.push_back(std::move(found));
        }
    }
    const QString sentence = m_asking ? i18nc("@info", "Asking for its failure lines…")
        : count > 0                   ? QString()
        : m_trouble && !detail        ? i18nc("@info", "Not known: they could not be fetched.")
                                      : i18nc("@info", "None has been found in its log.");
    if (!sentence.isEmpty()) {
        rows.push_back(made(keyFor(u"lines/state"_s), ItemKind::Words, LineSection, 1e6, sentence));
    }
}

}
