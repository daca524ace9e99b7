// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/landoworld.h"

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_shortLog = 5;

FieldAnswer json(const QJsonObject &object, int status = 200)
{
    return FieldAnswer::json(QJsonDocument(object), status);
}

/// As RFC 7807 has it, and Lando after it.
FieldAnswer problem(const QString &title, const QString &detail)
{
    FieldAnswer answer = json({{u"detail"_s, detail},
                               {u"status"_s, 404},
                               {u"title"_s, title},
                               {u"type"_s, u"https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/404"_s}},
                              404);
    answer.type = "application/problem+json";
    return answer;
}

FieldAnswer noPage()
{
    return FieldAnswer::text("<!doctype html><title>Not Found</title>", "text/html", 404);
}
}

LandoWorld::LandoWorld(const FieldClock &clock)
    : m_clock(clock)
{
}

QString LandoWorld::text() const
{
    return m_clock.now().toUTC().toString(u"yyyy-MM-ddTHH:mm:ss.zzz'Z'"_s);
}

FieldAnswer LandoWorld::answer(const QString &path, const FieldRequest &request)
{
    const QString jobs = u"/landing_jobs/"_s;
    if (request.method != "GET") {
        return json({{u"title"_s, u"Method Not Allowed"_s}, {u"status"_s, 405}}, 405);
    }
    if (path.startsWith(jobs)) {
        return job(path.sliced(jobs.size()));
    }
    for (const QString &front : {u"/api/treestatus"_s, u"/alone"_s}) {
        if (path.startsWith(front + u'/')) {
            return treestatus(path.sliced(front.size()));
        }
    }
    return path.startsWith("/api/"_L1) ? commit(path.sliced(5)) : noPage();
}

FieldAnswer LandoWorld::job(const QString &number) const
{
    const QString digits = number.endsWith(u'/') ? number.chopped(1) : number;
    const auto found = m_jobs.constFind(digits.toLongLong());
    return found == m_jobs.cend()
        ? problem(u"Landing job not found"_s, u"A landing job with ID %1 was not found."_s.arg(digits))
        : json(*found);
}

FieldAnswer LandoWorld::treestatus(const QString &path) const
{
    if (path == "/trees"_L1 || path == "/trees2"_L1) {
        QJsonObject byName;
        QJsonArray list;
        for (const Tree &tree : m_trees) {
            byName.insert(tree.object["tree"_L1].toString(), tree.object);
            list.append(tree.object);
        }
        return json({{u"result"_s, path == "/trees"_L1 ? QJsonValue(byName) : QJsonValue(list)}});
    }
    const QString name = path.section(u'/', 2, 2);
    const QString part = path.section(u'/', 3);
    const auto tree = m_trees.constFind(name);
    if (!path.startsWith("/trees/"_L1)) {
        return noPage();
    }
    if (tree == m_trees.cend()) {
        return problem(u"The tree does not exist."_s, u"No tree %1 found."_s.arg(name));
    }
    if (part == "logs"_L1 || part == "logs_all"_L1) {
        QJsonArray log = tree->log;
        while (part == "logs"_L1 && log.size() > s_shortLog) {
            log.removeLast();
        }
        return json({{u"result"_s, log}});
    }
    return part.isEmpty() ? json({{u"result"_s, tree->object}}) : noPage();
}

FieldAnswer LandoWorld::commit(const QString &path) const
{
    const QString which = path.section(u'/', 0, 0);
    const QString hash = path.section(u'/', 2, 2);
    const bool known = which == "git2hg"_L1 || which == "hg2git"_L1;
    if (!known || path.section(u'/', 1, 1) != "firefox"_L1) {
        return noPage();
    }
    const QString git = which == "git2hg"_L1 ? hash : m_hg.key(hash);
    const QString hg = m_hg.value(git);
    if (git.isEmpty() || hg.isEmpty()) {
        const QString scm = which.first(which.indexOf(u'2'));
        return json({{u"error"_s, u"No commits found"_s},
                     {u"detail"_s, u"No commit found in %1 for %2 in firefox"_s.arg(scm, hash)}},
                    404);
    }
    return json({{u"git_hash"_s, git}, {u"hg_hash"_s, hg}});
}

void LandoWorld::addJob(const Job &job)
{
    QJsonArray revisions;
    for (qsizetype i = 0; i < job.messages.size(); ++i) {
        revisions.append(QJsonObject{{u"author_email"_s, job.requester},
                                     {u"author_name"_s, job.requester.section(u'@', 0, 0)},
                                     {u"commit_message"_s, job.messages.at(i)},
                                     {u"url"_s, u"https://phabricator.example.org/D%1"_s.arg(job.number * 10 + i)}});
    }
    m_jobs[job.number] = {
        {u"commit_id"_s, QString()},     {u"created_at"_s, text()},
        {u"error"_s, QString()},         {u"id"_s, job.number},
        {u"requester"_s, job.requester}, {u"status"_s, u"SUBMITTED"_s},
        {u"updated_at"_s, text()},       {u"repository"_s, job.repository},
        {u"revisions"_s, revisions},     {u"url"_s, u"https://lando.example.org/landings/%1"_s.arg(job.number)}};
}

void LandoWorld::setJob(qint64 number, const QString &status, const QString &error, const QString &commit)
{
    QJsonObject &job = m_jobs[number];
    job[u"status"_s] = status;
    job[u"error"_s] = error;
    job[u"commit_id"_s] = commit;
    job[u"updated_at"_s] = text();
}

void LandoWorld::removeJob(qint64 number)
{
    m_jobs.remove(number);
}

void LandoWorld::setTree(const QString &name, const QString &status, const QString &reason, const QStringList &tags,
                         const QString &who)
{
    Tree &tree = m_trees[name];
    ++m_lastLog;
    tree.object = {{u"category"_s, name == "try"_L1 ? u"try"_s : u"development"_s},
                   {u"log_id"_s, m_lastLog},
                   {u"message_of_the_day"_s, u"motd"_s},
                   {u"reason"_s, reason},
                   {u"status"_s, status},
                   {u"tags"_s, QJsonArray::fromStringList(tags)},
                   {u"tree"_s, name}};
    tree.log.prepend(QJsonObject{{u"id"_s, m_lastLog},
                                 {u"reason"_s, reason},
                                 {u"status"_s, status},
                                 {u"tags"_s, QJsonArray::fromStringList(tags)},
                                 {u"tree"_s, name},
                                 {u"when"_s, text()},
                                 {u"who"_s, who}});
}

void LandoWorld::removeTree(const QString &name)
{
    m_trees.remove(name);
}

void LandoWorld::addCommit(const QString &git, const QString &hg)
{
    m_hg.insert(git, hg);
}

}
