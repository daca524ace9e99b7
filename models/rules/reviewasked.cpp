// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/reviewasked.h"

#include "models/values/login.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
bool isAsked(const PatchFlag &flag, const QString &login)
{
    const bool isReview = flag.name == "review"_L1 || flag.name == "superreview"_L1 || flag.name == "ui-review"_L1;
    return isReview && flag.status == u'?' && isSameLogin(flag.requestee, login);
}
}

QList<Patch> patchesAskedOf(const Landing &landing, const QString &login)
{
    QList<Patch> asked;
    std::ranges::copy_if(landing.patches, std::back_inserter(asked), [&login](const Patch &patch) {
        return std::ranges::any_of(patch.flags, [&login](const PatchFlag &flag) { return isAsked(flag, login); });
    });
    return asked;
}

bool isOnlyReview(const Landing &landing)
{
    return landing.job == 0 && landing.tag.isEmpty() && landing.trees.isEmpty() && landing.state == Landing::State::Held
        && landing.held == Landing::Held::WaitingForReview;
}

Wording reviewAskedWording(const Landing &landing, const QString &login, const QList<Patch> &patches)
{
    const QString number = QString::number(landing.bug);
    const QString title = plainLine(landing.title, 90);
    const QString who = plainLine(login, 60);
    const Wording wording{title.isEmpty()
                              ? i18nc("@title %1 is a login, %2 a number", "Review asked of %1: bug %2", who, number)
                              : i18nc("@title %1 is a login, %2 a number, %3 the bug's title",
                                      "Review asked of %1: bug %2, %3", who, number, title),
                          {}};
    if (patches.size() != 1) {
        return {wording.title, i18ncp("@info", "1 patch waits for it.", "%1 patches wait for it.", int(patches.size()))};
    }
    const Patch &patch = patches.constFirst();
    const auto flag = std::ranges::find_if(patch.flags, [&login](const PatchFlag &one) { return isAsked(one, login); });
    const QString setter = flag == patch.flags.cend() ? QString() : plainLine(flag->setter, 60);
    const QString name = plainLine(patch.title, 90);
    if (setter.isEmpty() || name.isEmpty()) {
        return {wording.title, i18ncp("@info", "1 patch waits for it.", "%1 patches wait for it.", 1)};
    }
    return {wording.title, i18nc("@info who, patch", "%1 asks for it, for “%2”.", setter, name)};
}

bool isAskedOf(const PullRequest &pull, const QString &login)
{
    return pull.state == PullRequest::State::Open
        && std::ranges::any_of(pull.asked, [&login](const QString &one) { return isSameLogin(one, login); });
}

Wording reviewAskedWording(const PullRequest &pull, const QString &login)
{
    const QString author = plainLine(pull.author, 60);
    return {i18nc("@title %1 is a login, %2 a pull request", "Review asked of %1: %2", plainLine(login, 60),
                  pullName(pull)),
            author.isEmpty() ? QString() : i18nc("@info who proposes a change", "%1 proposes it.", author)};
}

}
