// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demoworld.h"

#include <KLocalizedString>

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QString s_program = u"windsock-airfield"_s;

struct DemoWatch {
    Service service;
    QLatin1StringView path; ///< below the airfield's address
    bool token;
    QList<Watch> watches;
};

QList<DemoWatch> demoWatches(const QUrl &base)
{
    const AccountId none;
    const auto watch = [&](const QString &id, Watch::Kind kind, const QString &target, const QString &who = {}) {
        return Watch{.id = WatchId(id), .account = none, .kind = kind, .target = target, .who = who};
    };
    const QString feed = base.toString() + u"/ics/demo.ics"_s;
    return {
        {Service::Treeherder,
         "/treeherder"_L1,
         false,
         {watch(u"treeherder/demo"_s, Watch::Kind::Tree, u"demo"_s),
          watch(u"treeherder/autoland"_s, Watch::Kind::Tree, u"autoland"_s),
          watch(u"treeherder/mozilla-inbound"_s, Watch::Kind::Tree, u"mozilla-inbound"_s)}},
        {Service::Bugzilla, "/bugzilla"_L1, true, {watch(u"bugzilla/autoland"_s, Watch::Kind::Landings, u"autoland"_s)}},
        {Service::GitHub,
         "/github"_L1,
         true,
         {watch(u"github/windsock-demo"_s, Watch::Kind::Repository, u"windsock-demo/windsock"_s),
          watch(u"github/windsock-demo/pushes"_s, Watch::Kind::Tree, u"windsock-demo/windsock"_s),
          watch(u"github/inbox"_s, Watch::Kind::Inbox, {})}},
        {Service::Lando,
         "/lando"_L1,
         false,
         {watch(u"lando/trees"_s, Watch::Kind::Trees, {}),
          watch(u"lando/job-5001"_s, Watch::Kind::LandingJob, u"5001"_s)}},
        {Service::Meetup, "/meetup"_L1, false, {watch(u"meetup/demo"_s, Watch::Kind::Group, u"windsock-demo"_s)}},
        {Service::Eventbrite,
         "/eventbrite"_L1,
         true,
         {watch(u"eventbrite/society"_s, Watch::Kind::Group, u"organization/4711"_s)}},
        {Service::Papers, "/papers"_L1, false, {watch(u"papers/demo"_s, Watch::Kind::Papers, u"demo"_s)}},
        {Service::ICalendar, ""_L1, false, {watch(u"ical/demo"_s, Watch::Kind::Calendar, feed)}},
        {Service::CalDav,
         ""_L1,
         true,
         {watch(u"caldav/own"_s, Watch::Kind::Calendar, u"/dav/calendars/demo/own/"_s),
          watch(u"caldav/crew"_s, Watch::Kind::Calendar, u"/dav/calendars/demo/crew/"_s)}},
    };
}
}

DemoWorld::DemoWorld(QObject *parent)
    : QObject(parent), m_folder(QDir::tempPath() + u"/windsock-demo-XXXXXX"_s)
{
    connect(&m_airfield, &QProcess::readyReadStandardOutput, this, &DemoWorld::readLine);
    connect(&m_airfield, &QProcess::errorOccurred, this,
            [this] { Q_EMIT failed(i18n("The demo's world could not be started: %1", m_airfield.errorString())); });
    connect(&m_airfield, &QProcess::finished, this, [this] {
        if (m_base.isEmpty()) {
            Q_EMIT failed(i18n("The demo's world ended at once: %1",
                               QString::fromUtf8(m_airfield.readAllStandardError()).trimmed()));
        }
    });
}

DemoWorld::~DemoWorld()
{
    m_airfield.disconnect(this);
    m_airfield.closeWriteChannel();
    if (!m_airfield.waitForFinished(2000)) {
        m_airfield.kill();
        m_airfield.waitForFinished(1000);
    }
}

Profile DemoWorld::profile() const
{
    return Profile::in(m_folder.path());
}

void DemoWorld::open(bool play, double speed)
{
    QString program = QStandardPaths::findExecutable(s_program, {QCoreApplication::applicationDirPath()});
    if (program.isEmpty()) {
        program = QStandardPaths::findExecutable(s_program);
    }
    QStringList arguments{u"--attached"_s, u"--live"_s};
    if (play) {
        arguments << u"--play"_s << u"--speed"_s << QString::number(speed);
    }
    m_airfield.start(program.isEmpty() ? s_program : program, arguments);
}

void DemoWorld::readLine()
{
    while (m_airfield.canReadLine()) {
        const QByteArray line = m_airfield.readLine().trimmed();
        if (!m_base.isEmpty()) {
            Q_EMIT happened(QString::fromUtf8(line));
            continue;
        }
        const QJsonObject ready = QJsonDocument::fromJson(line).object();
        const int port = ready.value(u"port"_s).toInt();
        if (port > 0) {
            m_calendars = QUrl(u"http://127.0.0.1:%1"_s.arg(ready.value(u"caldav"_s).toInt()));
            m_base = QUrl(u"http://127.0.0.1:%1"_s.arg(port));
            Q_EMIT opened();
        }
    }
}

AccountBook::Outcome DemoWorld::populate(AccountBook &book, Secrets &secrets) const
{
    secrets.leaveKeychainAlone();
    for (const DemoWatch &world : demoWatches(m_base)) {
        Account account{.id = AccountId(serviceName(world.service)), .service = world.service};
        account.user = u"dev@demo.test"_s;
        if (!world.path.isEmpty()) {
            account.baseUrl = QUrl(m_base.toString() + world.path);
        } else if (world.service == Service::CalDav) {
            account.baseUrl = m_calendars;
        }
        if (world.token) {
            secrets.keepInMemory(account.id, "demo-token");
            account.secret.kind = SecretPlace::Kind::Keychain;
        }
        if (const auto added = book.addAccount(account); !added) {
            return added;
        }
        if (world.service == Service::GitHub) {
            std::ignore = book.setClientId(account.id, u"demo-client-id"_s); // the only one the airfield knows
        }
        for (Watch watch : world.watches) {
            watch.account = account.id;
            if (const auto added = book.addWatch(watch); !added) {
                return added;
            }
        }
    }
    return {};
}

}
