// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/result.h"

#include <QString>

namespace Windsock {

/// Where one person's Windsock keeps its things. Two profiles share nothing.
class Profile
{
public:
    /// The desktop's own places: configuration and data by the XDG rules.
    static Profile standard();
    /// Everything in one folder, as `--profile DIR` asks for.
    static Profile in(const QString &folder);

    /// Makes the folders, readable by their owner alone.
    [[nodiscard]] Result<void> prepare() const;

    bool isStandard() const { return m_standard; }
    QString dataFolder() const { return m_data; }
    QString storeFile() const { return m_data + QStringLiteral("/store.db"); }
    QString accountsFile() const { return m_config + QStringLiteral("/accounts.conf"); }
    QString settingsFile() const { return m_config + QStringLiteral("/windsock.conf"); }
    /// The D-Bus name the app with this profile holds.
    QString busName() const;
    /// Under what name the desktop's keychain keeps this profile's tokens: two profiles may have accounts of one name.
    QString keychainName() const { return busName(); }

private:
    Profile(QString config, QString data, bool standard);

    QString m_config;
    QString m_data;
    bool m_standard = true;
};

}
