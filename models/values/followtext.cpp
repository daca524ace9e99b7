// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/followtext.h"

#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QString s_treeherder = u"treeherder.mozilla.org"_s;
const QString s_oldLando = u"api.lando.services.mozilla.com"_s;
constexpr int s_bugDigits = 9;
constexpr int s_jobDigits = 18;
constexpr int s_mostLinks = 64;

struct InstanceRow {
    QLatin1StringView name;
    QLatin1StringView host;
};

/// As Treeherder's own page translates them (mozilla/treeherder:ui/helpers/url.js); the numbers of two instances
/// overlap, so that none may stand for another.
constexpr std::array s_instances{
    InstanceRow{"lando-prod"_L1, "api.lando.services.mozilla.com"_L1},
    InstanceRow{"lando-prod-2025"_L1, "lando.moz.tools"_L1},
    InstanceRow{"lando-dev"_L1, "api.dev.lando.nonprod.cloudops.mozgcp.net"_L1},
    InstanceRow{"lando-dev-2025"_L1, "lando-dev.allizom.org"_L1},
};

/// 0 where it is no number from 1 on with at most `digits` digits.
qint64 numberOf(QStringView text, int digits)
{
    static const QRegularExpression form(u"^[1-9][0-9]*$"_s);
    return text.size() <= digits && form.matchView(text).hasMatch() ? text.toLongLong() : 0;
}

bool isHash(QStringView text, int least)
{
    static const QRegularExpression form(u"^[0-9a-fA-F]{7,40}$"_s);
    return text.size() >= least && form.matchView(text).hasMatch();
}

bool isTree(const QString &text)
{
    static const QRegularExpression form(u"^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}$"_s);
    return form.match(text).hasMatch();
}

bool isGitHubName(const QString &owner, const QString &name)
{
    static const QRegularExpression ownerForm(u"^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$"_s);
    static const QRegularExpression nameForm(u"^(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}$"_s);
    return ownerForm.match(owner).hasMatch() && nameForm.match(name).hasMatch();
}

bool isAuthor(const QString &text)
{
    static const QRegularExpression form(u"^[A-Za-z0-9._%+-]{1,64}(@[A-Za-z0-9.-]{1,190})?$"_s);
    return form.match(text).hasMatch();
}

QString hostOf(const QUrl &url)
{
    QString host = url.host(QUrl::FullyEncoded).toLower();
    if (host.endsWith(u'.')) {
        host.chop(1);
    }
    const int usual = url.scheme() == "https"_L1 ? 443 : 80;
    return url.port(usual) == usual ? host : host + u':' + QString::number(url.port());
}

/// The one value of a parameter; nothing where it is there twice with two values.
std::optional<QString> valueOf(const QUrlQuery &query, const QString &name)
{
    const QStringList values = query.allQueryItemValues(name, QUrl::FullyDecoded);
    for (const QString &value : values) {
        if (value != values.constFirst()) {
            return std::nullopt;
        }
    }
    return values.value(0);
}

QString landoOf(const QString &host, const QString &instance)
{
    if (host != s_treeherder) {
        return host;
    }
    for (const InstanceRow &row : s_instances) {
        if (row.name == instance) {
            return row.host;
        }
    }
    return s_oldLando; // as Treeherder does
}

/// A page of Treeherder's: "jobs?repo=try&revision=…", "push-health/push?…".
std::optional<Follow> readTreeherder(const QString &host, const QUrlQuery &query)
{
    const auto repository = valueOf(query, u"repo"_s);
    const auto revision = valueOf(query, u"revision"_s);
    const auto job = valueOf(query, u"landoCommitID"_s);
    const auto instance = valueOf(query, u"landoInstance"_s);
    const auto author = valueOf(query, u"author"_s);
    if (!repository || !revision || !job || !instance || !author || !isTree(*repository)) {
        return std::nullopt;
    }
    Follow follow{.kind = Follow::Kind::Tree, .host = host, .repository = *repository};
    if (!revision->isEmpty()) {
        follow.kind = Follow::Kind::Revision;
        follow.hash = revision->toLower();
        return isHash(*revision, 7) ? std::optional(follow) : std::nullopt;
    }
    if (!job->isEmpty()) {
        follow.kind = Follow::Kind::LandingJob;
        follow.host = landoOf(host, *instance);
        follow.repository.clear();
        follow.number = numberOf(*job, s_jobDigits);
        return follow.number ? std::optional(follow) : std::nullopt;
    }
    if (!author->isEmpty()) {
        follow.kind = Follow::Kind::Author;
        follow.who = *author;
        return isAuthor(*author) ? std::optional(follow) : std::nullopt;
    }
    return follow;
}

