// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"

#include "app/cli/trycommand.h"
#include "models/values/signin.h"

#include <KLazyLocalizedString>
#include <KLocalizedString>

#include <QCommandLineParser>

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
using Parsed = std::expected<Command, Misuse>;

constexpr int s_papersDays = 366; ///< most conferences announce themselves within a year

struct VerbRow {
    QLatin1StringView words;
    Command::Verb verb;
    const char *form;
    KLazyLocalizedString meaning;
};

const std::array s_verbs{
    VerbRow{"status"_L1, Command::Verb::Status, "status", kli18n("how everything stands, in a few lines")},
    VerbRow{"queue"_L1, Command::Verb::Queue, "queue", kli18n("landings and pull requests under way")},
    VerbRow{"pushes"_L1, Command::Verb::Pushes, "pushes", kli18n("pushes with their results")},
    VerbRow{"prs"_L1, Command::Verb::PullRequests, "prs", kli18n("pull requests alone")},
    VerbRow{"trees"_L1, Command::Verb::Trees, "trees", kli18n("which trees are open, closed or want an approval")},
    VerbRow{"health"_L1, Command::Verb::Health, "health",
            kli18n("how well queues move: how deep each is, how many came through, how long it takes")},
    VerbRow{"next"_L1, Command::Verb::Next, "next [--group GROUP]",
            kli18n("the next event, where it is and how to join it")},
    VerbRow{"events"_L1, Command::Verb::Events, "events [--days N] [--group GROUP]",
            kli18n("events of the next days; GROUP is part of a group's or calendar's name, or an account")},
    VerbRow{"papers"_L1, Command::Verb::Papers, "papers [--days N] [--group LIST]",
            kli18n("open calls for papers by the day they close; those without such a day come last")},
    VerbRow{"inbox"_L1, Command::Verb::Inbox, "inbox", kli18n("what is unread of your notifications on GitHub")},
    VerbRow{"inbox read"_L1, Command::Verb::InboxRead, "inbox read THREAD",
            kli18n("mark a notification as read on GitHub; THREAD is its number, as “inbox” lists it")},
    VerbRow{"inbox done"_L1, Command::Verb::InboxDone, "inbox done THREAD",
            kli18n("put a notification away as done on GitHub")},
    VerbRow{"notices"_L1, Command::Verb::Notices, "notices", kli18n("what was told, newest first")},
    VerbRow{"sources"_L1, Command::Verb::Sources, "sources", kli18n("how the getting of news goes")},
    VerbRow{"thread"_L1, Command::Verb::Thread, "thread WHAT",
            kli18n("one change from bug to landing to backout, with what joins its parts; WHAT is a bug's number, a "
                   "revision, “lando N”, OWNER/NAME#N, a link or a thread's name")},
    VerbRow{"thread part"_L1, Command::Verb::ThreadPart, "thread part THREAD MEMBER",
            kli18n("say that a part of a thread is not the same change: for ever")},
    VerbRow{"thread rejoin"_L1, Command::Verb::ThreadRejoin, "thread rejoin THREAD MEMBER",
            kli18n("take back that it was parted")},
    VerbRow{
        "account add"_L1, Command::Verb::AccountAdd,
        "account add SERVICE [--id ID] [--url ADDRESS] [--user LOGIN] [--token | --token-stdin | --token-env NAME | "
        "--token-file FILE] [--client-id ID]",
        kli18n("set up an account; SERVICE is treeherder, bugzilla, github, lando, meetup, eventbrite, ical, caldav, "
               "papers or pulse")},
    VerbRow{"account list"_L1, Command::Verb::AccountList, "account list", kli18n("the accounts")},
    VerbRow{"account remove"_L1, Command::Verb::AccountRemove, "account remove ID",
            kli18n("forget an account, its watches and its token")},
    VerbRow{"login"_L1, Command::Verb::Login, "login ACCOUNT [--client-id ID] [--public]",
            kli18n("sign in at a GitHub account with a code that is typed in in a browser; ID is that of an OAuth app "
                   "with “Enable Device Flow” ticked (on GitHub: Settings, Developer settings, OAuth Apps) and is kept "
                   "with the account. It asks for the scopes repo and read:org; with --public for public_repo "
                   "and notifications instead of repo")},
    VerbRow{
        "watch add"_L1, Command::Verb::WatchAdd, "watch add ACCOUNT KIND [TARGET] [--who WHO] [--id ID]",
        kli18n("watch something; KIND and TARGET are tree REPOSITORY (or tree OWNER/NAME [--who "
               "BRANCH] on GitHub), author REPOSITORY --who E-MAIL (or author --who "
               "LOGIN on GitHub), revision REPOSITORY --who COMMIT, landings TAG,keyword:NAME,flag:NAME, reviews --who "
               "LOGIN, landing-job NUMBER, trees [NAME,NAME], repository OWNER/NAME, deployments OWNER/NAME [--who "
               "ENVIRONMENT], inbox [participating], hook OWNER/NAME (or hook ORGANISATION; its webhooks, so that news "
               "comes "
               "at once), group URLNAME (of Eventbrite: organizer/ID or organization/ID), calendar ADDRESS (or, of a "
               "calendar server, its PATH), papers TOPIC (or the ADDRESS of a list) [--who COUNTRY,WORD]")},
    VerbRow{"watch list"_L1, Command::Verb::WatchList, "watch list", kli18n("what is watched")},
    VerbRow{"watch remove"_L1, Command::Verb::WatchRemove, "watch remove ID", kli18n("watch something no longer")},
    VerbRow{"repositories"_L1, Command::Verb::Repositories, "repositories ACCOUNT",
            kli18n("the repositories that a Treeherder account can watch")},
    VerbRow{"calendars"_L1, Command::Verb::Calendars, "calendars ACCOUNT",
            kli18n("the calendars of a calendar server, with what “watch add” wants of each")},
    VerbRow{
        "add-to-calendar"_L1, Command::Verb::AddToCalendar, "add-to-calendar EVENT [--to CALENDAR] [--replace]",
        kli18n("put an event into one of your calendars that is watched; EVENT is its subject, its UID or a part of "
               "its title, CALENDAR a watch or a calendar's name; --replace where the calendar has it otherwise")},
    VerbRow{"remove-from-calendar"_L1, Command::Verb::RemoveFromCalendar, "remove-from-calendar EVENT [--to CALENDAR]",
            kli18n("take an event, or the copy of it, out of a calendar again")},
    VerbRow{"event-file"_L1, Command::Verb::EventFile, "event-file EVENT", kli18n("print an event as an iCalendar file")},
    VerbRow{"poll"_L1, Command::Verb::Poll, "poll --once",
            kli18n("ask every service now, print what changed; the exit code is 1 where any failed")},
    VerbRow{"follow"_L1, Command::Verb::Follow, "follow TEXT | -",
            kli18n("watch what a text points at: a link of Treeherder, Lando, Bugzilla, hg.mozilla.org or GitHub, what "
                   "mach try printed, a commit, an author; “-” reads it from standard input")},
    VerbRow{
        "try-syntax"_L1, Command::Verb::TrySyntax,
        "try-syntax [-b do] [-p PLATFORMS] [-u TESTS] [-t TESTS] [-r TESTS] [-j JOBS] [-i] [-e | -f | -n] [-w] "
        "[--rebuild N] [--rebuild-talos N] [--rebuild-raptor N] [--setenv NAME=VALUE] [--tag TAG] [--no-retry] "
        "[--include-nightly] [--artifact] [--gecko-profile] | --read TEXT",
        kli18n("write a “try:” line, with doubts about it on standard error; or explain one, or the message of a "
               "try push (“-” is standard input). TESTS are names with commas between, each with “-3” for its third "
               "part and “[linux64,-win64]” for where it runs; or all, or none")},
};

