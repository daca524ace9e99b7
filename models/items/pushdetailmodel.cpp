// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/pushdetailmodel.h"

#include "models/items/blametext.h"
#include "models/items/words.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr double s_heading = -1e300;
constexpr double s_last = 1e300;

DetailRow heading(const QString &key, int section, const QString &title)
{
    return {.key = key,
            .kind = ItemKind::Heading,
            .place = {section, s_heading, QString()},
            .answers = {{ItemRole::Title, title}}};
}

DetailRow words(const QString &key, int section, const QString &sentence)
{
    return {
        .key = key, .kind = ItemKind::Words, .place = {section, s_last, key}, .answers = {{ItemRole::Title, sentence}}};
}

/// "87 % done, 5 to 55 minutes more (half within 20)".
QString progressOf(const PushStanding &standing, const QString &howLong)
{
    if (standing.settled) {
        return i18nc("@info a push", "Settled: nothing more is to come.");
    }
    if (standing.verdict == Verdict::Unknown) {
        return i18nc("@info a push", "No job of it has been seen yet.");
    }
    return howLong.isEmpty() ? i18nc("@info the share of a push that is done", "%1 % done", standing.percent())
                             : i18nc("@info the share of a push that is done, how long it will likely take to settle",
                                     "%1 % done, settles: %2", standing.percent(), howLong);
}

QString number(double value)
{
    return QLocale().toString(value, 'g', 5);
}

QVariant asVariant(const auto &value)
{
    return QVariant::fromValue(value);
}
}

PushDetailModel::PushDetailModel(QAbstractItemModel *pushes, QObject *parent)
    : DetailRows(parent), m_pushes(pushes)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &PushDetailModel::look);
    follow(pushes);
}

void PushDetailModel::follow(QAbstractItemModel *pushes)
{
    // A push that comes may be the one that is waited for; of the others' platforms nothing is of interest.
    const auto rows = [this](const QModelIndex &above) {
        if (!above.isValid() || above.data(ItemRole::Key).toString() == m_key) {
            later();
        }
    };
    connect(pushes, &QAbstractItemModel::rowsInserted, this, rows);
    connect(pushes, &QAbstractItemModel::rowsRemoved, this, rows);
    connect(pushes, &QAbstractItemModel::modelReset, this, &PushDetailModel::later);
    connect(pushes, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last, const QList<int> &roles) {
                const QModelIndex shown = push();
                const QModelIndex above = first.parent();
                const bool itself = !above.isValid() && shown.row() >= first.row() && shown.row() <= last.row()
                    && first.column() == 0;
                const bool clockOnly = roles == QList<int>{Qt::DisplayRole};
                if (shown.isValid() && !clockOnly && (itself || above == shown)) {
                    later();
                }
            });
}

void PushDetailModel::later()
{
    if (!m_key.isEmpty()) {
        m_soon.start();
    }
}

QModelIndex PushDetailModel::push() const
{
    for (int row = 0; !m_key.isEmpty() && row < m_pushes->rowCount(); ++row) {
        const QModelIndex index = m_pushes->index(row, 0);
        if (index.data(ItemRole::Key).toString() == m_key) {
            return index;
        }
    }
    return {};
}

void PushDetailModel::showPush(const QString &key)
{
    if (key == m_key) {
        return;
    }
    m_key = key;
    m_detail.reset();
    m_trouble.reset();
    m_asking = false;
    look();
}

AccountId PushDetailModel::account() const
{
    return push().data(ItemRole::Push).value<Push>().account;
}

qint64 PushDetailModel::pushId() const
{
    return push().data(ItemRole::Push).value<Push>().id;
}

std::optional<Job> PushDetailModel::job(qint64 id) const
{
    const QModelIndex shown = push();
    for (int row = 0; shown.isValid() && row < m_pushes->rowCount(shown); ++row) {
        const auto jobs = m_pushes->index(row, 0, shown).data(ItemRole::Jobs).value<QList<Job>>();
        if (const auto found = std::ranges::find(jobs, id, &Job::id); found != jobs.end()) {
            return *found;
        }
    }
    return {};
}

std::optional<FailedJob> PushDetailModel::failure(qint64 id) const
{
    const auto standing = push().data(ItemRole::Standing).value<PushStanding>();
    const auto found = std::ranges::find(standing.failures, id, &FailedJob::id);
    return found == standing.failures.end() ? std::nullopt : std::optional(*found);
}

