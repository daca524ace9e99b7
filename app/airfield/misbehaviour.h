// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"

#include <QString>

#include <optional>

namespace Windsock {

/// One way in which a service goes wrong.
struct Misbehaviour {
    enum class Kind {
        Refuse,
        Stall,
        Cut,
        Truncate,
        Status,
        Html,
        WrongTypes,
        Missing,
        UnknownEnum,
        BadRecord,
        Redirect,
        Huge,
        Deep,
        GzipBomb,
        BadZone,
        EndlessRule,
    };

    Kind kind = Kind::Stall;
    int status = 0; ///< of Status
    int retryAfter = -1; ///< seconds, of Status; -1 tells none
    QString target; ///< of Redirect
    qint64 bytes = 0; ///< of Huge
    QString prefix = QStringLiteral("/"); ///< of the paths it meets
    int times = -1; ///< how often still; -1 is for ever

    /// "stall", "status:429:retry-after=30", "redirect:http://...", "huge:50000000", ...; nothing where it is none.
    static std::optional<Misbehaviour> parse(const QString &how);
};

/// What comes over the wire instead of the right answer.
FieldAnswer spoilt(const FieldAnswer &right, const Misbehaviour &how);

}
