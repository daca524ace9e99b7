// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/trytext.h"

#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_mostNamed = 8;
constexpr qsizetype s_longestName = 60;
constexpr int s_manyRebuilds = 20;

/// "linux64, win64 and 3 more".
QString listedNames(const QStringList &names)
{
    QStringList shown;
    for (const QString &name : names.first(std::min(names.size(), s_mostNamed))) {
        shown.append(plainLine(name, s_longestName));
    }
    const QString list = shown.join(i18nc("between the items of a list", ", "));
    const auto more = int(names.size() - shown.size());
    return more > 0 ? i18ncp("%2 is a list of names", "%2 and one more", "%2 and %1 more", more, list) : list;
}

QString platformWords(const TryTest &test, const QString &name)
{
    QStringList on;
    QStringList without;
    for (const QString &platform : test.platforms) {
        platform.startsWith(u'-') ? without.append(platform.mid(1)) : on.append(platform);
    }
    if (test.platforms.isEmpty()) {
        return name;
    }
    if (on.isEmpty()) {
        return i18nc("%1 tests, %2 platforms", "%1 (not on %2)", name, listedNames(without));
    }
    return without.isEmpty()
        ? i18nc("%1 tests, %2 platforms", "%1 (on %2)", name, listedNames(on))
        : i18nc("%1 tests, %2 and %3 platforms", "%1 (on %2, not on %3)", name, listedNames(on), listedNames(without));
}

QString testWords(const TryTest &test)
{
    const QString name = plainLine(test.name, s_longestName);
    return platformWords(
        test,
        test.chunk ? i18nc("%1 tests, %2 number of their part", "%1 part %2", name, QString::number(test.chunk)) : name);
}

QString testWords(const QList<TryTest> &tests)
{
    QStringList names;
    for (const TryTest &test : tests.first(std::min(tests.size(), s_mostNamed + 1))) {
        names.append(testWords(test));
    }
    const auto more = int(tests.size() - s_mostNamed);
    if (more <= 0) {
        return names.join(i18nc("between the items of a list", ", "));
    }
    names.removeLast();
    return i18ncp("%2 is a list of names", "%2 and one more", "%2 and %1 more", more,
                  names.join(i18nc("between the items of a list", ", ")));
}

QString buildSentence(const TryChoice &choice)
{
    if (choice.opt && choice.debug) {
        return i18nc("what a try push asks for", "Builds: opt and debug.");
    }
    if (choice.opt || choice.debug) {
        return choice.opt ? i18nc("what a try push asks for", "Builds: opt.")
                          : i18nc("what a try push asks for", "Builds: debug.");
    }
    return i18nc("what a try push asks for", "Builds: none, for no build type is given.");
}

QString platformSentence(const TryChoice &choice)
{
    return choice.platformScope == TryScope::Some
        ? i18nc("what a try push asks for", "Platforms: %1.", listedNames(choice.platforms))
        : i18nc("what a try push asks for", "Platforms: all.");
}

QString unittestSentence(const TryTests &tests)
{
    switch (tests.scope) {
    case TryScope::Unsaid:
        return i18nc("what a try push asks for", "Unit tests: all, for nothing else is said.");
    case TryScope::All:
        return i18nc("what a try push asks for", "Unit tests: all.");
    case TryScope::None:
        return i18nc("what a try push asks for", "Unit tests: none.");
    case TryScope::Some:
        break;
    }
    return i18nc("what a try push asks for", "Unit tests: %1.", testWords(tests.some));
}

bool isAsked(const TryTests &tests)
{
    return tests.scope == TryScope::All || tests.scope == TryScope::Some;
}

void addNumbers(QStringList &sentences, const TryChoice &choice)
{
    if (choice.rebuild > 1) {
        sentences.append(
            i18ncp("what a try push asks for", "Each test runs once.", "Each test runs %1 times.", choice.rebuild));
    }
    if (choice.rebuildTalos > 1) {
        sentences.append(i18ncp("what a try push asks for", "Each Talos test runs once.",
                                "Each Talos test runs %1 times.", choice.rebuildTalos));
    }
    if (choice.rebuildRaptor > 1) {
        sentences.append(i18ncp("what a try push asks for", "Each Raptor test runs once.",
                                "Each Raptor test runs %1 times.", choice.rebuildRaptor));
    }
}

