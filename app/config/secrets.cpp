// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/config/secrets.h"

#include <qt6keychain/keychain.h>

#include <QFile>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

namespace {
constexpr auto s_keychainPatience = 20s; // a KWallet that cannot open its dialog never answers
constexpr qint64 s_longestSecret = 16 * 1024;

Failure noCredential(const QString &detail)
{
    return {.kind = Failure::Kind::NeedsLogin, .reason = Failure::Reason::NoCredential, .detail = detail};
}

Result<QByteArray> fromEnvironment(const QString &name)
{
    const QByteArray value = qgetenv(name.toLocal8Bit().constData()).trimmed();
    if (value.isEmpty()) {
        return Failed(noCredential(u"the environment variable %1 is not set"_s.arg(name)));
    }
    return value;
}

Result<QByteArray> fromFile(const QString &name)
{
    // Without waiting: a pipe that nobody writes to would hold up the whole app.
    const int descriptor = open(QFile::encodeName(name).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    QFile file;
    if (descriptor < 0 || !file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        return Failed(noCredential(u"the file %1 cannot be read"_s.arg(name)));
    }
    struct stat status{};
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        return Failed(noCredential(u"%1 is not a file"_s.arg(name)));
    }
    if (status.st_uid != getuid() || (status.st_mode & 077) != 0) {
        return Failed(noCredential(u"the file %1 must be yours and closed to others: chmod 600 it"_s.arg(name)));
    }
    const QByteArray value = file.read(s_longestSecret).trimmed();
    if (value.isEmpty()) {
        return Failed(noCredential(u"the file %1 is empty"_s.arg(name)));
    }
    return value;
}

/// Starts the job and calls `done` once: when it ends, or when the keychain has not answered in time.
template<class Done>
void run(QKeychain::Job *job, QObject *context, Done done)
{
    auto *patience = new QTimer(job);
    patience->setSingleShot(true);
    auto ended = std::make_shared<bool>(false);
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, context, [ended, done](QKeychain::Job *finished) {
        if (!std::exchange(*ended, true)) {
            done(finished);
        }
    });
    QObject::connect(patience, &QTimer::timeout, context, [ended, done] {
        if (!std::exchange(*ended, true)) {
            done(nullptr);
        }
    });
    patience->start(s_keychainPatience);
    job->start();
}

Result<void> outcome(const QKeychain::Job *job)
{
    if (job && (job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound)) {
        return {};
    }
    return Failed(noCredential(job ? job->errorString() : u"the keychain does not answer"_s));
}
}

void Secrets::read(const Account &account, QObject *context, Read done)
{
    const auto answer = [context, done](const Result<QByteArray> &result) {
        QMetaObject::invokeMethod(context, [done, result] { done(result); }, Qt::QueuedConnection);
    };
    if (const auto it = m_memory.constFind(account.id); it != m_memory.constEnd()) {
        return answer(*it);
    }
    switch (account.secret.kind) {
    case SecretPlace::Kind::None:
        return answer(QByteArray());
    case SecretPlace::Kind::Environment:
        return answer(fromEnvironment(account.secret.name));
    case SecretPlace::Kind::File:
        return answer(fromFile(account.secret.name));
    case SecretPlace::Kind::Keychain:
        break;
    }
    if (!m_usesKeychain) {
        return answer(Failed(noCredential(u"the keychain is left alone"_s)));
    }
    auto *job = new QKeychain::ReadPasswordJob(m_keychain);
    job->setKey(account.id.value);
    run(job, context, [this, self = QPointer(this), id = account.id, done](QKeychain::Job *finished) {
        if (!finished || finished->error() != QKeychain::NoError) {
            done(Failed(noCredential(finished ? finished->errorString() : u"the keychain does not answer"_s)));
            return;
        }
        const QByteArray secret = static_cast<QKeychain::ReadPasswordJob *>(finished)->binaryData();
        if (self) {
            m_memory.insert(id, secret);
        }
        done(secret);
    });
}

void Secrets::write(const AccountId &id, const QByteArray &secret, QObject *context, Written done)
{
    if (!m_usesKeychain) {
        m_memory.insert(id, secret);
        QMetaObject::invokeMethod(context, [done] { done({}); }, Qt::QueuedConnection);
        return;
    }
    auto *job = new QKeychain::WritePasswordJob(m_keychain);
    job->setKey(id.value);
    job->setBinaryData(secret);
    run(job, context, [this, self = QPointer(this), id, secret, done](QKeychain::Job *finished) {
        const Result<void> result = outcome(finished);
        if (result && self) {
            m_memory.insert(id, secret);
        }
        done(result);
    });
}

void Secrets::remove(const AccountId &id, QObject *context, Written done)
{
    m_memory.remove(id);
    if (!m_usesKeychain) {
        QMetaObject::invokeMethod(context, [done] { done({}); }, Qt::QueuedConnection);
        return;
    }
    auto *job = new QKeychain::DeletePasswordJob(m_keychain);
    job->setKey(id.value);
    run(job, context, [done](QKeychain::Job *finished) { done(outcome(finished)); });
}

}