const VerbRow *rowFor(const QString &words)
{
    for (const VerbRow &row : s_verbs) {
        if (row.words == words) {
            return &row;
        }
    }
    return nullptr;
}

struct Options {
    QCommandLineOption profile{u"profile"_s, i18n("Keep everything in this folder instead of the usual places."),
                               u"DIR"_s};
    QCommandLineOption json{u"json"_s, i18n("Print JSON.")};
    QCommandLineOption demo{u"demo"_s, i18n("Show a made-up world, without any account.")};
    QCommandLineOption selfTest{u"self-test"_s, i18n("Check that everything Windsock needs is there.")};
    QCommandLineOption background{u"background"_s, i18n("Start in the tray, without the window.")};
    QCommandLineOption help{{u"h"_s, u"help"_s}, i18n("Show this help.")};
    QCommandLineOption version{{u"v"_s, u"version"_s}, i18n("Show the version.")};
    QCommandLineOption id{u"id"_s, i18n("The name to give it."), u"ID"_s};
    QCommandLineOption url{u"url"_s, i18n("The service's address."), u"ADDRESS"_s};
    QCommandLineOption user{u"user"_s, i18n("Your login or e-mail address there."), u"LOGIN"_s};
    QCommandLineOption who{u"who"_s, i18n("Whose work to watch, which commit, environment, branch or countries."),
                           u"WHO"_s};
    QCommandLineOption token{u"token"_s, i18n("Ask for a token; it goes into the keychain.")};
    QCommandLineOption tokenStdin{u"token-stdin"_s, i18n("Read the token from standard input.")};
    QCommandLineOption tokenEnv{u"token-env"_s, i18n("The token is in this environment variable."), u"NAME"_s};
    QCommandLineOption tokenFile{u"token-file"_s, i18n("The token is in this file, mode 0600."), u"FILE"_s};
    QCommandLineOption days{u"days"_s, i18n("How many days ahead, 1 to 90."), u"N"_s};
    QCommandLineOption group{u"group"_s, i18n("Only the events of this group, calendar or account."), u"GROUP"_s};
    QCommandLineOption to{u"to"_s, i18n("Which calendar."), u"CALENDAR"_s};
    QCommandLineOption replace{u"replace"_s, i18n("Put it in the place of what the calendar has.")};
    QCommandLineOption clientId{u"client-id"_s, i18n("The client ID of an OAuth app to sign in with."), u"ID"_s};
    QCommandLineOption publicOnly{u"public"_s, i18n("Public repositories alone.")};
    QCommandLineOption once{u"once"_s, i18n("Ask once and end.")};