void PushDetailModel::asking()
{
    m_asking = true;
    look();
}

void PushDetailModel::apply(const PushDetail &detail)
{
    if (detail.account != account() || detail.id != pushId()) {
        return;
    }
    m_asking = false;
    m_trouble = detail.failure;
    if (!detail.failure) {
        m_detail = detail;
    }
    look();
}

void PushDetailModel::look()
{
    const QModelIndex shown = push();
    become(shown.isValid() ? rowsOf(shown) : std::vector<DetailRow>());
}

std::vector<DetailRow> PushDetailModel::rowsOf(const QModelIndex &push) const
{
    const auto fact = push.data(ItemRole::Push).value<Push>();
    const auto standing = push.data(ItemRole::Standing).value<PushStanding>();
    const QString progress = progressOf(standing, push.data(ItemRole::HowLong).toString());
    DetailRow head{.key = m_key, .kind = ItemKind::Push, .place = {PushSection, 0, QString()}, .answers = {}};
    for (const int role :
         {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(ItemRole::Title), int(ItemRole::Who), int(ItemRole::Where),
          int(ItemRole::When), int(ItemRole::Url), int(ItemRole::State), int(ItemRole::Stale), int(ItemRole::AsOf),
          int(ItemRole::SearchText), int(ItemRole::Push), int(ItemRole::Standing)}) {
        head.answers.insert(role, push.data(role));
    }
    head.answers.insert(ItemRole::Note, progress);
    head.answers.insert(Qt::AccessibleTextRole, QString(push.data(Qt::AccessibleTextRole).toString() + u' ' + progress));
    std::vector<DetailRow> rows{head};
    addAsked(rows, push.data(ItemRole::Asked).toString());
    addFailures(rows, standing);
    addJobs(rows, push);
    addAlerts(rows);
    addCommits(rows, fact);
    for (DetailRow &row : rows) {
        row.answers.insert(ItemRole::Stale, head.answers.value(ItemRole::Stale));
    }
    return rows;
}

void PushDetailModel::addAsked(std::vector<DetailRow> &rows, const QString &sentences) const
{
    if (sentences.isEmpty()) {
        return;
    }
    rows.push_back(heading(keyFor(u"asked"_s), AskedSection, i18nc("@title:group of a try push", "Asked of try")));
    const QStringList lines = sentences.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        DetailRow line = words(keyFor(u"asked/%1"_s.arg(i)), AskedSection, plainLine(lines.at(i), 500));
        line.place = {AskedSection, double(i), QString()};
        rows.push_back(std::move(line));
    }
}

void PushDetailModel::addFailures(std::vector<DetailRow> &rows, const PushStanding &standing) const
{
    const int count = standing.unclassifiedFailures();
    if (count == 0) {
        return;
    }
    rows.push_back(heading(keyFor(u"failures"_s), FailureSection,
                           i18ncp("@title:group failures nobody has classified", "1 failure, not classified",
                                  "%1 failures, not classified", count)));
    for (qsizetype i = 0; i < standing.failures.size(); ++i) {
        const FailedJob &failure = standing.failures.at(i);
        QStringList grounds;
        for (const Ground &ground : failure.grounds) {
            grounds.append(groundText(ground));
        }
        const QString blame = blameText(failure);
        const QString name = plainLine(failure.name, 200);
        rows.push_back(
            {.key = keyFor(u"failure/%1"_s.arg(failure.id)),
             .kind = ItemKind::FailedJob,
             .place = {FailureSection, double(i), QString()},
             .answers = {{ItemRole::Title, name},
                         {ItemRole::Where, plainLine(failure.platform)},
                         {ItemRole::Note, grounds.join(u" · "_s)},
                         {ItemRole::FailedJob, asVariant(failure)},
                         {Qt::ToolTipRole, QString(name + u'\n' + plainLine(failure.platform) + u'\n' + blame)},
                         {Qt::AccessibleTextRole,
                          i18nc("@info:whatsthis a failed job, its platform, whose fault it is", "%1 on %2: %3.", name,
                                plainLine(failure.platform), blame.isEmpty() ? blameWord(failure.blame) : blame)}}});
    }
    if (const auto more = count - static_cast<int>(standing.failures.size()); more > 0) {
        rows.push_back(words(keyFor(u"failures/more"_s), FailureSection,
                             i18ncp("@info failures that are not listed", "1 more is not listed here.",
                                    "%1 more are not listed here.", more)));
    }
}

