// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/features/flight.h"

#include "models/items/roles.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

namespace {
constexpr auto s_patience = 60s;

QString lineOf(const QModelIndex &index)
{
    if (const QVariant value = index.data(ItemRole::Standing); value.isValid() && index.data(ItemRole::Push).isValid()) {
        const auto standing = value.value<PushStanding>();
        return u"%1 %2 %3/%4"_s.arg(standing.subject().value, verdictName(standing.verdict))
            .arg(standing.finished())
            .arg(standing.unscheduled + standing.pending + standing.running);
    }
    if (const QVariant value = index.data(ItemRole::PullRequest); value.isValid()) {
        const auto pull = value.value<PullRequest>();
        return QStringList{pull.subject().value, pullStateName(pull.state), checksName(pull.checks),
                           reviewName(pull.review), mergeName(pull.merge)}
            .join(u' ');
    }
    if (const QVariant value = index.data(ItemRole::Deployment); value.isValid()) {
        const auto deployment = value.value<Deployment>();
        return deployment.subject().value + u' ' + deploymentStateName(deployment.state);
    }
    if (const QVariant value = index.data(ItemRole::Tree); value.isValid() && !index.data(ItemRole::Landing).isValid()) {
        const auto tree = value.value<Tree>();
        return QStringList{tree.subject().value, treeStatusName(tree.status), tree.reason, tree.tags.join(u',')}.join(
            u' ');
    }
    if (const QVariant value = index.data(ItemRole::Landing); value.isValid()) {
        const auto landing = value.value<Landing>();
        return landing.subject().value + u' ' + landingStateName(landing.state);
    }
    if (const QVariant value = index.data(ItemRole::Occurrence); value.isValid()) {
        const auto event = value.value<Occurrence>();
        return QStringList{event.subject().value, event.start.toUTC().toString(Qt::ISODate), event.title,
                           occurrenceStatusName(event.status)}
            .join(u' ');
    }
    return {};
}

void collect(const QAbstractItemModel &model, const QString &start, QStringList &lines, const QModelIndex &parent = {})
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        if (const QString line = lineOf(index); line.startsWith(start)) {
            lines.append(line);
        }
        collect(model, start, lines, index);
    }
}
}

QString noticeLine(const Notice &notice)
{
    const QString subject = notice.subject.value.section(u'/', 1);
    const QString transition = notice.key.section(u'#', 1);
    const bool ofPush = notice.kind == Notice::Kind::PushBad || notice.kind == Notice::Kind::PushFinished;
    const QString outcome = ofPush                   ? transition.section(u':', 1, 1)
        : notice.kind == Notice::Kind::PushRecovered ? QString()
                                                     : transition;
    return QStringList{subject, noticeKindName(notice.kind), outcome}.join(u' ').trimmed();
}

Flight::Flight(const QDateTime &now)
    : m_now(now.toMSecsSinceEpoch())
{
    QVERIFY(m_dir.isValid());
}

Flight::~Flight()
{
    m_app.reset(); // before the fields it talks to
}

Airfield &Flight::field(const QString &name)
{
    std::unique_ptr<Airfield> &field = m_fields[name];
    if (!field) {
        field = std::make_unique<Airfield>(AirfieldOptions{.start = now()});
        if (!field->listen()) {
            qFatal("the airfield does not open: %s", qPrintable(field->errorString()));
        }
    }
    return *field;
}

void Flight::replaceField(const QString &name)
{
    const quint16 port = field(name).port();
    m_fields[name].reset();
    m_fields[name] = std::make_unique<Airfield>(AirfieldOptions{.port = port, .start = now()});
    QVERIFY2(m_fields[name]->listen(), qPrintable(m_fields[name]->errorString()));
}

void Flight::addAccount(const QString &id, Service service, bool token)
{
    addAccountAt(id, id, service, token);
}

void Flight::addAccountAt(const QString &name, const QString &id, Service service, bool token)
{
    Account account{.id = AccountId(id), .service = service};
    if (service != Service::ICalendar) {
        account.baseUrl = field(name).url(serviceName(service));
    }
    if (token) {
        account.secret.kind = SecretPlace::Kind::Keychain;
        m_withToken.append(account.id);
        app().secrets().keepInMemory(account.id, "demo-token");
    }
    const auto added = app().book().addAccount(account);
    QVERIFY2(added.has_value(), qPrintable(added.error_or(QString())));
}

void Flight::addWatch(const QString &id, Watch::Kind kind, const QString &target, const QString &who)
{
    const auto added = app().book().addWatch(
        {.id = WatchId(id), .account = AccountId(id.section(u'/', 0, 0)), .kind = kind, .target = target, .who = who});
    QVERIFY2(added.has_value(), qPrintable(added.error_or(QString())));
}

void Flight::open()
{
    m_app = std::make_unique<Application>(
        Application::Options{.profile = Profile::in(m_dir.path()), .clock = [this] { return now(); }});
    for (const AccountId &account : std::as_const(m_withToken)) {
        m_app->secrets().keepInMemory(account, "demo-token");
    }
    connect(m_app.get(), &Application::noticesChanged, this, &Flight::hear);
    connect(m_app.get(), &Application::failed, this, [](const QString &what) { QFAIL(qPrintable(what)); });
    bool ready = false;
    connect(m_app.get(), &Application::ready, this, [&ready] { ready = true; });
    m_app->open();
    QVERIFY(QTest::qWaitFor([&ready] { return ready; }, s_patience));
    disconnect(m_app.get(), &Application::ready, this, nullptr);
}

void Flight::close()
{
    m_app->close();
    m_app.reset();
}

void Flight::restart()
{
    close();
    open();
}

PollReport Flight::poll()
{
    std::optional<PollReport> report;
    const auto heard = connect(m_app.get(), &Application::polled, this,
                               [&report](const PollReport &told) { report = told; });
    m_app->pollOnce();
    const bool ended = QTest::qWaitFor([&report] { return report.has_value(); }, s_patience);
    disconnect(heard);
    if (!ended) {
        QTest::qFail("the round does not end", __FILE__, __LINE__);
        return {};
    }
    return *report;
}

void Flight::hear(const QList<Notice> &notices)
{
    for (const Notice &notice : notices) {
        if (!m_notices.contains(notice.key)) {
            m_news.append(noticeLine(notice));
        }
        m_notices[notice.key] = notice;
    }
    m_news.sort();
}

QStringList Flight::takeNews()
{
    return std::exchange(m_news, {});
}

QStringList Flight::noticesOf(const QString &account, Notice::State state) const
{
    QStringList lines;
    for (const auto &[key, notice] : m_notices) {
        if (notice.account.value == account && notice.state == state) {
            lines.append(noticeLine(notice));
        }
    }
    lines.sort();
    return lines;
}

QStringList Flight::facts(const QString &account)
{
    QStringList lines;
    for (const QAbstractItemModel *model :
         {static_cast<QAbstractItemModel *>(&app().pushes()), static_cast<QAbstractItemModel *>(&app().queue()),
          static_cast<QAbstractItemModel *>(&app().agenda()), static_cast<QAbstractItemModel *>(&app().trees())}) {
        collect(*model, account + u'/', lines);
    }
    lines.sort();
    return lines;
}

SourceHealth Flight::health(const QString &watch)
{
    const SourcesModel &model = app().sources();
    for (int row = 0; row < model.rowCount(); ++row) {
        const auto health = model.index(row, 0).data(ItemRole::Health).value<SourceHealth>();
        if (health.watch.value == watch) {
            return health;
        }
    }
    return {};
}

}
