// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/hooknote.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qint64 s_largest = 4096; ///< bytes
constexpr qsizetype s_mostFiles = 100;
}

std::optional<HookNote> readHookNote(const QString &file)
{
    QFile from(file);
    if (file.isEmpty() || !from.open(QFile::ReadOnly)) {
        return std::nullopt;
    }
    const QJsonObject kept = QJsonDocument::fromJson(from.read(s_largest)).object();
    const HookNote note{.id = kept["id"_L1].toInteger(),
                        .asked = QDateTime::fromString(kept["asked"_L1].toString(), Qt::ISODate).toUTC(),
                        .account = kept["account"_L1].toString(),
                        .target = kept["target"_L1].toString()};
    return note.id > 0 || (note.id == 0 && note.asked.isValid()) ? std::optional(note) : std::nullopt;
}

bool writeHookNote(const QString &file, const HookNote &note)
{
    if (file.isEmpty()) {
        return true;
    }
    QSaveFile to(file);
    const QJsonObject kept{{u"id"_s, note.id},
                           {u"asked"_s, note.asked.toUTC().toString(Qt::ISODate)},
                           {u"account"_s, note.account},
                           {u"target"_s, note.target}};
    const QByteArray bytes = QJsonDocument(kept).toJson(QJsonDocument::Compact);
    return to.open(QSaveFile::WriteOnly) && to.write(bytes) == bytes.size() && to.commit();
}

void removeHookNote(const QString &file)
{
    if (!file.isEmpty()) {
        QFile::remove(file);
    }
}

QString hookNoteFile(const QString &folder, const QString &account, const QString &target)
{
    if (folder.isEmpty()) {
        return {};
    }
    const QByteArray name = account.toUtf8() + '\n' + target.toLower().toUtf8();
    const QByteArray hash = QCryptographicHash::hash(name, QCryptographicHash::Sha256).toHex().first(24);
    return u"%1/hook-%2.json"_s.arg(folder, QString::fromLatin1(hash));
}

QStringList hookNoteFiles(const QString &folder)
{
    QStringList files;
    if (!folder.isEmpty()) {
        for (const QString &name : QDir(folder).entryList({u"hook-*.json"_s}, QDir::Files, QDir::Name)) {
            files.append(folder + u'/' + name);
        }
    }
    return files.first(std::min<qsizetype>(files.size(), s_mostFiles));
}

}