void PushDetailModel::addJobs(std::vector<DetailRow> &rows, const QModelIndex &push) const
{
    const int platforms = m_pushes->rowCount(push);
    int jobs = 0;
    for (int row = 0; row < platforms; ++row) {
        const QModelIndex index = m_pushes->index(row, 0, push);
        jobs += static_cast<int>(index.data(ItemRole::Jobs).value<QList<Job>>().size());
        DetailRow platform{.key = index.data(ItemRole::Key).toString(),
                           .kind = ItemKind::Platform,
                           .place = {JobSection, double(row), QString()},
                           .answers = {}};
        for (const int role :
             {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole), int(ItemRole::Title),
              int(ItemRole::Url), int(ItemRole::State), int(ItemRole::SearchText), int(ItemRole::Jobs)}) {
            platform.answers.insert(role, index.data(role));
        }
        rows.push_back(std::move(platform));
    }
    rows.push_back(
        heading(keyFor(u"jobs"_s), JobSection,
                jobs > 0 ? i18ncp("@title:group", "1 job", "%1 jobs", jobs) : i18nc("@title:group", "No jobs yet")));
}

void PushDetailModel::addAlerts(std::vector<DetailRow> &rows) const
{
    if (!m_asking && !m_detail && !m_trouble) {
        return; // nobody has asked
    }
    const auto alerts = m_detail ? m_detail->alerts : QList<PerfAlert>();
    rows.push_back(heading(keyFor(u"alerts"_s), AlertSection,
                           alerts.isEmpty() ? i18nc("@title:group", "Performance alerts")
                                            : i18ncp("@title:group", "1 performance alert", "%1 performance alerts",
                                                     static_cast<int>(alerts.size()))));
    for (const PerfAlert &alert : alerts) {
        const QString values = i18nc("@info what a test measured before and after a push", "%1 → %2",
                                     number(alert.before), number(alert.after));
        rows.push_back({.key = keyFor(u"alert/%1"_s.arg(alert.id)),
                        .kind = ItemKind::Alert,
                        .place = {AlertSection, (alert.regression ? -1e6 : 0) - alert.percent, QString::number(alert.id)},
                        .answers = {{ItemRole::Title, plainLine(alert.test, 200)},
                                    {ItemRole::Where, values},
                                    {ItemRole::Who, plainLine(alert.status, 60)},
                                    {ItemRole::Alert, asVariant(alert)}}});
    }
    const QString sentence = m_asking ? i18nc("@info", "Asking for performance alerts…")
        : m_trouble                   ? (m_detail ? QString() : i18nc("@info", "Not known: they could not be fetched."))
        : alerts.isEmpty()            ? i18nc("@info", "There is none.")
                                      : QString();
    if (!sentence.isEmpty()) {
        rows.push_back(words(keyFor(u"alerts/state"_s), AlertSection, sentence));
    }
}

void PushDetailModel::addCommits(std::vector<DetailRow> &rows, const Push &push) const
{
    const int count = std::max(push.commitCount, static_cast<int>(push.commits.size()));
    if (count == 0) {
        return;
    }
    rows.push_back(heading(keyFor(u"commits"_s), CommitSection, i18ncp("@title:group", "1 commit", "%1 commits", count)));
    for (qsizetype i = 0; i < push.commits.size(); ++i) {
        const Commit &commit = push.commits.at(i);
        rows.push_back({.key = keyFor(u"commit/"_s + commit.revision),
                        .kind = ItemKind::Commit,
                        .place = {CommitSection, double(i), QString()},
                        .answers = {{ItemRole::Title, plainLine(commit.message.section(u'\n', 0, 0), 200)},
                                    {ItemRole::Where, commit.revision.left(12)},
                                    {ItemRole::Who, plainLine(commit.author)},
                                    {Qt::ToolTipRole, commit.message.left(2000)}}});
    }
    if (const auto more = count - static_cast<int>(push.commits.size()); more > 0) {
        rows.push_back(words(
            keyFor(u"commits/more"_s), CommitSection,
            i18ncp("@info commits that are not listed", "1 more is not told of.", "%1 more are not told of.", more)));
    }
}

}
