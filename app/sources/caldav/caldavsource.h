// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/source.h"

#include <QTimeZone>

namespace Windsock {

/// The calendars of a CalDAV server (RFC 4791, RFC 6578): each watch is one of them, `target` its path. Events of the same
/// time as an iCalendar feed's. The password goes to the account's host alone.
class CalDavSource final : public Source
{
    Q_OBJECT

public:
    explicit CalDavSource(HttpClient &http, QObject *parent = nullptr);
    ~CalDavSource() override;
    /// The zone all-day events begin in; the system's where none is set.
    void setViewer(const QTimeZone &viewer) { m_viewer = viewer; }
    void fetch(const FetchTask &task) override;

private:
    HttpClient &m_http;
    QTimeZone m_viewer;
};

}
