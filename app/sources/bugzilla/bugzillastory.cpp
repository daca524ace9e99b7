// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillastory.h"

#include "models/values/plaintext.h"

#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::Bugzilla {

namespace {
constexpr qsizetype s_kept = 20;
constexpr qsizetype s_lineLimit = 2000;
constexpr qsizetype s_linesAtMost = 2000;
constexpr qsizetype s_troubleLimit = 300;

template<class T>
void keepLast(QList<T> &list)
{
    if (list.size() > s_kept) {
        list.remove(0, list.size() - s_kept);
    }
}

bool isSameRevision(const QString &a, const QString &b)
{
    return a.startsWith(b) || b.startsWith(a);
}

/// A run that is told twice is one; its result is not taken back by a later mention of its address.
void addTry(Story &story, TryRun run)
{
    run.revision = run.revision.toLower();
    const auto same = std::ranges::find_if(
        story.tries, [&run](const TryRun &other) { return isSameRevision(other.revision, run.revision); });
    if (same == story.tries.end()) {
        story.tries.append(std::move(run));
        std::ranges::stable_sort(story.tries, {}, &TryRun::told);
        keepLast(story.tries);
        return;
    }
    if (run.revision.size() > same->revision.size()) {
        same->revision = run.revision;
    }
    const bool isNewer = !same->told.isValid() || run.told >= same->told;
    if (!run.result.isEmpty() && (same->result.isEmpty() || isNewer)) {
        same->result = run.result;
        same->counts = run.counts;
        same->told = run.told;
    }
}

void addJob(Story &story, qint64 job)
{
    if (job > 0 && !story.landoJobs.contains(job)) {
        story.landoJobs.append(job);
        keepLast(story.landoJobs);
    }
}

void addPassage(Story &story, const Passage &passage)
{
    const bool known = std::ranges::any_of(story.passages, [&passage](const Passage &other) {
        const bool sameMoment = !passage.revision.isEmpty() || other.at == passage.at;
        return sameMoment && other.revision == passage.revision && other.tree == passage.tree
            && other.isBackout == passage.isBackout;
    });
    if (!known) {
        story.passages.append(passage);
        std::ranges::stable_sort(story.passages, {}, &Passage::at);
        keepLast(story.passages);
    }
}

/// The worst that was counted: the first autoland took a run with any failure for failed, one with oranges for warned.
QString resultOf(const QList<std::pair<QString, int>> &counts)
{
    const auto some = [&counts](const QStringList &names) {
        return std::ranges::any_of(counts,
                                   [&](const auto &count) { return count.second > 0 && names.contains(count.first); });
    };
    if (some({u"failure"_s, u"exception"_s})) {
        return u"failure"_s;
    }
    if (some({u"warnings"_s})) {
        return u"warnings"_s;
    }
    return some({u"success"_s}) ? u"success"_s : u"complete"_s;
}

/// Reads one comment, line after line.
class Listener
{
public:
    Listener(Story &story, const Comment &comment)
        : m_story(story), m_comment(comment)
    {
    }

    void listen();

private:
    enum class Mode { Plain, Pushed, BackedOut };

    void hearLine(const QString &line);
    bool hearRun(const QString &line);
    bool hearCount(const QString &line);
    bool hearTrouble(const QString &line);
    void hearBackout(const QString &line);
    void hearAddresses(const QString &line);
    void hearCommit(const QString &line, const QRegularExpressionMatch &match, bool isGit);
    void hearQuery(const QString &address);
    void endRun();
    void endPassage();

