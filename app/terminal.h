// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/application.h"
#include "app/cli/command.h"

#include <QTextStream>

namespace Windsock {

/// Carries out the commands that need no display. Asks the app that runs with the same profile; only where none runs
/// does it open the store itself.
class Terminal
{
public:
    Terminal(QTextStream &out, QTextStream &err);

    /// The process's exit code: 0 well, 1 something failed, 2 the command was not understood.
    int run(const Command &command);

private:
    int addAccount(const Command &command);
    int removeAccount(const Command &command);
    int changeBook(const AccountBook::Outcome &outcome, const QString &done);
    int read(const Command &command, const QStringList &words);
    int listRepositories(const Command &command);
    int listCalendars(const Command &command);
    int login(const Command &command);
    void showCode(const SignIn &signIn, const QStringList &scopes);
    int follow(const Command &command);
    int poll(const Command &command);
    int pollHere(const Command &command);
    int printPoll(const QString &json, bool asJson);
    int refuse(const QString &message);
    template<class Report>
    int print(const Report &report)
    {
        m_out << report.out << Qt::flush;
        m_err << report.err << Qt::flush;
        return report.code;
    }
    std::optional<QByteArray> readToken(Command::Token from);

    QTextStream &m_out;
    QTextStream &m_err;
    Profile m_profile = Profile::standard();
};

}
