// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/selftest.h"

#include <KLocalizedString>

#include <QIcon>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

SelfTest::SelfTest(QTextStream &out, QObject *parent)
    : QObject(parent), m_out(out)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        check(false, i18n("everything answers within a minute"));
        end();
    });
    const auto fail = [this](const QString &what) {
        check(false, what);
        end();
    };
    connect(&m_world, &DemoWorld::failed, this, fail);
    connect(&m_world, &DemoWorld::opened, this, &SelfTest::openApplication);
}

void SelfTest::start()
{
    m_patience.start(60s);
    const QString notifyrc = QStandardPaths::locate(QStandardPaths::GenericDataLocation,
                                                    u"knotifications6/windsock.notifyrc"_s);
    check(!notifyrc.isEmpty(), i18n("the notification events are installed"));
    check(!QIcon::fromTheme(u"org.windsock.Windsock"_s).isNull(), i18n("the icon is installed"));
    m_world.open(false, 1.0);
}

void SelfTest::openApplication()
{
    check(true, i18n("the made-up world is open"));
    m_application = std::make_unique<Application>(Application::Options{.profile = m_world.profile()});
    const auto populated = m_world.populate(m_application->book(), m_application->secrets());
    check(populated.has_value(), i18n("accounts and watches can be written"));
    m_desktop = std::make_unique<Desktop>(*m_application);
    m_desktop->present();
    check(m_desktop->window().isVisible(), i18n("the window opens"));
    connect(m_application.get(), &Application::failed, this, [this](const QString &what) {
        check(false, what);
        end();
    });
    connect(m_application.get(), &Application::polled, this, &SelfTest::judge);
    connect(m_application.get(), &Application::ready, this, [this] {
        check(true, i18n("the store opens"));
        m_application->pollOnce();
    });
    m_application->open();
}

void SelfTest::judge(const PollReport &report)
{
    for (const Watch &watch : report.watches) {
        const SourceHealth health = report.health.value(watch.id);
        const QString detail = health.failure ? u": "_s + health.failure->detail : QString();
        check(health.state == SourceHealth::State::Good, i18n("%1 answers", watch.id.value) + detail);
    }
    check(m_application->pushes().rowCount() > 0, i18n("pushes are shown"));
    check(m_application->queue().rowCount() > 0, i18n("the queue is shown"));
    check(m_application->agenda().rowCount() > 0, i18n("events are shown"));
    end();
}

void SelfTest::check(bool good, const QString &what)
{
    m_failed += good ? 0 : 1;
    m_out << (good ? i18nc("a check that went well", "ok: %1", what) : i18nc("a check that failed", "failed: %1", what))
          << Qt::endl;
}

void SelfTest::end()
{
    if (std::exchange(m_over, true)) {
        return;
    }
    m_patience.stop();
    m_out << (m_failed == 0 ? i18n("Windsock is fit to fly.") : i18np("%1 check failed.", "%1 checks failed.", m_failed))
          << Qt::endl;
    Q_EMIT ended(m_failed == 0 ? 0 : 1);
}

}
