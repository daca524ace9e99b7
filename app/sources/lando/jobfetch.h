// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/lando/landocursor.h"
#include "app/sources/lando/landofetch.h"
#include "app/sources/lando/landoparser.h"

namespace Windsock::Lando {

/// A job that has ended is asked for again after this time: nobody but an administrator can change it.
inline constexpr std::chrono::hours endedJobRest{6};
/// For how long after a landing the names of its commit are asked for again: Lando's map fills a little later.
inline constexpr std::chrono::hours namesPatience{1};

class JobFetch final : public Fetch
{
    Q_OBJECT

public:
    using Fetch::Fetch;
    void begin() override;

private:
    bool mayRest() const;
    void takeJob(const JobAnswer &answer);
    void keepTimes();
    void nameCommit();
    void askGitName();
    void takeNames(const CommitNames &names);
    void withoutNames(const Failure &failure);
    void end();

    qint64 m_number = 0;
    JobCursor m_cursor;
    JobAnswer m_answer;
};

}