    void addTo(QCommandLineParser &parser) const
    {
        parser.addOptions({profile, json, demo,    selfTest, background, help,     version,   id,
                           url,     user, who,     token,    tokenStdin, tokenEnv, tokenFile, days,
                           group,   to,   replace, clientId, publicOnly, once});
    }
};

Parsed misuse(const QString &message)
{
    return std::unexpected(Misuse{message});
}

Parsed readClientId(Command command, const QCommandLineParser &parser, const Options &options)
{
    command.clientId = parser.value(options.clientId);
    return !parser.isSet(options.clientId) || isClientId(command.clientId)
        ? Parsed(command)
        : misuse(i18n("“%1” is no client ID: letters, digits, dots, dashes and underscores only.", command.clientId));
}

Parsed readToken(Command command, const QCommandLineParser &parser, const Options &options)
{
    int given = 0;
    const auto take = [&](const QCommandLineOption &option, Command::Token token, SecretPlace::Kind kind) {
        if (parser.isSet(option)) {
            ++given;
            command.token = token;
            command.account.secret = {.kind = kind, .name = parser.value(option)};
        }
    };
    take(options.token, Command::Token::Ask, SecretPlace::Kind::Keychain);
    take(options.tokenStdin, Command::Token::StandardInput, SecretPlace::Kind::Keychain);
    take(options.tokenEnv, Command::Token::Environment, SecretPlace::Kind::Environment);
    take(options.tokenFile, Command::Token::File, SecretPlace::Kind::File);
    if (given > 1) {
        return misuse(i18n("Give one of --token, --token-stdin, --token-env and --token-file."));
    }
    return command;
}

