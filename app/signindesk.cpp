// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/signindesk.h"

#include "app/net/webaddress.h"
#include "app/sources/github/githubaddress.h"
#include "app/sources/github/tokenscopes.h"
#include "models/values/login.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

/// The client ID that the package came with, which is one of github.com's.
QString packagedClientId(const QString &host)
{
    const QString packaged = QStringLiteral(WINDSOCK_GITHUB_CLIENT_ID);
    return host == "github.com"_L1 && isClientId(packaged) ? packaged : QString();
}

void take(SignIn &signIn, const TokenOwner &owner, const QStringList &wanted, const QString &expected)
{
    signIn.user = owner.login;
    signIn.missingScopes = owner.scopes ? scopesNotIn(*owner.scopes, wanted) : QStringList();
    if (!expected.isEmpty() && !isSameLogin(expected, owner.login)) {
        signIn.expectedUser = expected;
    }
}

}

SignInDesk::SignInDesk(HttpClient &http, AccountBook &book, Secrets &secrets, const Clock &clock, Homeless homeless,
                       QObject *parent)
    : QObject(parent), m_http(http), m_book(book), m_secrets(secrets), m_clock(clock), m_homeless(homeless)
{
}

SignInDesk::~SignInDesk() = default;

SignIn SignInDesk::offer(const AccountId &id) const
{
    const std::optional<Account> account = m_book.account(id);
    if (!account || account->service != Service::GitHub) {
        return {.account = id, .state = SignIn::State::Failed, .trouble = SignIn::Trouble::NoAccount};
    }
    const QUrl apps = gitHubPage(account->baseUrl, u"/settings/developers"_s);
    const QString host = hostOf(apps);
    const QString own = m_book.clientId(id);
    return {.account = id, .host = host, .clientId = own.isEmpty() ? packagedClientId(host) : own, .appsPage = apps};
}

void SignInDesk::begin(const SignInWish &wish)
{
    cancel();
    m_signIn = offer(wish.account);
    m_round = std::make_unique<QObject>();
    if (m_signIn.state == SignIn::State::Failed) {
        tell(SignIn::State::Failed);
        return;
    }
    if (isClientId(wish.clientId) && wish.clientId != m_signIn.clientId) {
        // Where the file cannot be written it is asked for again the next time.
        std::ignore = m_book.setClientId(wish.account, wish.clientId);
        m_signIn.clientId = wish.clientId;
    }
    if (m_signIn.clientId.isEmpty()) {
        fail(SignIn::Trouble::NoClientId);
        return;
    }
    m_account = m_book.account(wish.account).value_or(Account());
    m_scopes = neededScopes(wish.privateToo);
    m_running = new DeviceSignIn(m_http, {.account = m_account, .clientId = m_signIn.clientId, .scopes = m_scopes},
                                 m_clock, m_round.get());
    connect(m_running, &DeviceSignIn::changed, this, [this, running = m_running] { follow(*running); });
    tell(SignIn::State::Asking);
    m_running->begin();
}

void SignInDesk::cancel()
{
    m_running = nullptr;
    m_round.reset();
}

void SignInDesk::wake()
{
    if (m_running) {
        m_running->wake();
    }
}

void SignInDesk::follow(const DeviceSignIn &running)
{
    const DeviceFlow &flow = running.flow();
    switch (flow.stage) {
    case DeviceFlow::Stage::CodeDue:
        break;
    case DeviceFlow::Stage::Waiting:
    case DeviceFlow::Stage::TokenDue:
        m_signIn.userCode = flow.code.userCode;
        m_signIn.page = flow.code.page;
        m_signIn.left = running.left();
        m_signIn.isInterrupted = flow.troubles > 0;
        tell(SignIn::State::Waiting);
        break;
    case DeviceFlow::Stage::Granted:
        askOwner(flow.token);
        break;
    case DeviceFlow::Stage::Over:
        m_signIn.word = flow.refusal.word;
        fail(flow.refusal.trouble, flow.refusal.failure);
        break;
    }
}

void SignInDesk::askOwner(const DeviceToken &token)
{
    m_signIn.tokenLasts = token.lasts;
    m_http.send(tokenOwnerRequest(m_account, token.token), m_round.get(),
                [this, token](const Result<HttpAnswer> &answer) {
                    const Result<TokenOwner> owner = readTokenOwner(answer, m_clock());
                    if (owner) {
                        take(m_signIn, *owner, m_scopes, m_account.user);
                    } else if (owner.error().kind == Failure::Kind::NeedsLogin) {
                        fail(SignIn::Trouble::Service, owner.error()); // given, and not taken
                        return;
                    } else {
                        m_signIn.failure = owner.error();
                        m_signIn.missingScopes = scopesNotIn(token.scopes, m_scopes);
                    }
                    keep(token.token);
                });
    tell(SignIn::State::Checking);
}

void SignInDesk::keep(const QByteArray &token)
{
    m_secrets.write(m_account.id, token, m_round.get(),
                    [this, token](const Result<void> &result) { kept(result, token); });
}

void SignInDesk::kept(const Result<void> &result, const QByteArray &token)
{
    if (!result) {
        if (m_homeless == Homeless::GivenUp) {
            fail(SignIn::Trouble::NotKept, result.error());
            return;
        }
        m_secrets.keepInMemory(m_account.id, token);
        m_signIn.trouble = SignIn::Trouble::NotKept;
        m_signIn.failure = result.error();
    }
    if (!m_book.account(m_account.id)) { // it was removed meanwhile
        m_secrets.remove(m_account.id, this, [](const Result<void> &) {});
        fail(SignIn::Trouble::NoAccount);
        return;
    }
    if (const auto moved = m_book.moveTokenToKeychain(m_account.id, m_signIn.user); !moved) {
        fail(SignIn::Trouble::NotKept, {.detail = moved.error()});
        return;
    }
    Q_EMIT tokenChanged(m_account.id);
    tell(SignIn::State::SignedIn);
}

void SignInDesk::fail(SignIn::Trouble trouble, const Failure &failure)
{
    m_signIn.trouble = trouble;
    m_signIn.failure = failure;
    tell(SignIn::State::Failed);
}

void SignInDesk::tell(SignIn::State state)
{
    m_signIn.state = state;
    if (state == SignIn::State::SignedIn || state == SignIn::State::Failed) {
        m_signIn.userCode.clear();
        m_signIn.left = {};
        m_signIn.isInterrupted = false;
        if (auto *over = std::exchange(m_running, nullptr)) {
            over->deleteLater(); // and the token that it holds with it
        }
    }
    Q_EMIT changed(m_signIn);
}

void SignInDesk::check(const Account &account, const QByteArray &token)
{
    m_http.send(tokenOwnerRequest(account, token), this, [this, account](const Result<HttpAnswer> &answer) {
        const Result<TokenOwner> owner = readTokenOwner(answer, m_clock());
        SignIn signIn = offer(account.id);
        if (owner) {
            signIn.state = SignIn::State::SignedIn;
            take(signIn, *owner, neededScopes(false), account.user);
        } else if (owner.error().kind == Failure::Kind::NeedsLogin) {
            signIn.state = SignIn::State::Failed;
            signIn.trouble = SignIn::Trouble::Service;
            signIn.failure = owner.error();
        } else {
            return; // the next fetch says so
        }
        Q_EMIT checked(signIn);
    });
}

}
