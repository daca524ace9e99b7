// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/lines/line.h"

#include <QThread>

#include <memory>

namespace Windsock {

/// A line that forwards GitHub's webhooks, as `gh webhook forward` does. close() removes the webhook at GitHub, behind the
/// caller's back; a line that is opened anew waits for that.
class HookLine final : public Line
{
    Q_OBJECT

public:
    explicit HookLine(QObject *parent = nullptr);
    ~HookLine() override;

    void open(const LineTask &task, LineReader reader) override;
    void close() override;

private:
    class Room;

    std::unique_ptr<Room> m_room; ///< of the session that is heard
    std::unique_ptr<Room> m_leaving; ///< of the one before it, which removes its webhook
};

}
