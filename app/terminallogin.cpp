// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/terminal.h"

#include "app/cli/busface.h"
#include "app/cli/report.h"
#include "app/waitfor.h"
#include "models/items/signinwords.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

void Terminal::showCode(const SignIn &signIn, const QStringList &scopes)
{
    m_out << i18n("Open this page and type the code in:") << u"\n\n  "_s << terminalSafe(signIn.page.toDisplayString())
          << u"\n  "_s << terminalSafe(signIn.userCode) << u"\n\n"_s << i18n("The page says that Windsock asks for:")
          << u'\n';
    for (const QString &scope : scopes) {
        m_out << u"  "_s << scopeText(scope) << u'\n';
    }
    m_out << signInText(signIn) << Qt::endl;
}

int Terminal::login(const Command &command)
{
    AccountBook book(m_profile.accountsFile());
    HttpClient http(systemNow);
    Secrets secrets(m_profile);
    SignInDesk desk(http, book, secrets, systemNow, SignInDesk::Homeless::GivenUp);
    const SignInWish wish{
        .account = AccountId(command.id), .clientId = command.clientId, .privateToo = !command.publicOnly};
    bool isShown = false;
    SignIn end = waitFor<SignIn>([&](auto done) {
        QObject::connect(&desk, &SignInDesk::changed, &desk, [&, done](const SignIn &signIn) {
            if (signIn.state == SignIn::State::Waiting && !std::exchange(isShown, true)) {
                showCode(signIn, neededScopes(wish.privateToo));
            } else if (signIn.state == SignIn::State::SignedIn || signIn.state == SignIn::State::Failed) {
                done(signIn);
            }
        });
        desk.begin(wish);
    });
    if (end.state == SignIn::State::Failed) {
        return refuse(
            end.trouble == SignIn::Trouble::NoClientId
                ? QString(signInText(end) + u' ' + i18n("Then say “windsock login %1 --client-id ID”.", command.id))
                : signInText(end));
    }
    std::ignore = askRunning(m_profile.busName(), u"SignedIn"_s, {command.id});
    const QStringList doubts = signInDoubts(end);
    end.missingScopes.clear();
    end.expectedUser.clear();
    end.tokenLasts = {};
    m_out << signInText(end) << Qt::endl;
    for (const QString &doubt : doubts) {
        m_err << doubt << Qt::endl;
    }
    return 0;
}

}
