// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>

namespace Windsock {

/// That a webhook of ours is at GitHub, kept in a file until it is removed: whoever is killed between the two finds it at
/// the next start.
struct HookNote {
    qint64 id = 0; ///< 0 from before GitHub is asked for it until it answers
    QDateTime asked; ///< UTC
    QString account; ///< its id
    QString target; ///< "owner/name", or an organisation

    bool operator==(const HookNote &) const = default;
};

/// Nothing where there is no such file, or it cannot be read as one.
std::optional<HookNote> readHookNote(const QString &file);
/// Whole or not at all. False where it cannot be written; an empty name is written nowhere.
bool writeHookNote(const QString &file, const HookNote &note);
void removeHookNote(const QString &file);

/// The file for an account's hook of `target` in `folder`; empty where the folder is.
QString hookNoteFile(const QString &folder, const QString &account, const QString &target);
/// Those that are there, a hundred at most.
QStringList hookNoteFiles(const QString &folder);

}