void addMails(QStringList &sentences, TryChoice::Mails mails)
{
    switch (mails) {
    case TryChoice::Mails::Unsaid:
        break;
    case TryChoice::Mails::All:
        sentences.append(i18nc("what a try push asks for", "A mail tells of every result."));
        break;
    case TryChoice::Mails::Failures:
        sentences.append(i18nc("what a try push asks for", "A mail tells of failures."));
        break;
    case TryChoice::Mails::Never:
        sentences.append(i18nc("what a try push asks for", "No mail is sent."));
    }
}

void addFlags(QStringList &sentences, const TryChoice &choice)
{
    for (const auto &[set, sentence] :
         {std::pair(choice.interactive, i18nc("what a try push asks for", "Its machines can be logged in to.")),
          std::pair(choice.noRetry, i18nc("what a try push asks for", "What fails is not tried again.")),
          std::pair(choice.includeNightly, i18nc("what a try push asks for", "Nightly builds are made too.")),
          std::pair(choice.artifact, i18nc("what a try push asks for", "Builds use artifacts of earlier ones.")),
          std::pair(choice.geckoProfile, i18nc("what a try push asks for", "Performance tests are profiled.")),
          std::pair(choice.taskclusterWorker,
                    i18nc("what a try push asks for", "Tests run on machines of Taskcluster's own."))}) {
        if (set) {
            sentences.append(sentence);
        }
    }
}

bool isWritable(const QString &name)
{
    static const QRegularExpression form(u"^[^,\\[\\]\\x00-\\x1f\\x7f]{1,200}$"_s);
    return form.match(name).hasMatch() && name == name.trimmed();
}

void doubtTests(QStringList &doubts, const TryTests &tests)
{
    if (tests.scope != TryScope::Some) {
        return;
    }
    if (tests.some.size() > 1 && tests.some.constFirst().name == "all"_L1) {
        doubts.append(i18n("Where the first test is “all”, the tests after it are not looked at."));
    }
    for (const TryTest &test : tests.some) {
        if (!isWritable(test.name) || !std::ranges::all_of(test.platforms, isWritable)) {
            doubts.append(i18n("“%1” cannot be written: names have no comma, no bracket and no blank at their ends.",
                               plainLine(test.name, s_longestName)));
        }
        const bool onFirst = !test.platforms.isEmpty() && !test.platforms.constFirst().startsWith(u'-');
        if (onFirst && std::ranges::any_of(test.platforms, [](const QString &p) { return p.startsWith(u'-'); })) {
            doubts.append(i18n("%1: leaving out begins with all platforms only where it stands first in the brackets.",
                               plainLine(test.name, s_longestName)));
        }
    }
}

void doubtEnvironment(QStringList &doubts, const QStringList &environment)
{
    static const QRegularExpression form(u"^[A-Za-z_][A-Za-z0-9_]*=[^=]*$"_s);
    for (const QString &variable : environment) {
        if (!form.match(variable).hasMatch()) {
            doubts.append(i18n("“%1” is no variable as try reads them: NAME=value, with one “=” alone.",
                               plainLine(variable, s_longestName)));
        }
    }
}
}

QStringList trySentences(const TryChoice &choice)
{
    QStringList sentences{buildSentence(choice), platformSentence(choice), unittestSentence(choice.unittests)};
    if (isAsked(choice.talos)) {
        sentences.append(choice.talos.scope == TryScope::All
                             ? i18nc("what a try push asks for", "Talos: all.")
                             : i18nc("what a try push asks for", "Talos: %1.", testWords(choice.talos.some)));
    }
    if (isAsked(choice.raptor)) {
        sentences.append(choice.raptor.scope == TryScope::All
                             ? i18nc("what a try push asks for", "Raptor: all.")
                             : i18nc("what a try push asks for", "Raptor: %1.", testWords(choice.raptor.some)));
    }
    if (!choice.jobs.isEmpty()) {
        sentences.append(i18nc("what a try push asks for", "Jobs: %1.", listedNames(choice.jobs)));
    }
    addNumbers(sentences, choice);
    if (!choice.environment.isEmpty()) {
        sentences.append(i18nc("what a try push asks for", "With %1 set.", listedNames(choice.environment)));
    }
    if (!choice.tag.isEmpty()) {
        sentences.append(
            i18nc("what a try push asks for", "Only tests with the tag “%1”.", plainLine(choice.tag, s_longestName)));
    }
    addMails(sentences, choice.mails);
    addFlags(sentences, choice);
    return sentences;
}

