// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/lines/line.h"
#include "app/net/secretreader.h"

#include <QObject>

#include <memory>
#include <vector>

namespace Windsock {

/// Takes back the webhooks that a run which was killed left at GitHub, and whose watches have been removed since.
class HookSweeper : public QObject
{
public:
    using Factory = std::function<std::unique_ptr<Line>(LineAddress::Way way)>;

    explicit HookSweeper(SecretReader secrets, QObject *parent = nullptr);
    ~HookSweeper() override;

    void setFactory(Factory factory);
    /// Those that are noted in `folder`, but for the notes `kept`, whose lines see to theirs. A note goes with its webhook;
    /// one whose account is gone or whose token cannot be had stays.
    void sweep(const QString &folder, const QList<Account> &accounts, const QStringList &kept);
    /// What is not done is left to the next run.
    void stop();

private:
    void sweepOne(const Account &account, const QString &target, const QString &file, const QByteArray &token);

    SecretReader m_secrets;
    Factory m_factory;
    std::vector<std::unique_ptr<Line>> m_lines; ///< that only remove
    bool m_started = false;
};

}
