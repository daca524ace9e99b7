// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/desktop.h"

#include "app/followplan.h"
#include "app/sources/ical/eventwriter.h"
#include "models/items/failurewording.h"
#include "models/items/signinwords.h"
#include "models/rules/quiethours.h"
#include "models/rules/reminders.h"
#include "models/values/plaintext.h"
#include "views/settings/settingsdialog.h"
#include "views/window/followbar.h"

#include <KLocalizedString>
#include <KStatusNotifierItem>
#include <KWindowSystem>

#include <QDesktopServices>
#include <QFileDialog>
#include <QRegularExpression>
#include <QSaveFile>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

namespace {
constexpr auto s_openAgain = 3s;

/// What a person sees of a calendar, and what a watch of it names.
QMap<QString, QString> calendarOffers(const QList<CalDav::Calendar> &calendars)
{
    QMap<QString, QString> offers;
    for (const CalDav::Calendar &calendar : calendars) {
        offers.insert(u"%1 (%2)"_s.arg(calendar.name, calendar.path), calendar.path);
    }
    return offers;
}
}

Desktop::Desktop(Application &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_window(std::make_unique<MainWindow>(WindowModels{.queue = &application.queue(),
                                                         .pushes = &application.pushes(),
                                                         .agenda = &application.agenda(),
                                                         .notices = &application.notices(),
                                                         .sources = &application.sources(),
                                                         .threads = &application.threads(),
                                                         .trees = &application.trees(),
                                                         .queues = &application.queues(),
                                                         .inbox = &application.inbox()},
                                            application.config(), application.clock()))
    , m_tray(application.glance())
    , m_notifier(application.clock())
{
    m_window->setPreferences(application.preferences());
    joinWindow();
    joinTray();
    joinNotifier();
}

Desktop::~Desktop()
{
    m_window->saveLayout();
}

void Desktop::joinWindow()
{
    connect(m_window.get(), &MainWindow::openRequested, this, &Desktop::open);
    connect(m_window.get(), &MainWindow::pollRequested, &m_application, &Application::pollOnce);
    connect(m_window.get(), &MainWindow::pushDetailWanted, &m_application, &Application::wantPushDetail);
    connect(m_window.get(), &MainWindow::jobDetailWanted, &m_application, &Application::wantJobDetail);
    connect(&m_application, &Application::pushDetail, m_window.get(), &MainWindow::showPushDetail);
    connect(&m_application, &Application::jobDetail, m_window.get(), &MainWindow::showJobDetail);
    connect(m_window.get(), &MainWindow::partRequested, &m_application, &Application::partThread);
    connect(m_window.get(), &MainWindow::rejoinRequested, &m_application, &Application::rejoinThread);
    connect(m_window.get(), &MainWindow::noticesRead, this, [this](const QStringList &keys) {
        m_application.store().markRead(keys);
        for (const QString &key : keys) {
            m_notifier.withdraw(key);
        }
    });
    connect(m_window.get(), &MainWindow::mutedChanged, this, [this](const QStringList &calendars) {
        Preferences preferences = m_application.preferences();
        preferences.mutedCalendars = calendars;
        m_application.setPreferences(preferences);
        m_window->setPreferences(preferences);
    });
    connect(m_window.get(), &MainWindow::calendarWished, &m_application, &Application::carryOut);
    connect(m_window.get(), &MainWindow::fileWished, this, &Desktop::saveEvent);
    connect(&m_application, &Application::calendarWish, m_window.get(), &MainWindow::showCalendarWish);
    connect(m_window.get(), &MainWindow::inboxWished, &m_application, &Application::carryOutInbox);
    connect(&m_application, &Application::inboxWish, m_window.get(), &MainWindow::showInboxWish);
    connect(&m_application, &Application::calendarsChanged, m_window.get(), &MainWindow::setCalendars);
    connect(&m_application, &Application::failed, this, &Desktop::tellFailure);
    const auto allWell = [this] { m_window->showProblem({}); };
    connect(&m_application, &Application::ready, m_window.get(), allWell);
    connect(&m_application, &Application::changed, m_window.get(), allWell);
    connect(m_window.get(), &MainWindow::settingsRequested, this, [this] { openSettings(false); });
    connect(m_window.get(), &MainWindow::accountWanted, this, [this] { openSettings(true); });
    connect(m_window.get(), &MainWindow::followRequested, this, &Desktop::follow);
    connect(m_window.get(), &MainWindow::unfollowRequested, this, &Desktop::unfollow);
    connect(&m_application.follower(), &Follower::followed, this, [this](const Landing &landing, const Watch &watch) {
        m_window->showFollowed({.good = true,
                                .text = i18n("Landing job %1 has landed. Its push to %2 is watched now.",
                                             QString::number(landing.job), watch.target),
                                .undo = watch.id});
    });
    connect(m_window.get(), &MainWindow::quitRequested, this, &Desktop::quit);
    connect(m_window.get(), &MainWindow::hiddenToTray, this, [this](bool first) {
        if (first) {
            m_tray.item()->showMessage(i18n("Windsock goes on in the tray"),
                                       i18n("It keeps watching. Quit it from the File menu or from its icon's menu."),
                                       u"org.windsock.Windsock"_s);
        }
    });
}

void Desktop::joinTray()
{
    m_window->setTrayAvailable(m_tray.isAvailable());
    connect(&m_tray, &TrayItem::availableChanged, m_window.get(), &MainWindow::setTrayAvailable);
    connect(&m_tray, &TrayItem::activated, this, &Desktop::toggle);
    connect(&m_tray, &TrayItem::showRequested, this, [this] { present(); });
    connect(&m_tray, &TrayItem::openRequested, this, &Desktop::open);
    connect(&m_tray, &TrayItem::pollRequested, &m_application, &Application::pollOnce);
    connect(&m_tray, &TrayItem::quitRequested, this, &Desktop::quit);
}

void Desktop::joinNotifier()
{
    m_notifier.setHeldUntil([this](const Notice &notice, const QDateTime &now) {
        if (isMissed(notice, now)) {
            m_application.store().withdraw({notice.key});
            return now.addDays(1);
        }
        const Preferences preferences = m_application.preferences();
        const QDateTime quiet = heldUntil(
            notice, {.enabled = preferences.quiet, .from = preferences.quietFrom, .to = preferences.quietTo}, now);
        const QDateTime putOff = snoozedUntil(notice);
        return quiet.isValid() && putOff.isValid() ? std::max(quiet, putOff) : quiet.isValid() ? quiet : putOff;
    });
    connect(&m_application, &Application::noticesChanged, this, [this](const QList<Notice> &notices) {
        for (const Notice &notice : notices) {
            if (notice.state == Notice::State::Pending && !notice.read) {
                m_shownSoon.insert(notice.key, notice);
                m_links.insert(notice.key, notice.url);
                if (notice.kind == Notice::Kind::ThreadChanged) {
                    m_changes.insert(notice.key, notice.subject);
                }
                if (notice.kind == Notice::Kind::EventSoon) {
                    m_reminders.insert(notice.key, notice);
                }
                m_notifier.show(notice);
            } else if (notice.state == Notice::State::Withdrawn || notice.read) {
                m_shownSoon.remove(notice.key);
                m_reminders.remove(notice.key);
                m_notifier.withdraw(notice.key);
            }
        }
    });
    connect(&m_notifier, &Notifier::shown, this, [this](const QString &key, const QDateTime &when) {
        m_application.store().markShown(key, when);
        if (m_shownSoon.contains(key)) {
            Q_EMIT noticeShown(m_shownSoon.take(key));
        }
    });
    connect(&m_notifier, &Notifier::snoozeWanted, this, [this](const QString &key) {
        const auto again = snoozed(m_reminders.value(key), m_application.clock()());
        m_application.store().markRead({key});
        if (again) {
            m_application.store().post(*again);
        }
    });
    connect(&m_notifier, &Notifier::activated, this, [this](const QString &key, const QString &activationToken) {
        m_application.store().markRead({key});
        present(activationToken);
        m_window->presentNotice(key);
    });
    connect(&m_notifier, &Notifier::linkWanted, this, [this](const QString &key, const QString &activationToken) {
        m_application.store().markRead({key});
        KWindowSystem::setCurrentXdgActivationToken(activationToken);
        if (m_changes.contains(key)) {
            m_window->presentThread(m_changes.value(key), m_links.value(key));
        } else {
            open(m_links.value(key));
        }
    });
}

void Desktop::present(const QString &activationToken)
{
    if (!activationToken.isEmpty()) {
        KWindowSystem::setCurrentXdgActivationToken(activationToken);
    }
    m_window->present();
}

void Desktop::tellFailure(const QString &what)
{
    if (m_application.isOpen()) {
        m_window->showProblem(i18n("What was just learnt could not be kept: %1 It is asked for again.", what));
        return;
    }
    // Most likely a command in a terminal holds the store for a moment.
    m_window->showProblem(
        i18n("What Windsock remembers cannot be opened: %1 It is tried again every few seconds.", what));
    QTimer::singleShot(s_openAgain, this, [this] {
        if (!m_application.isOpen()) {
            m_application.open();
        }
    });
}

void Desktop::quit()
{
    m_window->letGo();
    Q_EMIT quitRequested();
}

void Desktop::toggle()
{
    if (m_window->isVisible() && m_window->isActiveWindow() && m_tray.isAvailable()) {
        m_window->hideToTray();
    } else {
        present();
    }
}

void Desktop::open(const QUrl &url)
{
    if (const QUrl page = webUrl(url); !page.isEmpty()) {
        QDesktopServices::openUrl(page);
    }
}

void Desktop::follow(const QString &text)
{
    const FollowPlan plan = Windsock::follow(m_application.book(), text);
    m_window->showFollowed({.good = plan.isWell(),
                            .text = plan.words,
                            .undo = plan.outcome == FollowPlan::Outcome::Watch ? plan.watch->id : WatchId(),
                            .accountMissing = plan.outcome == FollowPlan::Outcome::NoAccount});
}

void Desktop::unfollow(const WatchId &watch)
{
    const auto removed = m_application.book().removeWatch(watch);
    m_window->showFollowed({.good = removed.has_value(),
                            .text = removed ? i18n("%1 is no longer watched.", watch.value) : removed.error(),
                            .undo = {}});
}

void Desktop::saveEvent(const Occurrence &event)
{
    auto *dialog = new QFileDialog(m_window.get(), i18nc("@title:window", "Save Event"));
    dialog->setObjectName(u"saveEventDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"ics"_s);
    dialog->setNameFilter(i18nc("@item:inlistbox kind of file", "Calendar files (*.ics)"));
    QString name = plainLine(event.title, 60);
    name.replace(QRegularExpression(u"[/\\\\:*?\"<>|.]+"_s), u"-"_s);
    dialog->selectFile(name);
    const QByteArray text = calendarText(event, copyUid(event), m_application.clock()());
    connect(dialog, &QFileDialog::fileSelected, this, [this, text](const QString &path) {
        QSaveFile file(path);
        const bool kept = file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit();
        m_window->showProblem(kept ? QString() : i18n("%1 could not be written: %2", path, file.errorString()));
    });
    dialog->open();
}

void Desktop::openSettings(bool newAccount)
{
    if (!m_settings) {
        m_settings = new SettingsDialog(m_window.get());
        m_settings->setAttribute(Qt::WA_DeleteOnClose);
        joinSettings(*m_settings);
    }
    if (newAccount) {
        m_settings->showNewAccount();
    }
    m_settings->show();
    m_settings->raise();
    m_settings->activateWindow();
}

void Desktop::keepSecret(const AccountId &id, const QByteArray &secret)
{
    m_application.poller().retryAccount(id);
    m_application.lines().retryAccount(id);
    m_application.secrets().write(id, secret, this, [this](const Result<void> &written) {
        if (!written && m_settings) {
            m_settings->showProblem(i18n("The token could not be put into the keychain (%1). It is kept until Windsock "
                                         "ends.",
                                         written.error().detail));
        }
    });
}

void Desktop::joinSettings(SettingsDialog &dialog)
{
    AccountBook &book = m_application.book();
    const auto refresh = [&book, &dialog] {
        dialog.setAccounts(book.accounts());
        dialog.setWatches(book.watches());
    };
    const auto tell = [&dialog](const AccountBook::Outcome &outcome) {
        dialog.showProblem(outcome ? QString() : outcome.error());
    };
    refresh();
    dialog.setPreferences(m_application.preferences());
    connect(&book, &AccountBook::changed, &dialog, refresh);
    connect(&dialog, &SettingsDialog::preferencesChanged, this, [this](Preferences preferences) {
        preferences.mutedCalendars = m_application.preferences().mutedCalendars; // not the dialog's
        m_application.setPreferences(preferences);
        m_window->setPreferences(preferences);
    });
    connect(&dialog, &SettingsDialog::accountAdded, this, [this, &book, tell](Account account, const QByteArray &secret) {
        if (account.id.isEmpty()) {
            account.id = book.freeAccountId(account.service);
        }
        if (secret.isEmpty()) {
            tell(book.addAccount(account));
            return;
        }
        account.secret = {.kind = SecretPlace::Kind::Keychain, .name = {}};
        m_application.secrets().keepInMemory(account.id, secret);
        const auto added = book.addAccount(account);
        tell(added);
        if (added) {
            keepSecret(account.id, secret);
        }
        if (added && account.service == Service::GitHub) {
            m_application.signIns().check(account, secret);
        }
    });
    joinSignIn(dialog);
    connect(&dialog, &SettingsDialog::accountRemoved, this, [this, &book, tell](const AccountId &id) {
        tell(book.removeAccount(id));
        m_application.secrets().remove(id, this, [](const Result<void> &) {});
    });
    connect(&dialog, &SettingsDialog::watchAdded, this, [&book, tell](Watch watch) {
        if (watch.id.isEmpty()) {
            watch.id = book.freeWatchId(watch);
        }
        tell(book.addWatch(watch));
    });
    connect(&dialog, &SettingsDialog::watchRemoved, this,
            [&book, tell](const WatchId &id) { tell(book.removeWatch(id)); });
    connect(&dialog, &SettingsDialog::repositoriesWanted, &m_application, &Application::wantRepositories);
    connect(&dialog, &SettingsDialog::repositoriesWanted, &m_application, &Application::wantCalendars);
    connect(&m_application, &Application::calendarsListed, &dialog,
            [&dialog](const AccountId &account, const Result<QList<CalDav::Calendar>> &found) {
                dialog.offerCalendars(account, calendarOffers(found.value_or(QList<CalDav::Calendar>())),
                                      found ? QString() : failureWording(found.error(), {}).whatHappened);
            });
    connect(&m_application, &Application::repositories, &dialog,
            [&dialog](const AccountId &account, const Result<QList<Treeherder::Repository>> &found) {
                QStringList names;
                for (const Treeherder::Repository &repository : found.value_or(QList<Treeherder::Repository>())) {
                    names.append(repository.name);
                }
                dialog.offerRepositories(account, names);
            });
}

void Desktop::joinSignIn(SettingsDialog &dialog)
{
    SignInDesk &signIns = m_application.signIns();
    connect(&dialog, &SettingsDialog::signInWanted, &signIns,
            [&dialog, &signIns](const AccountId &account) { dialog.showSignIn(signIns.offer(account)); });
    connect(&dialog, &SettingsDialog::signInRequested, &signIns, &SignInDesk::begin);
    connect(&dialog, &SettingsDialog::signInCancelled, &signIns, &SignInDesk::cancel);
    connect(&dialog, &QObject::destroyed, &signIns, &SignInDesk::cancel);
    connect(&dialog, &SettingsDialog::pageWanted, this, &Desktop::open);
    connect(&signIns, &SignInDesk::changed, &dialog, &SettingsDialog::showSignIn);
    connect(&signIns, &SignInDesk::checked, &dialog, [&dialog](const SignIn &signIn) {
        if (const QStringList doubts = signInDoubts(signIn); !doubts.isEmpty()) {
            dialog.showProblem(doubts.join(u' '));
        } else if (signIn.state == SignIn::State::Failed) {
            dialog.showProblem(failureWording(signIn.failure, {}).whatHappened);
        }
    });
}

}
