// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QDirIterator>
#include <QFile>
#include <QRandomGenerator>

/// Feeds the bytes, then random damages of them.
template<class Feed>
void feedDamagedBytes(const QByteArray &whole, Feed feed, QRandomGenerator &random, int damages)
{
    feed(whole);
    for (int i = 0; i < damages && !whole.isEmpty(); ++i) {
        QByteArray bytes = whole;
        for (int change = random.bounded(1, 6); change > 0 && !bytes.isEmpty(); --change) {
            const qsizetype at = random.bounded(bytes.size());
            static constexpr char s_marks[] = "[]{}\",:0-9ntf\\eE.\xff";
            switch (random.bounded(4)) {
            case 0:
                bytes[at] = s_marks[random.bounded(int(sizeof s_marks) - 1)];
                break;
            case 1:
                bytes.remove(at, random.bounded(1, 20));
                break;
            case 2:
                bytes.insert(at, bytes.mid(random.bounded(bytes.size()), 30));
                break;
            default:
                bytes.truncate(random.bounded(4) == 0 ? at : bytes.size());
                break;
            }
        }
        feed(bytes);
    }
}

/// Feeds every recorded file of a folder to `feed`, then seeded random damages of each: the same every time.
/// False where there was nothing to feed.
template<class Feed>
bool feedDamaged(const QString &folder, Feed feed, int damages = 60,
                 const QStringList &names = {QStringLiteral("*.in.json")})
{
    QRandomGenerator random(20261120);
    QStringList paths;
    QDirIterator files(folder, names, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        paths.append(files.next());
    }
    paths.sort();
    for (const QString &path : std::as_const(paths)) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            return false;
        }
        feedDamagedBytes(file.readAll(), feed, random, damages);
    }
    return !paths.isEmpty();
}
