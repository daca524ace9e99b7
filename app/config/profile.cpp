// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/config/profile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace Windsock {

Profile::Profile(QString config, QString data, bool standard)
    : m_config(std::move(config)), m_data(std::move(data)), m_standard(standard)
{
}

Profile Profile::standard()
{
    return {QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/windsock"_s,
            QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/windsock"_s, true};
}

Profile Profile::in(const QString &folder)
{
    const QString path = QDir::cleanPath(QDir(folder).absolutePath());
    return {path, path, false};
}

Result<void> Profile::prepare() const
{
    for (const QString &path : {m_config, m_data}) {
        const QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
        const bool there = QDir(path).exists() || (QDir().mkpath(path) && QFile::setPermissions(path, ownerOnly));
        if (!there) {
            return Failed(Failure{.kind = Failure::Kind::Rejected,
                                  .reason = Failure::Reason::Forbidden,
                                  .detail = u"cannot make the folder "_s + path});
        }
    }
    return {};
}

QString Profile::busName() const
{
    const QString name = u"org.windsock.Windsock"_s;
    if (m_standard) {
        return name;
    }
    const QByteArray digest = QCryptographicHash::hash(m_data.toUtf8(), QCryptographicHash::Sha256);
    return name + u".p"_s + QString::fromLatin1(digest.toHex().left(16));
}

}
