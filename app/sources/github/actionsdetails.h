// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/account.h"
#include "models/values/clock.h"
#include "models/values/detail.h"

#include <QObject>

namespace Windsock {

class HttpClient;

/// What a person wants to know of one job of a workflow run: its page, which is its log, and which of its steps failed.
/// Each want ends in exactly one signal, never before the call has returned. Nothing is kept and nothing tried again.
class ActionsDetails : public QObject
{
    Q_OBJECT

public:
    ActionsDetails(HttpClient &http, Clock clock, QObject *parent = nullptr);

    /// `secret` is the account's token.
    void wantJob(const Account &account, const QByteArray &secret, const Push &push, const Job &job);

Q_SIGNALS:
    void jobDetail(const Windsock::JobDetail &detail);

private:
    HttpClient &m_http;
    const Clock m_clock;
};

/// The page of the job for a person; of a job that stands for a whole run, the run's.
QUrl actionsJobPage(const Account &account, const Push &push, const Job &job);

}