Parsed readAccountAdd(Command command, const QStringList &rest, const QCommandLineParser &parser, const Options &options)
{
    if (rest.size() != 1) {
        return misuse(
            i18n("Say which service: treeherder, bugzilla, github, lando, meetup, eventbrite, ical, caldav or "
                 "pulse."));
    }
    const auto service = serviceFromName(rest.constFirst());
    if (!service) {
        return misuse(i18n("“%1” is not a service Windsock knows: treeherder, bugzilla, github, lando, meetup, "
                           "eventbrite, ical, caldav or pulse.",
                           rest.constFirst()));
    }
    command.account.service = *service;
    command.account.id = AccountId(parser.value(options.id));
    command.account.user = parser.value(options.user);
    command.account.baseUrl = parser.isSet(options.url) ? QUrl(parser.value(options.url), QUrl::StrictMode)
                                                        : defaultBaseUrl(*service);
    if (parser.isSet(options.url) && !command.account.baseUrl.isValid()) {
        return misuse(i18n("“%1” is not an address.", parser.value(options.url)));
    }
    if (parser.isSet(options.clientId) && *service != Service::GitHub) {
        return misuse(i18n("--client-id is for GitHub alone."));
    }
    const Parsed withToken = readToken(command, parser, options);
    return withToken ? readClientId(*withToken, parser, options) : withToken;
}

Parsed readWatchAdd(Command command, const QStringList &rest, const QCommandLineParser &parser, const Options &options)
{
    if (rest.size() < 2 || rest.size() > 3) {
        return misuse(
            i18n("Say which account, what kind of thing and which: for example “watch add th tree autoland”."));
    }
    const auto kind = watchKindFromName(rest.at(1));
    if (!kind) {
        return misuse(
            i18n("“%1” is not a kind of watch: tree, author, revision, landings, reviews, landing-job, trees, "
                 "repository, deployments, inbox, hook, group, calendar, papers or exchange.",
                 rest.at(1)));
    }
    command.watch = {.id = WatchId(parser.value(options.id)),
                     .account = AccountId(rest.at(0)),
                     .kind = *kind,
                     .target = rest.value(2),
                     .who = parser.value(options.who)};
    if (*kind == Watch::Kind::Landings && command.watch.target.isEmpty()) {
        command.watch.target = u"autoland"_s;
    }
    return command;
}

Parsed readVerb(Command command, QStringList words, const QCommandLineParser &parser, const Options &options)
{
    const VerbRow *row = words.size() > 1 ? rowFor(words.at(0) + u' ' + words.at(1)) : nullptr;
    qsizetype used = 2;
    if (!row) {
        row = rowFor(words.constFirst());
        used = 1;
    }
    if (!row) {
        return misuse(
            i18n("“%1” is not something Windsock does. “windsock --help” lists what it does.", words.join(u' ')));
    }
    command.verb = row->verb;
    const QStringList rest = words.mid(used);
    switch (row->verb) {
    case Command::Verb::AccountAdd:
        return readAccountAdd(command, rest, parser, options);
    case Command::Verb::WatchAdd:
        return readWatchAdd(command, rest, parser, options);
    case Command::Verb::Login:
    case Command::Verb::AccountRemove:
    case Command::Verb::WatchRemove:
    case Command::Verb::Repositories:
    case Command::Verb::Calendars:
        if (rest.size() != 1) {
            return misuse(i18n("Say which one: “windsock %1”.", QString::fromLatin1(row->form)));
        }
        command.id = rest.constFirst();
        command.publicOnly = parser.isSet(options.publicOnly);
        return readClientId(command, parser, options);
    case Command::Verb::Thread:
        if (rest.isEmpty()) {
            return misuse(i18n("Say which change: “windsock thread 123456”, or a revision, or a link."));
        }
        command.id = rest.join(u' ');
        return command;
    case Command::Verb::AddToCalendar:
    case Command::Verb::RemoveFromCalendar:
    case Command::Verb::EventFile:
        command.id = rest.join(u' ');
        command.member = parser.value(options.to);
        command.replace = parser.isSet(options.replace);
        return rest.isEmpty() ? misuse(i18n("Say which event: a part of its title, or its subject of “events --json”."))
                              : Parsed(command);
    case Command::Verb::InboxRead:
    case Command::Verb::InboxDone:
        command.id = rest.value(0);
        return rest.size() == 1 ? Parsed(command)
                                : misuse(i18n("Say which one: “windsock %1”.", QString::fromLatin1(row->form)));
    case Command::Verb::ThreadPart:
    case Command::Verb::ThreadRejoin:
        if (rest.size() != 2) {
            return misuse(i18n("Say which thread and which part of it: “windsock %1”.", QString::fromLatin1(row->form)));
        }
        command.id = rest.at(0);
        command.member = rest.at(1);
        return command;
    case Command::Verb::Follow:
        command.text = rest.join(u' ');
        return rest.isEmpty() ? misuse(i18n("Give what to follow, or “-” to read it from standard input."))
                              : Parsed(command);
    case Command::Verb::Poll:
        if (!parser.isSet(options.once)) {
            return misuse(i18n("Windsock asks again and again by itself while it runs; here say “poll --once”."));
        }
        break;
    case Command::Verb::Papers:
        command.days = parser.isSet(options.days) ? command.days : s_papersDays;
        break;
    default:
        break;
    }
    if (!rest.isEmpty()) {
        return misuse(i18n("“%1” is one word too many.", rest.constFirst()));
    }
    return command;
}
}

