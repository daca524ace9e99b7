// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/hooksweeper.h"

#include "app/lines/hooknote.h"
#include "app/lines/makeline.h"

#include <algorithm>
#include <utility>

namespace Windsock {

HookSweeper::HookSweeper(SecretReader secrets, QObject *parent)
    : QObject(parent), m_secrets(std::move(secrets)), m_factory(&makeLine)
{
}

HookSweeper::~HookSweeper() = default;

void HookSweeper::setFactory(Factory factory)
{
    m_factory = std::move(factory);
}

void HookSweeper::sweep(const QString &folder, const QList<Account> &accounts, const QStringList &kept)
{
    m_started = true;
    for (const QString &file : hookNoteFiles(folder)) {
        const auto note = readHookNote(file);
        const auto account = std::ranges::find(accounts, AccountId(note ? note->account : QString()), &Account::id);
        if (!note || account == accounts.end() || account->service != Service::GitHub || kept.contains(file)) {
            continue;
        }
        m_secrets(*account, this, [this, whose = *account, target = note->target, file](const Result<QByteArray> &token) {
            if (token && m_started) {
                sweepOne(whose, target, file, *token);
            }
        });
    }
}

void HookSweeper::sweepOne(const Account &account, const QString &target, const QString &file, const QByteArray &token)
{
    Line *line = m_lines.emplace_back(m_factory(LineAddress::Way::Hook)).get();
    connect(line, &Line::lost, this, [this, line] {
        const auto one = std::ranges::find(m_lines, line, &std::unique_ptr<Line>::get);
        if (one != m_lines.end()) {
            one->release()->deleteLater(); // it is speaking
            m_lines.erase(one);
        }
    });
    LineTask task;
    task.address = {.host = account.baseUrl.host(), .vhost = {}, .way = LineAddress::Way::Hook, .path = {}};
    task.password = token;
    task.account = account;
    task.target = target;
    task.noteFile = file;
    line->open(task, [](const LineMessage &) { return QList<WatchId>(); });
}

void HookSweeper::stop()
{
    m_started = false;
    m_lines.clear();
}

}