QStringList trySentences(const TryReading &reading)
{
    QStringList sentences = trySentences(reading.choice);
    if (!reading.broken.isEmpty()) {
        sentences.prepend(i18nc("of a try push", "Try stops at %1: it is not whole.", listedNames(reading.broken)));
    }
    if (!reading.ignored.isEmpty()) {
        sentences.append(i18nc("of a try push", "Try ignores: %1.", listedNames(reading.ignored)));
    }
    return sentences;
}

QStringList trySentences(const TryRequest &request)
{
    QStringList sentences;
    if (request.syntax) {
        sentences = trySentences(*request.syntax);
    }
    if (!request.selector.isEmpty()) {
        sentences.append(i18nc("%1 is a way to choose: fuzzy, chooser", "Chosen with mach try %1.", request.selector));
    }
    if (!request.syntax && !request.told.isEmpty()) {
        sentences.append(i18nc("%1 is what the push says of itself", "It says: %1", request.told));
    }
    if (request.taskCount >= 0) {
        sentences.append(
            i18ncp("what a try push asks for", "One task was chosen.", "%1 tasks were chosen.", request.taskCount));
    }
    if (!request.tasks.isEmpty()) {
        sentences.append(i18nc("what a try push asks for", "Tasks: %1.", listedNames(request.tasks)));
    }
    if (request.rebuild > 1) {
        sentences.append(
            i18ncp("what a try push asks for", "Each task runs once.", "Each task runs %1 times.", request.rebuild));
    }
    if (!request.environment.isEmpty()) {
        sentences.append(i18nc("what a try push asks for", "With %1 set.", listedNames(request.environment)));
    }
    if (!request.routes.isEmpty()) {
        sentences.append(i18nc("what a try push asks for", "Told by way of %1.", listedNames(request.routes)));
    }
    if (!request.command.isEmpty()) {
        sentences.append(i18nc("%1 is a command", "Command: %1", request.command));
    }
    return sentences;
}

QStringList tryDoubts(const TryChoice &choice)
{
    QStringList doubts;
    if (!choice.opt && !choice.debug && choice.jobs.isEmpty()) {
        doubts.append(i18n("Nothing is built, and so nothing tested: choose opt, debug or both."));
    }
    if (choice.platformScope == TryScope::Some && choice.platforms.isEmpty()) {
        doubts.append(i18n("No platform is named."));
    }
    if (choice.platforms.size() > 1 && choice.platforms.contains("all"_L1)) {
        doubts.append(i18n("“all” is a platform's name only where it stands alone."));
    }
    for (const QStringList &names : {choice.platforms, choice.jobs}) {
        for (const QString &name : names) {
            if (!isWritable(name)) {
                doubts.append(
                    i18n("“%1” cannot be written: names have no comma, no bracket and no blank at their ends.",
                         plainLine(name, s_longestName)));
            }
        }
    }
    for (const TryTests *tests : {&choice.unittests, &choice.talos, &choice.raptor}) {
        doubtTests(doubts, *tests);
    }
    if ((isAsked(choice.talos) || isAsked(choice.raptor)) && !choice.opt && choice.debug) {
        doubts.append(i18n("Performance tests are made for opt builds, and none is asked for."));
    }
    if (std::max({choice.rebuild, choice.rebuildTalos, choice.rebuildRaptor}) > s_manyRebuilds) {
        doubts.append(i18np("More than one run of each test keeps the machines from others for long.",
                            "More than %1 runs of each test keep the machines from others for long.", s_manyRebuilds));
    }
    doubtEnvironment(doubts, choice.environment);
    for (const QString &value : choice.environment + QStringList{choice.tag}) {
        if (value.lastIndexOf(u'[') > value.lastIndexOf(u']')) {
            doubts.append(i18n("“%1” opens a bracket and does not close it, which spoils the rest of the line.",
                               plainLine(value, s_longestName)));
        }
    }
    if (tryText(choice).size() > longestTryLine) {
        doubts.append(i18n("The line is too long for a commit message that tools read."));
    }
    return doubts;
}

}
