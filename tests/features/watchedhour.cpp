// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/features/watchedhour.h"

#include "app/sources/treeherder/treeherderrequests.h"
#include "models/items/roles.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>
#include <QTimer>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

namespace {
constexpr auto s_patience = 60s;
const AccountId s_account(u"th"_s);

QUrl baseOf(const Tollgate &gate)
{
    return QUrl(u"http://127.0.0.1:%1/treeherder"_s.arg(gate.serverPort()));
}
}

WholePage::WholePage(const QUrl &base, const QStringList &repositories, const Clock &clock)
    : m_base(base), m_repositories(repositories), m_http(clock)
{
}

std::optional<QJsonObject> WholePage::get(const QUrl &url)
{
    std::optional<QJsonObject> found;
    QEventLoop loop;
    m_http.send({.url = url, .headers = {{"Accept", "application/json"}}, .maxBytes = 64 * 1024 * 1024}, &loop,
                [&](const Result<HttpAnswer> &answer) {
                    if (answer && answer->status == 200) {
                        found = QJsonDocument::fromJson(answer->body).object();
                    }
                    loop.quit();
                });
    loop.exec();
    return found;
}

bool WholePage::refresh()
{
    m_jobs = 0;
    for (const QString &repository : std::as_const(m_repositories)) {
        const auto pushes = get(Treeherder::pushList(m_base, repository, {}).url);
        if (!pushes) {
            return false;
        }
        QList<qint64> ids;
        for (const QJsonValue &push : (*pushes)["results"_L1].toArray()) {
            ids.append(push["id"_L1].toInteger());
        }
        QUrl next = Treeherder::jobs(m_base, ids, {}, 1).url;
        while (!next.isEmpty()) {
            const auto page = get(next);
            if (!page || !(*page)["results"_L1].isArray()) {
                return false;
            }
            m_jobs += (*page)["results"_L1].toArray().size();
            next = QUrl((*page)["next"_L1].toString());
        }
    }
    return true;
}

WatchedHour::WatchedHour(const QStringList &repositories, int minutes)
    : m_repositories(repositories)
    , m_minutes(minutes)
    , m_now(QDateTime({2026, 11, 20}, {9, 0}, QTimeZone::utc()).toMSecsSinceEpoch())
    , m_clock([this] { return QDateTime::fromMSecsSinceEpoch(m_now, QTimeZone::utc()); })
    , m_field({.live = true, .start = m_clock()})
{
}

WatchedHour::~WatchedHour() = default;

QString WatchedHour::begin()
{
    if (!m_field.listen()) {
        return m_field.errorString();
    }
    m_windsockGate = std::make_unique<Tollgate>(m_field.port());
    m_pageGate = std::make_unique<Tollgate>(m_field.port());
    if (!m_windsockGate->open() || !m_pageGate->open()) {
        return u"a gate does not open"_s;
    }
    m_page = std::make_unique<WholePage>(baseOf(*m_pageGate), m_repositories, m_clock);
    m_app = std::make_unique<Application>(
        Application::Options{.profile = Profile::in(m_folder.path()), .clock = m_clock});
    QEventLoop loop;
    connect(m_app.get(), &Application::ready, &loop, &QEventLoop::quit);
    QTimer::singleShot(s_patience, &loop, [&loop] { loop.exit(1); });
    m_app->open();
    if (loop.exec() != 0) {
        return u"the store does not open"_s;
    }
    if (!m_app->book().addAccount({.id = s_account, .service = Service::Treeherder, .baseUrl = baseOf(*m_windsockGate)})) {
        return u"the account is refused"_s;
    }
    for (const QString &repository : std::as_const(m_repositories)) {
        if (!m_app->book().addWatch({.id = WatchId(u"th/"_s + repository),
                                     .account = s_account,
                                     .kind = Watch::Kind::Tree,
                                     .target = repository})) {
            return u"the watch is refused"_s;
        }
    }
    return {};
}

bool WatchedHour::poll()
{
    std::optional<PollReport> report;
    QEventLoop loop;
    const auto heard = connect(m_app.get(), &Application::polled, this, [&](const PollReport &told) {
        report = told;
        loop.quit();
    });
    QTimer::singleShot(s_patience, &loop, &QEventLoop::quit);
    m_app->pollOnce();
    loop.exec();
    disconnect(heard);
    return report && report->allGood();
}

/// The states of each recording come at even distances; before the first and after the last is as long.
void WatchedHour::step(int minute)
{
    for (const QString &repository : std::as_const(m_repositories)) {
        const int states = m_states.value(repository);
        const int due = minute * (states + 1) / m_minutes;
        while (states - m_field.stepsLeft(repository) < due) {
            m_field.step(repository);
        }
    }
}

QString WatchedHour::play()
{
    if (const QString problem = begin(); !problem.isEmpty()) {
        return problem;
    }
    for (const QString &repository : std::as_const(m_repositories)) {
        m_states.insert(repository, m_field.stepsLeft(repository));
    }
    for (int minute = 0; minute < m_minutes; ++minute) {
        m_now += 60'000;
        m_field.setNow(m_clock());
        step(minute);
        if (!poll()) {
            return u"Windsock was not answered in minute %1"_s.arg(minute);
        }
        if (!m_page->refresh()) {
            return u"the page was not answered in minute %1"_s.arg(minute);
        }
        m_spent.append({m_windsockGate->toll(), m_pageGate->toll()});
    }
    return {};
}

qsizetype WatchedHour::jobsOfWindsock() const
{
    const PushesModel &model = m_app->pushes();
    qsizetype jobs = 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex push = model.index(row, 0);
        for (int platform = 0; platform < model.rowCount(push); ++platform) {
            jobs += model.index(platform, 0, push).data(ItemRole::Jobs).value<QList<Job>>().size();
        }
    }
    return jobs;
}

}