std::expected<Command, Misuse> parseCommand(const QStringList &arguments)
{
    const Options options;
    QCommandLineParser parser;
    options.addTo(parser);
    const qsizetype tryAt = tryCommandAt(arguments);
    if (!parser.parse(QStringList{u"windsock"_s} + (tryAt < 0 ? arguments : arguments.first(tryAt)))) {
        return misuse(parser.errorText());
    }
    Command command{.profile = parser.value(options.profile), .json = parser.isSet(options.json)};
    command.group = parser.value(options.group);
    command.background = parser.isSet(options.background);
    if (parser.isSet(options.profile) && command.profile.isEmpty()) {
        return misuse(i18n("--profile needs a folder."));
    }
    if (parser.isSet(options.days)) {
        bool number = false;
        command.days = parser.value(options.days).toInt(&number);
        const bool papers = parser.positionalArguments().value(0) == "papers"_L1;
        if (!number || command.days < 1 || command.days > (papers ? s_papersDays : 90)) {
            return misuse(papers ? i18n("--days takes a whole number from 1 to 366.")
                                 : i18n("--days takes a whole number from 1 to 90."));
        }
    }
    if (tryAt >= 0 && !parser.isSet(options.help)) {
        return readTryCommand(command, arguments.mid(tryAt + 1));
    }
    const QStringList words = tryAt < 0 ? parser.positionalArguments() : arguments.sliced(tryAt, 1);
    if (parser.isSet(options.help)) {
        command.verb = Command::Verb::Help;
        command.helpFor = words.join(u' ');
        return command;
    }
    if (parser.isSet(options.version)) {
        command.verb = Command::Verb::Version;
        return command;
    }
    if (parser.isSet(options.selfTest) || parser.isSet(options.demo)) {
        command.verb = parser.isSet(options.selfTest) ? Command::Verb::SelfTest : Command::Verb::Demo;
        return words.isEmpty() ? Parsed(command) : misuse(i18n("“%1” is one word too many.", words.constFirst()));
    }
    return words.isEmpty() ? Parsed(command) : readVerb(command, words, parser, options);
}

bool isTerminalVerb(Command::Verb verb)
{
    return verb != Command::Verb::Window && verb != Command::Verb::Demo && verb != Command::Verb::SelfTest;
}

QString helpText(const QString &verb)
{
    if (const VerbRow *row = rowFor(verb)) {
        return i18n("Usage: windsock %1", QString::fromLatin1(row->form)) + u"\n\n"_s + row->meaning.toString() + u'\n';
    }
    QString text = i18n("Usage: windsock [OPTIONS] [COMMAND]") + u"\n\n"_s
        + i18n("Watches landing queues and event calendars, and tells when something changes. Without a command the "
               "window "
               "opens, or comes to the front where it is open.")
        + u"\n\n"_s + i18n("Commands:") + u'\n';
    for (const VerbRow &row : s_verbs) {
        text += u"  "_s + QString::fromLatin1(row.form) + u"\n      "_s + row.meaning.toString() + u'\n';
    }
    text += u'\n' + i18n("Options:") + u'\n';
    const Options options;
    for (const QCommandLineOption &option : {options.demo, options.selfTest, options.background, options.profile,
                                             options.json, options.help, options.version}) {
        const QString name = u"--"_s + option.names().constLast()
            + (option.valueName().isEmpty() ? QString() : u' ' + option.valueName());
        text += u"  "_s + name.leftJustified(16) + option.description() + u'\n';
    }
    return text;
}

}