    Story &m_story;
    const Comment &m_comment;
    Mode m_mode = Mode::Plain;
    bool m_isFirst = true; ///< no line yet that says something
    bool m_afterCommit = false; ///< the line before was a commit's address
    std::optional<Passage> m_passage; ///< the last that was named: the line below its address may tell more
    std::optional<Passage> m_backout; ///< said and not yet named
    std::optional<TryRun> m_run; ///< complete, its counts are being read
    QList<std::pair<QString, int>> m_counts;
    QStringList m_trouble;
};

void Listener::listen()
{
    qsizetype lines = 0;
    for (const QStringView part : QStringTokenizer(m_comment.text, u'\n')) {
        const QString line = part.first(std::min(part.size(), s_lineLimit)).trimmed().toString();
        if (line.isEmpty() || line.startsWith(u'>')) {
            continue;
        }
        if (++lines > s_linesAtMost) {
            break;
        }
        hearLine(line);
        m_isFirst = false;
    }
    endRun();
    endPassage();
    if (m_backout) {
        addPassage(m_story, *m_backout);
    }
    if (!m_trouble.isEmpty() && (!m_story.troubleAt.isValid() || m_comment.at >= m_story.troubleAt)) {
        m_story.trouble = plainLine(m_trouble.join(u' '), s_troubleLimit);
        m_story.troubleAt = m_comment.at;
    }
}

void Listener::hearLine(const QString &line)
{
    static const QRegularExpression job(u"\\bLanding job id: ?([0-9]{1,15})\\b"_s,
                                        QRegularExpression::CaseInsensitiveOption);
    if (m_run && hearCount(line)) {
        return;
    }
    if (hearRun(line) || hearTrouble(line)) {
        return;
    }
    if (const auto match = job.match(line); match.hasMatch()) {
        addJob(m_story, match.captured(1).toLongLong());
    }
    if (line.startsWith("pushed by "_L1, Qt::CaseInsensitive) || line.startsWith("re-landed"_L1, Qt::CaseInsensitive)
        || line.startsWith("relanded"_L1, Qt::CaseInsensitive)) {
        m_mode = Mode::Pushed;
    }
    hearBackout(line);
    m_afterCommit = false;
    hearAddresses(line);
}

/// "Try run for REV is complete.", "Try run started, revision REV."
bool Listener::hearRun(const QString &line)
{
    static const QRegularExpression ended(u"^Try run for ([0-9a-f]{7,40})\\b(.*)$"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression started(u"\\bTry run started, revision ([0-9a-f]{7,40})\\b"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    if (const auto match = ended.match(line); match.hasMatch()) {
        endRun();
        m_run = TryRun{.revision = match.captured(1), .told = m_comment.at};
        if (match.captured(2).contains("timed out"_L1, Qt::CaseInsensitive)) {
            m_run->result = u"timed out"_s;
        } else if (match.captured(2).contains("complete"_L1, Qt::CaseInsensitive)) {
            m_run->result = u"complete"_s;
        }
        return true;
    }
    if (const auto match = started.match(line); match.hasMatch()) {
        addTry(m_story, {.revision = match.captured(1), .told = m_comment.at});
        return true;
    }
    return false;
}

/// "success: 120" below "Results (out of N total builds):"
bool Listener::hearCount(const QString &line)
{
    static const QRegularExpression count(u"^([a-z]{3,20}): ([0-9]{1,7})$"_s, QRegularExpression::CaseInsensitiveOption);
    if (const auto match = count.match(line); match.hasMatch() && m_counts.size() < s_kept) {
        m_counts.append({match.captured(1).toLower(), match.captured(2).toInt()});
        return true;
    }
    return line.startsWith("Results ("_L1, Qt::CaseInsensitive);
}

void Listener::endRun()
{
    if (!m_run) {
        return;
    }
    QStringList counts;
    for (const auto &[name, number] : std::as_const(m_counts)) {
        counts.append(name + u": "_s + QString::number(number));
    }
    m_run->counts = counts.join(u", "_s);
    if (m_run->result == "complete"_L1) {
        m_run->result = resultOf(m_counts);
    }
    addTry(m_story, *m_run);
    m_run.reset();
    m_counts.clear();
}

void Listener::endPassage()
{
    if (m_passage) {
        addPassage(m_story, *std::exchange(m_passage, std::nullopt));
    }
}

bool Listener::hearTrouble(const QString &line)
{
    static const QRegularExpression trouble(
        u"^(Autoland (Failure|Warning)\\b|Insufficient permissions to push\\b|Already landing patches\\b"
        "|Patch [0-9]+ (could not be applied|doesn't have a properly)\\b)"_s,
        QRegularExpression::CaseInsensitiveOption);
    const bool begins = trouble.match(line).hasMatch();
    if (begins || (!m_trouble.isEmpty() && m_trouble.size() < 6)) {
        m_trouble.append(line);
    }
    return begins;
}

/// "Backed out for ...", "Backout by ...:"; below "Pushed by" it is the title of the commit above it.
void Listener::hearBackout(const QString &line)
{
    static const QRegularExpression says(
        u"^(Back(ed)? ?out by [^:]+:|Backout:|Backout link\\b|Backed out\\b(?: (?:from|on|of) ([a-z0-9-]+))?)"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto match = says.match(line);
    if (!match.hasMatch()) {
        return;
    }
    if (m_mode == Mode::Pushed) {
        if (m_afterCommit && m_passage) {
            m_passage->isBackout = true;
        }
        return;
    }
    m_mode = Mode::BackedOut;
    if (m_isFirst) {
        static const QStringList trains{u"aurora"_s, u"beta"_s, u"release"_s};
        const QString tree = match.captured(3).toLower();
        m_backout = Passage{.tree = trains.contains(tree) || tree.startsWith("esr"_L1) ? u"mozilla-"_s + tree
                                                                                       : QString(),
                            .isBackout = true,
                            .at = m_comment.at};
    }
}

void Listener::hearAddresses(const QString &line)
{
    if (!line.contains("://"_L1)) {
        return;
    }
    static const QRegularExpression hg(
        u"https?://hg\\.mozilla\\.org/([A-Za-z0-9_./-]{1,100}?)/(?:rev/|pushloghtml\\?changeset=)([0-9a-f]{7,40})\\b"_s);
    static const QRegularExpression git(
        u"https?://github\\.com/[A-Za-z0-9_.-]{1,60}/([A-Za-z0-9_.-]{1,60})/commit/([0-9a-f]{40})\\b"_s);
    static const QRegularExpression job(
        u"https?://[a-z.-]*lando[a-z.-]*/(?:[a-z]+/)?(?:landing_jobs|landings)/([0-9]{1,15})\\b"_s);
    static const QRegularExpression query(u"https?://(?:treeherder|tbpl)\\.mozilla\\.org/[^\\s<>\"')\\]]*"_s);
    for (const auto &match : hg.globalMatch(line)) {
        hearCommit(line, match, false);
    }
    for (const auto &match : git.globalMatch(line)) {
        hearCommit(line, match, true);
    }
    for (const auto &match : job.globalMatch(line)) {
        addJob(m_story, match.captured(1).toLongLong());
    }
    for (const auto &match : query.globalMatch(line)) {
        hearQuery(match.captured());
    }
}

void Listener::hearCommit(const QString &line, const QRegularExpressionMatch &match, bool isGit)
{
    const QString tree = isGit ? QString() : match.captured(1).section(u'/', -1).toLower();
    if (tree == "try"_L1) {
        addTry(m_story, {.revision = match.captured(2), .told = m_comment.at});
        return;
    }
    // People mention commits in many a sentence: only an address that stands alone says that this is what landed.
    const QStringView after = QStringView(line).sliced(match.capturedEnd()).trimmed();
    const bool standsAlone = match.capturedStart() == 0 && (after.isEmpty() || after.startsWith(u'('));
    if (m_mode != Mode::BackedOut && !standsAlone) {
        return;
    }
    endPassage();
    m_passage = Passage{.revision = match.captured(2),
                        .tree = tree,
                        .isBackout = m_mode == Mode::BackedOut,
                        .isGit = isGit,
                        .at = m_comment.at};
    if (m_mode == Mode::BackedOut) {
        m_backout.reset();
    }
    m_afterCommit = true;
}

/// A page of Treeherder, or of TBPL before it, that shows one push to try.
void Listener::hearQuery(const QString &address)
{
    static const QRegularExpression revision(u"^[0-9a-fA-F]{7,40}$"_s);
    const QUrlQuery query(address.section(u'?', 1));
    const bool isTry = query.queryItemValue(u"repo"_s) == "try"_L1
        || query.queryItemValue(u"tree"_s).compare("try"_L1, Qt::CaseInsensitive) == 0;
    for (const QString &name : {u"revision"_s, u"rev"_s, u"tochange"_s}) {
        const QString value = query.queryItemValue(name);
        if (isTry && revision.match(value).hasMatch()) {
            addTry(m_story, {.revision = value, .told = m_comment.at});
            return;
        }
    }
}
}

void hear(Story &story, const Comment &comment)
{
    Listener(story, comment).listen();
    if (comment.at.isValid() && (!story.heard.isValid() || comment.at > story.heard)) {
        story.heard = comment.at;
    }
}

}