/// "…/try/rev/HASH", "…/integration/autoland/pushloghtml?changeset=HASH".
std::optional<Follow> readMercurial(const QString &host, const QStringList &path, const QUrlQuery &query)
{
    const qsizetype at = path.size() - (path.constLast() == "pushloghtml"_L1 ? 1 : 2);
    const QString hash = at == path.size() - 1 ? valueOf(query, u"changeset"_s).value_or(QString()) : path.constLast();
    if (at < 1 || !isTree(path.at(at - 1)) || !isHash(hash, 7)) {
        return std::nullopt;
    }
    return Follow{.kind = Follow::Kind::Revision,
                  .host = host == "hg.mozilla.org"_L1 ? s_treeherder : host,
                  .repository = path.at(at - 1),
                  .hash = hash.toLower()};
}

std::optional<Follow> numbered(Follow::Kind kind, const QString &host, QStringView number, int digits)
{
    const qint64 value = numberOf(number, digits);
    return value ? std::optional(Follow{.kind = kind, .host = host, .number = value}) : std::nullopt;
}

std::optional<Follow> readPull(const QString &host, const QStringList &path)
{
    for (qsizetype i = 2; i + 1 < path.size(); ++i) {
        if (path.at(i) != "pull"_L1 || !isGitHubName(path.at(i - 2), path.at(i - 1))) {
            continue;
        }
        if (auto follow = numbered(Follow::Kind::PullRequest, host, path.at(i + 1), s_bugDigits)) {
            follow->repository = path.at(i - 2) + u'/' + path.at(i - 1);
            return follow;
        }
    }
    return std::nullopt;
}

/// Pages whose last words tell what they are of, whatever folder they live in.
std::optional<Follow> readPath(const QString &host, const QStringList &path, const QUrlQuery &query)
{
    const QString &last = path.constLast();
    const QString before = path.size() > 1 ? path.at(path.size() - 2) : QString();
    if (last == "jobs"_L1 || (before == "push-health"_L1 && last == "push"_L1)) {
        return readTreeherder(host, query);
    }
    if (last == "show_bug.cgi"_L1) {
        return numbered(Follow::Kind::Bug, host, valueOf(query, u"id"_s).value_or(QString()), s_bugDigits);
    }
    if (before == "landings"_L1 || before == "landing_jobs"_L1) {
        return numbered(Follow::Kind::LandingJob, host, last, s_jobDigits);
    }
    if (last == "pushloghtml"_L1 || before == "rev"_L1) {
        return readMercurial(host, path, query);
    }
    const bool bugAlone = path.size() == 1 && (host == "bugzil.la"_L1 || host == "bugzilla.mozilla.org"_L1);
    if (bugAlone || (before == "bug"_L1 && path.size() > 2 && path.at(path.size() - 3) == "rest"_L1)) {
        return numbered(Follow::Kind::Bug, host == "bugzil.la"_L1 ? u"bugzilla.mozilla.org"_s : host, last, s_bugDigits);
    }
    return readPull(host, path);
}

std::optional<Follow> readLink(const QString &text)
{
    QUrl url(QString(text).replace("&amp;"_L1, "&"_L1), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || url.authority().contains(u'@')) {
        return std::nullopt;
    }
    if (url.fragment().startsWith("/jobs?"_L1)) { // Treeherder's pages up to 2020
        url = url.resolved(QUrl(url.fragment(QUrl::FullyEncoded)));
    }
    const QStringList path = url.path(QUrl::FullyDecoded).split(u'/', Qt::SkipEmptyParts);
    return path.isEmpty() ? std::nullopt : readPath(hostOf(url), path, QUrlQuery(url));
}

