// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/terminal.h"

#include "app/calendarcommand.h"
#include "app/cli/busface.h"
#include "app/cli/tryreport.h"
#include "app/followcommand.h"
#include "app/waitfor.h"

#include <KLocalizedString>

#include <cstdio>
#include <expected>
#include <optional>
#include <termios.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
/// Keeps what is typed off the screen for as long as it lives.
class NoEcho
{
public:
    NoEcho()
    {
        m_changed = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &m_before) == 0;
        if (m_changed) {
            termios quiet = m_before;
            quiet.c_lflag &= ~tcflag_t(ECHO);
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
        }
    }
    ~NoEcho()
    {
        if (m_changed) {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
        }
    }
    Q_DISABLE_COPY_MOVE(NoEcho)

private:
    termios m_before{};
    bool m_changed = false;
};

/// Opens the application's store; an error in words where it cannot be.
QString openHere(Application &application)
{
    return waitFor<QString>([&](auto done) {
        QObject::connect(
            &application, &Application::ready, &application, [done] { done(QString()); },
            Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
        QObject::connect(
            &application, &Application::failed, &application, [done](const QString &what) { done(what); },
            Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
        application.open();
    });
}

QStringList wordsOf(const Command &command)
{
    const auto verb = [&] {
        switch (command.verb) {
        case Command::Verb::Queue:
            return u"queue"_s;
        case Command::Verb::Pushes:
            return u"pushes"_s;
        case Command::Verb::PullRequests:
            return u"prs"_s;
        case Command::Verb::Trees:
            return u"trees"_s;
        case Command::Verb::Health:
            return u"health"_s;
        case Command::Verb::Next:
            return u"next"_s;
        case Command::Verb::Events:
            return u"events"_s;
        case Command::Verb::Papers:
            return u"papers"_s;
        case Command::Verb::Inbox:
            return u"inbox"_s;
        case Command::Verb::InboxRead:
            return u"inbox read"_s;
        case Command::Verb::InboxDone:
            return u"inbox done"_s;
        case Command::Verb::Notices:
            return u"notices"_s;
        case Command::Verb::Sources:
            return u"sources"_s;
        case Command::Verb::Thread:
            return u"thread"_s;
        case Command::Verb::ThreadPart:
            return u"thread part"_s;
        case Command::Verb::ThreadRejoin:
            return u"thread rejoin"_s;
        case Command::Verb::AddToCalendar:
            return u"add-to-calendar"_s;
        case Command::Verb::RemoveFromCalendar:
            return u"remove-from-calendar"_s;
        case Command::Verb::EventFile:
            return u"event-file"_s;
        default:
            return u"status"_s;
        }
    }();
    QStringList words = verb.split(u' ') + QStringList{u"--days"_s, QString::number(command.days)};
    if (!command.group.isEmpty()) {
        words += {u"--group"_s, command.group};
    }
    if (command.json) {
        words.append(u"--json"_s);
    }
    if (command.replace) {
        words.append(u"--replace"_s);
    }
    const bool namesCalendar = isCalendarVerb(command.verb) && !command.member.isEmpty();
    if (namesCalendar) {
        words << u"--to"_s << command.member;
    }
    words.append(u"--"_s);
    for (const QString &word : {command.id, namesCalendar ? QString() : command.member}) {
        if (!word.isEmpty()) {
            words.append(word);
        }
    }
    return words;
}
}

Terminal::Terminal(QTextStream &out, QTextStream &err)
    : m_out(out), m_err(err)
{
}

int Terminal::refuse(const QString &message)
{
    m_err << message << Qt::endl;
    return 1;
}

int Terminal::run(const Command &command)
{
    if (!command.profile.isEmpty()) {
        m_profile = Profile::in(command.profile);
    }
    if (command.verb == Command::Verb::Help) {
        m_out << helpText(command.helpFor) << Qt::flush;
        return 0;
    }
    if (command.verb == Command::Verb::TrySyntax) {
        return print(tryReport(command, command.text == "-"_L1 ? textOfStandardInput() : command.text));
    }
    if (const auto prepared = m_profile.prepare(); !prepared) {
        return refuse(prepared.error().detail);
    }
    switch (command.verb) {
    case Command::Verb::AccountAdd:
        return addAccount(command);
    case Command::Verb::AccountRemove:
        return removeAccount(command);
    case Command::Verb::AccountList:
        m_out << reportAccounts(AccountBook(m_profile.accountsFile()).accounts(), command.json) << Qt::flush;
        return 0;
    case Command::Verb::Login:
        return login(command);
    case Command::Verb::WatchAdd: {
        AccountBook book(m_profile.accountsFile());
        Watch watch = command.watch;
        if (watch.id.isEmpty()) {
            watch.id = book.freeWatchId(watch);
        }
        return changeBook(book.addWatch(watch), i18n("Watching %1.", watch.id.value));
    }
    case Command::Verb::WatchRemove: {
        AccountBook book(m_profile.accountsFile());
        return changeBook(book.removeWatch(WatchId(command.id)), i18n("No longer watching %1.", command.id));
    }
    case Command::Verb::WatchList:
        m_out << reportWatches(AccountBook(m_profile.accountsFile()).watches(), command.json) << Qt::flush;
        return 0;
    case Command::Verb::Poll:
        return poll(command);
    case Command::Verb::Repositories:
        return listRepositories(command);
    case Command::Verb::Calendars:
        return listCalendars(command);
    case Command::Verb::Follow:
        return follow(command);
    default:
        return read(command, wordsOf(command));
    }
}

int Terminal::changeBook(const AccountBook::Outcome &outcome, const QString &done)
{
    if (!outcome) {
        return refuse(outcome.error());
    }
    std::ignore = askRunning(m_profile.busName(), u"Reload"_s, {});
    m_out << done << Qt::endl;
    return 0;
}

int Terminal::follow(const Command &command)
{
    AccountBook book(m_profile.accountsFile());
    const FollowReport report = followReport(book, command.text == "-"_L1 ? textOfStandardInput() : command.text,
                                             command.json);
    if (report.changed) {
        std::ignore = askRunning(m_profile.busName(), u"Reload"_s, {});
    }
    return print(report);
}

std::optional<QByteArray> Terminal::readToken(Command::Token from)
{
    const bool ask = from == Command::Token::Ask;
    if (ask) {
        m_err << i18n("Token: ") << Qt::flush;
    }
    QByteArray line;
    {
        const NoEcho noEcho;
        for (int c = std::getchar(); c != EOF && c != '\n' && line.size() < 16 * 1024; c = std::getchar()) {
            line.append(char(c));
        }
    }
    if (ask) {
        m_err << Qt::endl;
    }
    line = line.trimmed();
    return line.isEmpty() ? std::nullopt : std::optional(line);
}

int Terminal::addAccount(const Command &command)
{
    AccountBook book(m_profile.accountsFile());
    Account account = command.account;
    if (account.id.isEmpty()) {
        account.id = book.freeAccountId(account.service);
    }
    Secrets secrets(m_profile);
    if (account.secret.kind == SecretPlace::Kind::Environment || account.secret.kind == SecretPlace::Kind::File) {
        // Read once, so that a wrong name or an open file is told now and not at three in the morning.
        const auto secret = waitFor<Result<QByteArray>>([&](auto done) { secrets.read(account, &secrets, done); });
        if (!secret) {
            return refuse(i18n("The token cannot be read: %1.", secret.error().detail));
        }
    }
    const auto added = book.addAccount(account);
    if (!added) {
        return refuse(added.error());
    }
    if (!command.clientId.isEmpty()) {
        std::ignore = book.setClientId(account.id, command.clientId); // the file could be written just now
    }
    if (account.secret.kind == SecretPlace::Kind::Keychain) {
        const auto token = readToken(command.token);
        const auto kept = token
            ? waitFor<Result<void>>([&](auto done) { secrets.write(account.id, *token, &secrets, done); })
            : Result<void>();
        if (!token || !kept) {
            std::ignore = book.removeAccount(account.id);
            return refuse(!token
                              ? i18n("No token was given; the account was not added.")
                              : i18n("The keychain did not take the token (%1); the account was not added. Without a "
                                     "keychain, use --token-env NAME or --token-file FILE.",
                                     kept.error().detail));
        }
    }
    return changeBook(
        {},
        isLine(account.service)
            ? i18n("Added the account %1. Windsock listens there for news of what is watched elsewhere.",
                   account.id.value)
            : i18n("Added the account %1. “windsock watch add %1 …” says what of it to watch.", account.id.value));
}

int Terminal::removeAccount(const Command &command)
{
    AccountBook book(m_profile.accountsFile());
    const auto account = book.account(AccountId(command.id));
    const auto removed = book.removeAccount(AccountId(command.id));
    if (removed && account->secret.kind == SecretPlace::Kind::Keychain) {
        Secrets secrets(m_profile);
        const auto gone = waitFor<Result<void>>([&](auto done) { secrets.remove(account->id, &secrets, done); });
        if (!gone) {
            m_err << i18n("The token stays in the keychain, which answered: %1", gone.error().detail) << Qt::endl;
        }
    }
    return changeBook(removed, i18n("Removed the account %1.", command.id));
}

int Terminal::read(const Command &command, const QStringList &words)
{
    const auto running = askRunning(m_profile.busName(), u"Report"_s, {words});
    if (running) {
        m_out << *running << Qt::flush;
        return 0;
    }
    if (!running.error().isEmpty()) {
        return refuse(running.error());
    }
    Application application({.profile = m_profile, .follows = false});
    if (const QString problem = openHere(application); !problem.isEmpty()) {
        return refuse(problem);
    }
    const auto answer = waitFor<std::expected<QString, QString>>([&](auto done) { application.answer(command, done); });
    if (!answer) {
        return refuse(answer.error());
    }
    m_out << *answer << Qt::flush;
    return 0;
}

int Terminal::printPoll(const QString &json, bool asJson)
{
    m_out << (asJson ? json : pollText(json)) << Qt::flush;
    return isGoodPollJson(json) ? 0 : 1;
}

int Terminal::poll(const Command &command)
{
    const auto running = askRunning(m_profile.busName(), u"Poll"_s, {});
    if (running) {
        return printPoll(*running, command.json);
    }
    if (!running.error().isEmpty()) {
        return refuse(running.error());
    }
    return pollHere(command);
}

int Terminal::pollHere(const Command &command)
{
    Application application({.profile = m_profile});
    if (const QString problem = openHere(application); !problem.isEmpty()) {
        return refuse(problem);
    }
    const QString json = waitFor<QString>([&](auto done) {
        QObject::connect(&application, &Application::polled, &application,
                         [done](const PollReport &report) { done(pollJson(report)); });
        application.pollOnce();
    });
    application.close();
    return printPoll(json, command.json);
}

}
