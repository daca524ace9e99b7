// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

struct xcb_connection_t;

namespace Windsock {

/// An X server of our own, with nothing on it but one colour: Xvfb. It tells when a window comes and when something has
/// been painted in it. Programs are measured from outside and know nothing of it.
class BenchScreen
{
public:
    /// Null where there is no Xvfb.
    static std::unique_ptr<BenchScreen> make();
    ~BenchScreen();

    /// "DISPLAY=:7"
    QString variable() const;

    struct Seen {
        double mapped = 0; ///< monotonicMs() when the window was on the screen
        double painted = 0; ///< when its middle was no more the colour of the empty screen
    };
    /// Waits for the first window that is no icon or popup.
    std::optional<Seen> waitForWindow();
    /// Waits until all is the colour of the empty screen again.
    void waitForNothing();

private:
    BenchScreen() = default;
    bool connect();
    struct Point {
        int16_t x = 0;
        int16_t y = 0;
    };
    std::optional<Point> middleOfNewWindow();
    uint32_t colourAt(Point point);

    int m_server = 0; ///< its process
    int m_number = -1; ///< of the display
    xcb_connection_t *m_connection = nullptr;
    uint32_t m_root = 0;
};

}
