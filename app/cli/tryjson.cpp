// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/tryjson.h"

#include "app/cli/jsonvalues.h"
#include "models/items/trytext.h"

#include <QJsonArray>

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QJsonValue testsJson(const TryTests &tests)
{
    if (tests.scope != TryScope::Some) {
        return textJson(tryTestsText(tests));
    }
    QJsonArray json;
    for (const TryTest &test : tests.some) {
        json.append(QJsonObject{{u"name"_s, test.name},
                                {u"part"_s, test.chunk ? QJsonValue(test.chunk) : QJsonValue()},
                                {u"platforms"_s, QJsonArray::fromStringList(test.platforms)}});
    }
    return json;
}

QJsonValue platformsJson(const TryChoice &choice)
{
    switch (choice.platformScope) {
    case TryScope::Unsaid:
        return {};
    case TryScope::All:
        return u"all"_s;
    default:
        return QJsonArray::fromStringList(choice.platforms);
    }
}

QString mailsName(TryChoice::Mails mails)
{
    static constexpr std::array names{""_L1, "all"_L1, "failures"_L1, "never"_L1};
    return names.at(static_cast<size_t>(mails));
}
}

QJsonObject toJson(const TryChoice &choice)
{
    QJsonArray builds;
    if (choice.opt) {
        builds.append(u"opt"_s);
    }
    if (choice.debug) {
        builds.append(u"debug"_s);
    }
    return {{u"line"_s, tryText(choice)},
            {u"builds"_s, builds},
            {u"platforms"_s, platformsJson(choice)},
            {u"unittests"_s, testsJson(choice.unittests)},
            {u"talos"_s, testsJson(choice.talos)},
            {u"raptor"_s, testsJson(choice.raptor)},
            {u"jobs"_s, QJsonArray::fromStringList(choice.jobs)},
            {u"interactive"_s, choice.interactive},
            {u"mails"_s, textJson(mailsName(choice.mails))},
            {u"rebuild"_s, choice.rebuild},
            {u"rebuildTalos"_s, choice.rebuildTalos},
            {u"rebuildRaptor"_s, choice.rebuildRaptor},
            {u"environment"_s, QJsonArray::fromStringList(choice.environment)},
            {u"tag"_s, textJson(choice.tag)},
            {u"noRetry"_s, choice.noRetry},
            {u"includeNightly"_s, choice.includeNightly},
            {u"artifact"_s, choice.artifact},
            {u"geckoProfile"_s, choice.geckoProfile},
            {u"taskclusterWorker"_s, choice.taskclusterWorker}};
}

QJsonObject toJson(const TryRequest &request)
{
    QJsonObject json{{u"selector"_s, textJson(request.selector)},
                     {u"command"_s, textJson(request.command)},
                     {u"says"_s, textJson(request.told)},
                     {u"taskCount"_s, request.taskCount >= 0 ? QJsonValue(request.taskCount) : QJsonValue()},
                     {u"tasks"_s, QJsonArray::fromStringList(request.tasks)},
                     {u"rebuild"_s, request.rebuild},
                     {u"environment"_s, QJsonArray::fromStringList(request.environment)},
                     {u"routes"_s, QJsonArray::fromStringList(request.routes)},
                     {u"syntax"_s, QJsonValue()},
                     {u"ignored"_s, QJsonArray()},
                     {u"broken"_s, QJsonArray()},
                     {u"words"_s, QJsonArray::fromStringList(trySentences(request))}};
    if (request.syntax) {
        json[u"syntax"_s] = toJson(request.syntax->choice);
        json[u"ignored"_s] = QJsonArray::fromStringList(request.syntax->ignored);
        json[u"broken"_s] = QJsonArray::fromStringList(request.syntax->broken);
    }
    return json;
}

}
