// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/airfield.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSocketNotifier>

#include <cstdio>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
void say(const QByteArray &line)
{
    std::fprintf(stdout, "%s\n", line.constData());
    std::fflush(stdout);
}

/// Quits when the other end of standard input is gone, so that the field never outlives the app that started it.
void quitWithStandardInput(QCoreApplication &app)
{
    auto *notifier = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, &app);
    QObject::connect(notifier, &QSocketNotifier::activated, &app, [] {
        char byte = 0;
        if (read(STDIN_FILENO, &byte, 1) <= 0) {
            QCoreApplication::quit();
        }
    });
}

/// What is wrong with the values that were given, empty where nothing is.
QString problemWith(const QCommandLineParser &parser)
{
    bool isNumber = true;
    if (parser.isSet(u"port"_s)) {
        parser.value(u"port"_s).toUShort(&isNumber);
        if (!isNumber) {
            return u"--port takes a number from 0 to 65535"_s;
        }
    }
    if (parser.isSet(u"speed"_s) && !(parser.value(u"speed"_s).toDouble(&isNumber) >= 0.01 && isNumber)) {
        return u"--speed takes a number from 0.01 on"_s;
    }
    if (parser.isSet(u"bugzilla"_s) && parser.value(u"bugzilla"_s) != "bmo"_L1
        && parser.value(u"bugzilla"_s) != "5.2"_L1) {
        return u"--bugzilla takes bmo or 5.2"_s;
    }
    return parser.positionalArguments().isEmpty() ? QString() : u"it takes options alone"_s;
}

AirfieldOptions optionsFrom(const QCommandLineParser &parser)
{
    return {
        .dataDir = parser.value(u"data"_s),
        .port = parser.value(u"port"_s).toUShort(),
        .token = parser.value(u"token"_s).toLatin1(),
        .live = parser.isSet(u"play"_s) || parser.isSet(u"live"_s),
        .speed = parser.isSet(u"speed"_s) ? parser.value(u"speed"_s).toDouble() : 1.0,
        .bugzilla = parser.value(u"bugzilla"_s) == "5.2"_L1 ? BugzillaFlavour::Stock52 : BugzillaFlavour::Bmo,
    };
}
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"windsock-airfield"_s);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"The demo world of Windsock: plays Treeherder, Bugzilla, GitHub, Lando, Meetup, Eventbrite, a calendar "
        u"server, "
        u"an iCalendar host and lists of calls for papers on loopback.\n"
        "Prints one line of JSON when it is ready: port, control port, calendar server's port and control token."_s);
    parser.addHelpOption();
    parser.addOptions({
        {u"port"_s, u"The port of the services; a free one by default."_s, u"number"_s},
        {u"token"_s, u"The token that guards /control; a random one by default."_s, u"token"_s},
        {u"data"_s, u"The folder of the recorded data."_s, u"folder"_s},
        {u"play"_s, u"Play the scripted minute, in the present, and print what happens."_s},
        {u"live"_s, u"Move the recordings into the present without playing."_s},
        {u"speed"_s, u"How fast to play; 1 takes a minute."_s, u"factor"_s},
        {u"bugzilla"_s, u"Which Bugzilla to be: bmo or 5.2."_s, u"flavour"_s},
        {u"attached"_s, u"Quit when standard input closes."_s},
    });
    parser.process(app);

    if (const QString problem = problemWith(parser); !problem.isEmpty()) {
        std::fprintf(stderr, "windsock-airfield: %s\n", qPrintable(problem));
        return 1;
    }
    Airfield field(optionsFrom(parser));
    if (!field.listen()) {
        std::fprintf(stderr, "windsock-airfield: %s\n", qPrintable(field.errorString()));
        return 1;
    }
    const QJsonObject ready{{u"port"_s, field.port()},
                            {u"control"_s, field.controlPort()},
                            {u"caldav"_s, field.calendarPort()},
                            {u"token"_s, QString::fromLatin1(field.token())}};
    say(QJsonDocument(ready).toJson(QJsonDocument::Compact));
    if (parser.isSet(u"attached"_s)) {
        quitWithStandardInput(app);
    }
    if (parser.isSet(u"play"_s)) {
        QObject::connect(&field, &Airfield::happened, &app, [](const QString &what) { say(what.toUtf8()); });
        QObject::connect(&field, &Airfield::played, &app, [] { say("the minute is over"); });
        field.play();
    }
    return QCoreApplication::exec();
}
