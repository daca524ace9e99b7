// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace Windsock {

/// Whose events on Eventbrite are watched: an organiser's, which any token may read, or an organization's, which its
/// members may.
struct EventbriteTarget {
    bool isOrganization = false;
    QString id; ///< digits

    bool operator==(const EventbriteTarget &) const = default;
};

/// Reads a watch's target: "organizer/ID", "organization/ID" (an s for the z, or a plural, will do), or the bare digits of
/// an organiser. Nothing else may get into an address.
std::optional<EventbriteTarget> eventbriteTarget(const QString &target);

}