/// Links with their scheme, and such without it that begin with a host's name.
std::optional<Follow> firstLink(const QString &text)
{
    static const QRegularExpression form(
        u"(?<![\\w@./%-])(?:https?://[^\\s<>\"'`“”„‘’«»\\[\\]{}|\\\\^]+"
        "|(?:[a-z0-9-]{1,63}\\.){1,5}[a-z]{2,24}(?::[0-9]{1,5})?/[^\\s<>\"'`“”„‘’«»\\[\\]{}|\\\\^]+)"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression tail(u"[.,;:!?)*_]+$"_s);
    auto links = form.globalMatch(text);
    for (int i = 0; i < s_mostLinks && links.hasNext(); ++i) {
        QString link = links.next().captured().remove(tail);
        if (!link.startsWith("http"_L1, Qt::CaseInsensitive) || !link.contains("://"_L1)) {
            link.prepend("https://"_L1);
        }
        if (auto follow = readLink(link)) {
            return follow;
        }
    }
    return std::nullopt;
}

/// The text without its links: what a link that was passed over holds is no phrase.
QString withoutLinks(QString text)
{
    for (qsizetype at = text.indexOf("://"_L1); at >= 0; at = text.indexOf("://"_L1, at)) {
        for (qsizetype i = at; i > 0 && !text.at(i - 1).isSpace(); --i) {
            text[i - 1] = u'\n';
        }
        for (; at < text.size() && !text.at(at).isSpace(); ++at) {
            text[at] = u'\n';
        }
    }
    return text;
}

/// What people write where they give no link.
std::optional<Follow> firstPhrase(const QString &text)
{
    static const QRegularExpression form(
        u"(?<![\\w/#@.-])(?:"
        "landing job id:?[ \\t]{1,8}(?<job>[0-9]{1,18})"
        "|bug[ \\t]{0,8}#?[ \\t]{0,8}(?<bug>[0-9]{1,9})"
        "|(?<owner>[A-Za-z0-9-]{1,39})/(?<name>[A-Za-z0-9._-]{1,100})#(?<pull>[0-9]{1,9})"
        "|(?:changeset|revision|commit|rev)[:=]?[ \\t]{1,8}(?:[0-9]{1,9}:)?(?<rev>[0-9a-f]{12,40})"
        "|(?<hash>[0-9a-f]{40})"
        ")(?![\\w/#@-])"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    auto phrases = form.globalMatch(text);
    while (phrases.hasNext()) {
        const QRegularExpressionMatch phrase = phrases.next();
        if (phrase.hasCaptured(u"job")) {
            if (auto follow = numbered(Follow::Kind::LandingJob, {}, phrase.capturedView(u"job"), s_jobDigits)) {
                return follow;
            }
        } else if (phrase.hasCaptured(u"bug")) {
            if (auto follow = numbered(Follow::Kind::Bug, {}, phrase.capturedView(u"bug"), s_bugDigits)) {
                return follow;
            }
        } else if (phrase.hasCaptured(u"pull")) {
            const qint64 number = numberOf(phrase.capturedView(u"pull"), s_bugDigits);
            if (number && isGitHubName(phrase.captured(u"owner"), phrase.captured(u"name"))) {
                return Follow{.kind = Follow::Kind::PullRequest,
                              .repository = phrase.captured(u"owner") + u'/' + phrase.captured(u"name"),
                              .number = number};
            }
        } else {
            const QString hash = phrase.hasCaptured(u"rev") ? phrase.captured(u"rev") : phrase.captured(u"hash");
            return Follow{.kind = Follow::Kind::Revision, .hash = hash.toLower()};
        }
    }
    return std::nullopt;
}

std::optional<Follow> readAlone(const QString &word)
{
    if (auto bug = numbered(Follow::Kind::Bug, {}, word.startsWith(u'#') ? word.mid(1) : word, s_bugDigits)) {
        return bug;
    }
    // Twelve digits and forty are how hashes are shown; any other long number is more likely something else.
    static const QRegularExpression digits(u"^[0-9]+$"_s);
    const bool number = digits.match(word).hasMatch() && word.size() != 12 && word.size() != 40;
    if (isHash(word, 12) && !number) {
        return Follow{.kind = Follow::Kind::Revision, .hash = word.toLower()};
    }
    if (word.contains(u'@') && isAuthor(word)) {
        return Follow{.kind = Follow::Kind::Author, .repository = u"try"_s, .who = word};
    }
    return std::nullopt;
}
}

QString followKindName(Follow::Kind kind)
{
    static constexpr std::array names{"bug"_L1,          "revision"_L1, "landing-job"_L1,
                                      "pull-request"_L1, "author"_L1,   "tree"_L1};
    return names.at(static_cast<size_t>(kind));
}

std::optional<Follow> readFollow(QStringView text)
{
    if (text.size() > longestFollowText) {
        return std::nullopt;
    }
    const QString whole = text.trimmed().toString();
    if (auto follow = firstLink(whole)) {
        return follow;
    }
    if (auto follow = firstPhrase(withoutLinks(whole))) {
        return follow;
    }
    return readAlone(whole);
}

}
