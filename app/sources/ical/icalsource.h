// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/source.h"

#include <QTimeZone>

namespace Windsock {

/// Any calendar at an address: a conditional GET, then the events of the next ninety days. Secret addresses (Google's
/// private feeds) are the watch's target and are never put into a Failure.
class ICalSource final : public Source
{
    Q_OBJECT

public:
    explicit ICalSource(HttpClient &http, QObject *parent = nullptr);
    /// The zone all-day events begin in; the system's where none is set.
    void setViewer(const QTimeZone &viewer) { m_viewer = viewer; }
    void fetch(const FetchTask &task) override;

private:
    HttpClient &m_http;
    QTimeZone m_viewer;
};

}
