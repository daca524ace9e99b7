// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/commitmessage.h"

#include "models/values/addonce.h"
#include "models/values/plaintext.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr auto s_caseless = QRegularExpression::CaseInsensitiveOption;
constexpr qsizetype s_longestMessage = 16'384;
constexpr qsizetype s_longestLine = 1'000;
constexpr qsizetype s_fewNames = 20;
constexpr qsizetype s_manyNames = 100;

using Text = const QRegularExpression;

bool isHex(QStringView text)
{
    return std::ranges::all_of(
        text, [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F'); });
}

/// The bugs that a text names, "bug 1", "bugs 1, 2 and 3", "bug 1 & bug 2"; the end of the first of these lists.
QList<qint64> bugsIn(QStringView text, qsizetype most, qsizetype *endOfFirst = nullptr)
{
    static Text list(
        uR"(\bbugs?\s{0,4}#?(\d{1,9}(?![\w.]\d|\w)(?:\s{0,4}(?:,|&|\+|and|/)\s{0,4}(?:bugs?\s{0,4})?#?\d{1,9}(?![\w.]\d|\w))*))"_s,
        s_caseless);
    static Text number(uR"((bugs?\s{0,4})?#?(\d{1,9}))"_s, s_caseless);
    QList<qint64> bugs;
    if (!text.contains("bug"_L1, Qt::CaseInsensitive)) {
        return bugs;
    }
    for (const QRegularExpressionMatch &found : list.globalMatchView(text)) {
        qsizetype digits = 0;
        qsizetype end = found.capturedEnd(0);
        for (const QRegularExpressionMatch &one : number.globalMatchView(found.capturedView(1))) {
            // "bug 1234567, 2 patches": a number after the first that is much shorter is another thing's.
            if (digits > 0 && !one.hasCaptured(1) && one.capturedLength(2) < digits - 1) {
                end = found.capturedStart(1) + one.capturedStart(0);
                break;
            }
            digits = std::max(digits, one.capturedLength(2));
            if (const qint64 bug = one.capturedView(2).toLongLong(); bug > 0) {
                addOnce(bugs, bug, most);
            }
        }
        if (endOfFirst) {
            *endOfFirst = end;
            return bugs;
        }
    }
    return bugs;
}

/// Words of hex digits that can hardly be anything but a commit.
QStringList revisionsIn(QStringView text, qsizetype most)
{
    static Text word(uR"((?<![\w/.-])([0-9a-f]{7,40})(?!\w))"_s, s_caseless);
    QStringList revisions;
    for (const QRegularExpressionMatch &found : word.globalMatchView(text)) {
        const QString revision = found.captured(1).toLower();
        const bool spelt = std::ranges::none_of(revision, [](QChar c) { return c.isDigit(); });
        const bool counted = revision.size() < 12 && std::ranges::all_of(revision, [](QChar c) { return c.isDigit(); });
        if (!spelt && !counted) {
            addOnce(revisions, revision, most);
        }
    }
    return revisions;
}

/// What is said after "for", "because", "due to" outside of brackets, and where that begins.
struct Reason {
    QString text;
    qsizetype from = 0;
};
Reason reasonIn(QStringView line)
{
    static Text why(uR"((?:\bfor\b|\bbecause(?:\s+of)?\b|\bdue\s+to\b|\bsince\b|\bas\s+it\b)\s*:?\s*)"_s, s_caseless);
    static Text tail(uR"([\s.,;:]*(?:\b(?:on\s+)?(?:an?\s+)?closed\s+tree\b|\b(?:a|r|rs)=\S+|\bdonttest\b)[\s.]*$)"_s,
                     s_caseless);
    for (const QRegularExpressionMatch &found : why.globalMatchView(line)) {
        const QStringView before = line.first(found.capturedStart());
        if (before.count(u'(') > before.count(u')')) {
            continue;
        }
        QString text = line.sliced(found.capturedEnd()).toString();
        for (auto end = tail.match(text); end.hasMatch(); end = tail.match(text)) {
            text.truncate(end.capturedStart());
        }
        return {.text = plainLine(text, 200), .from = found.capturedStart()};
    }
    return {.text = {}, .from = line.size()};
}

bool takesBack(QStringView line)
{
    static Text back(uR"(^\W{0,4}(?:back(?:ed|ing|s)?[\s-]{0,2}out\b|backout\b|(?:this\s+)?revert(?:ed|ing|s)?\b))"_s,
                     s_caseless);
    return back.matchView(line).hasMatch();
}

/// "Revert" after a bug's number is often what the patch does to the code: then only a named commit or bug counts.
bool takesBackSomeCommit(QStringView rest)
{
    static Text what(
        uR"(^\W{0,4}(?:back(?:ed|ing|s)?[\s-]{0,2}out|backout|revert(?:ed|ing|s)?)\b[^"“]{0,40}?(?:\bchangesets?\b|\bcommits?\b|\brevisions?\b|\bcsets?\b|\bbugs?\s{0,4}#?\d|\b[0-9a-f]{7,40}\b|["“]))"_s,
        s_caseless);
    return what.matchView(rest).hasMatch();
}

QStringView withoutReverts(QStringView title, int &reverts)
{
    static Text revert(uR"(^\s*re(?:(vert)|apply|land)\s+["“])"_s, s_caseless);
    for (auto found = revert.matchView(title); found.hasMatch(); found = revert.matchView(title)) {
        reverts += found.hasCaptured(1) ? 1 : 0;
        title = title.sliced(found.capturedEnd());
    }
    return title;
}

/// Reads one message, line by line.
class Reader
{
public:
    CommitMessage read(QStringView message)
    {
        message = message.first(std::min(message.size(), s_longestMessage)).trimmed();
        const QList<QStringView> lines = message.split(u'\n');
        readTitle(lines.constFirst().first(std::min(lines.constFirst().size(), s_longestLine)));
        for (const QStringView line : lines.sliced(1)) {
            readLine(line.first(std::min(line.size(), s_longestLine)));
        }
        if (m_landsAgain) {
            m_read.backout.reset();
        }
        return m_read;
    }

private:
    void readTitle(QStringView title)
    {
        int reverts = 0;
        const QStringView inner = withoutReverts(title, reverts);
        readPulls(title);
        if (reverts > 0) {
            m_landsAgain = reverts % 2 == 0;
            const QList<qint64> bugs = forBugs(inner);
            (m_landsAgain ? m_read.bugs : m_read.backout.emplace().bugs) = bugs;
            return;
        }
        if (takesBack(title)) {
            takeBack(title, true);
            return;
        }
        if (readMerge(title)) {
            return;
        }
        m_read.bugs = forBugs(inner);
        takeBackForBug(inner);
        readNamed(title);
    }

    /// "Bug 5 - Back out bug 4", "Bug 5 - Backed out changeset 1a2b3c4d5e6f".
    void takeBackForBug(QStringView title)
    {
        qsizetype end = 0;
        if (bugsIn(title, 1, &end).isEmpty() || m_read.bugs.isEmpty() || !takesBackSomeCommit(title.sliced(end))) {
            return;
        }
        const QList<qint64> own = std::exchange(m_read.bugs, {});
        takeBack(title.sliced(end), true);
        (m_read.backout->bugs.isEmpty() ? m_read.backout->bugs : m_read.bugs) = own;
    }

    /// The bugs a title says its commit is for.
    static QList<qint64> forBugs(QStringView title)
    {
        static Text none(uR"(^\W*no[\s-]{0,2}bug\b)"_s, s_caseless);
        static Text begins(
            uR"(^(?:\W|\[[^\]]{0,40}\]|try:|wip\b|fixup!|squash!|re-?land(?:ing|ed)?\b|part\s+\d+)*bugs?\s{0,4}#?\d)"_s,
            s_caseless);
        if (none.matchView(title).hasMatch()) {
            return {};
        }
        if (begins.matchView(title).hasMatch()) {
            qsizetype end = 0;
            return bugsIn(title, s_fewNames, &end);
        }
        const QList<qint64> bugs = bugsIn(title, 2);
        return bugs.size() == 1 ? bugs : QList<qint64>();
    }

    bool readMerge(QStringView title)
    {
        static Text merge(uR"(^\W{0,4}(?:auto[\s-]?)?merg(?:e|ed|es|ing)\b)"_s, s_caseless);
        static Text pull(
            uR"(^\W{0,4}(?:auto[\s-]?)?merg(?:e|ed|es|ing)\s+(?:pull\s+request\s+|of\s+|pr\s+)?#(\d{1,9}))"_s,
            s_caseless);
        if (const auto found = pull.matchView(title); found.hasMatch()) {
            addOnce(m_read.pulls, found.capturedView(1).toInt(), s_fewNames);
            return true;
        }
        m_read.merge = merge.matchView(title).hasMatch();
        return m_read.merge;
    }

    /// "Fix the sock (#5)": what a squashed request's title becomes.
    void readPulls(QStringView title)
    {
        static Text squashed(uR"(\(#(\d{1,9})\)\s*$)"_s);
        if (const auto found = squashed.matchView(title); found.hasMatch()) {
            addOnce(m_read.pulls, found.capturedView(1).toInt(), s_fewNames);
        }
    }

    void takeBack(QStringView line, bool first)
    {
        if (!m_read.backout) {
            m_read.backout.emplace();
        }
        const Reason reason = reasonIn(line);
        const QStringView what = line.first(reason.from);
        if (first) {
            m_read.backout->reason = reason.text;
        }
        for (const qint64 bug : bugsIn(what, s_manyNames)) {
            addOnce(m_read.backout->bugs, bug, s_manyNames);
        }
        for (const QString &revision : revisionsIn(what, s_manyNames)) {
            addOnce(m_read.backout->revisions, revision, s_manyNames);
        }
    }

    void readLine(QStringView line)
    {
        static Text reverts(uR"(\bthis\s+reverts\s+commits?\b([^.]*?)(?:,\s*reversing\b|\.|$))"_s, s_caseless);
        line = line.trimmed();
        if (line.isEmpty()) {
            return;
        }
        if (const auto found = reverts.matchView(line); found.hasMatch()) {
            if (!m_read.backout) {
                m_read.backout.emplace();
            }
            for (const QString &revision : revisionsIn(found.capturedView(1), s_manyNames)) {
                addOnce(m_read.backout->revisions, revision, s_manyNames);
            }
            return;
        }
        // In the text of another commit it is only told of.
        if (m_read.backout && takesBack(line)) {
            takeBack(line, false);
            return;
        }
        readNamed(line);
    }

    void readNamed(QStringView line)
    {
        static Text job(
            uR"((?:\blanding\s+job\s+id\s*:?\s*|/landing_jobs/|\blando[\s-]job(?:[\s-]id)?\s*:?\s*)(\d{1,9})\b)"_s,
            s_caseless);
        static Text url(uR"(\bgithub\.com/([\w.-]{1,100})/([\w.-]{1,100})/pull/(\d{1,9})\b)"_s, s_caseless);
        static Text same(
            uR"(^\W{0,2}(?:git[\s-](?:commit|hash|revision|commit-id)|hg[\s-](?:commit|hash|revision)|ultrablame\s+original\s+commit|cherry[\s-]picked\s+from\s+commit)\s*:?\s*([0-9a-f]{7,40})\b)"_s,
            s_caseless);
        static Text tried(uR"(\btry:.*--post-to-bugzilla)"_s, s_caseless);
        if (const auto found = job.matchView(line); found.hasMatch()) {
            addOnce(m_read.landoJobs, found.capturedView(1).toLongLong(), s_fewNames);
        }
        if (const auto found = url.matchView(line); found.hasMatch()) {
            addOnce(m_read.pullUrls, u"%1/%2#%3"_s.arg(found.captured(1), found.captured(2), found.captured(3)),
                    s_fewNames);
        }
        if (const auto found = same.matchView(line); found.hasMatch()) {
            addOnce(m_read.revisions, found.captured(1).toLower(), s_fewNames);
        }
        if (m_read.bugs.isEmpty() && tried.matchView(line).hasMatch()) {
            m_read.bugs = bugsIn(line, s_fewNames);
        }
    }

    CommitMessage m_read;
    bool m_landsAgain = false;
};
}

CommitMessage readCommitMessage(QStringView message)
{
    return Reader().read(message);
}

bool isSameRevision(QStringView one, QStringView other)
{
    const bool both = one.size() >= 7 && other.size() >= 7 && one.size() <= 40 && other.size() <= 40;
    const auto [shorter, longer] = one.size() < other.size() ? std::pair(one, other) : std::pair(other, one);
    return both && longer.startsWith(shorter, Qt::CaseInsensitive) && isHex(longer);
}

}
