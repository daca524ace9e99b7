// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/benchscreen.h"

#include "tests/bench/figures.h"

#include <QThread>

#include <xcb/xcb.h>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

namespace {
constexpr uint32_t s_nothing = 0x00ff00ff; // no program paints this by chance
constexpr int s_leastWidth = 300;
constexpr double s_longestMs = 60'000;

template<class T>
using Reply = std::unique_ptr<T, decltype(&std::free)>;

template<class T>
Reply<T> owned(T *reply)
{
    return {reply, &std::free};
}
}

std::unique_ptr<BenchScreen> BenchScreen::make()
{
    int ends[2];
    if (::pipe(ends) != 0) {
        return {};
    }
    std::unique_ptr<BenchScreen> screen(new BenchScreen);
    QByteArray descriptor = QByteArray::number(ends[1]);
    const char *arguments[] = {
        "Xvfb", "-displayfd", descriptor.constData(), "-screen", "0", "1600x1000x24", "-nolisten", "tcp", nullptr};
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclose(&files, ends[0]);
    const int failed = posix_spawnp(&screen->m_server, "Xvfb", &files, nullptr, const_cast<char **>(arguments), environ);
    posix_spawn_file_actions_destroy(&files);
    ::close(ends[1]);
    QByteArray number;
    char letter = 0;
    while (failed == 0 && ::read(ends[0], &letter, 1) == 1 && letter != '\n') {
        number += letter;
    }
    ::close(ends[0]);
    screen->m_server = failed != 0 ? 0 : screen->m_server;
    screen->m_number = number.isEmpty() ? -1 : number.toInt();
    return screen->m_number >= 0 && screen->connect() ? std::move(screen) : nullptr;
}

bool BenchScreen::connect()
{
    const QByteArray name = ':' + QByteArray::number(m_number);
    m_connection = xcb_connect(name.constData(), nullptr);
    if (xcb_connection_has_error(m_connection) != 0) {
        return false;
    }
    const xcb_screen_t *first = xcb_setup_roots_iterator(xcb_get_setup(m_connection)).data;
    m_root = first->root;
    const uint32_t values[] = {s_nothing, XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY};
    xcb_change_window_attributes(m_connection, m_root, XCB_CW_BACK_PIXEL | XCB_CW_EVENT_MASK, values);
    xcb_clear_area(m_connection, 0, m_root, 0, 0, 0, 0);
    return colourAt({}) == s_nothing;
}

BenchScreen::~BenchScreen()
{
    if (m_connection) {
        xcb_disconnect(m_connection);
    }
    if (m_server != 0) {
        ::kill(m_server, SIGTERM);
        ::waitpid(m_server, nullptr, 0);
    }
}

QString BenchScreen::variable() const
{
    return u"DISPLAY=:%1"_s.arg(m_number);
}

std::optional<BenchScreen::Point> BenchScreen::middleOfNewWindow()
{
    while (const auto event = owned(xcb_poll_for_event(m_connection))) {
        if ((event->response_type & 0x7f) != XCB_MAP_NOTIFY) {
            continue;
        }
        const auto *map = reinterpret_cast<const xcb_map_notify_event_t *>(event.get());
        const auto cookie = xcb_get_geometry(m_connection, map->window);
        const auto geometry = owned(xcb_get_geometry_reply(m_connection, cookie, nullptr));
        if (geometry && geometry->width >= s_leastWidth && map->override_redirect == 0) {
            return Point{int16_t(geometry->x + geometry->width / 2), int16_t(geometry->y + geometry->height / 2)};
        }
    }
    return {};
}

uint32_t BenchScreen::colourAt(Point point)
{
    const auto cookie = xcb_get_image(m_connection, XCB_IMAGE_FORMAT_Z_PIXMAP, m_root, point.x, point.y, 1, 1, ~0U);
    const auto image = owned(xcb_get_image_reply(m_connection, cookie, nullptr));
    if (!image || xcb_get_image_data_length(image.get()) < 4) {
        return s_nothing;
    }
    const uint8_t *bytes = xcb_get_image_data(image.get());
    return uint32_t(bytes[0]) | uint32_t(bytes[1]) << 8 | uint32_t(bytes[2]) << 16;
}

std::optional<BenchScreen::Seen> BenchScreen::waitForWindow()
{
    const double end = monotonicMs() + s_longestMs;
    std::optional<Point> middle;
    while (!(middle = middleOfNewWindow())) {
        if (monotonicMs() > end) {
            return {};
        }
        QThread::sleep(500us);
    }
    Seen seen{.mapped = monotonicMs()};
    while (colourAt(*middle) == s_nothing) {
        if (monotonicMs() > end) {
            return {};
        }
        QThread::sleep(500us);
    }
    seen.painted = monotonicMs();
    return seen;
}

void BenchScreen::waitForNothing()
{
    const double end = monotonicMs() + 5000;
    while (colourAt({800, 500}) != s_nothing && monotonicMs() < end) {
        QThread::sleep(5ms);
    }
    std::ignore = middleOfNewWindow();
}

}
