// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <QTest>

/// Recorded bytes beside what is read from them. WINDSOCK_GOLDEN=write writes the expectations anew.
namespace Golden {

inline QByteArray recorded(const QString &name)
{
    QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/%1.in.json").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Empty when `seen` is what is expected, else the first lines that differ.
inline QString difference(const QString &name, const QJsonObject &seen)
{
    const QByteArray text = QJsonDocument(seen).toJson();
    QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/%1.out.json").arg(name));
    if (qEnvironmentVariable("WINDSOCK_GOLDEN") == QLatin1StringView("write")) {
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? QString() : file.errorString();
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return file.errorString() + QLatin1Char('\n') + QString::fromUtf8(text);
    }
    const QList<QByteArray> expected = file.readAll().split('\n');
    const QList<QByteArray> found = text.split('\n');
    QString lines;
    for (qsizetype i = 0; i < std::max(expected.size(), found.size()) && lines.size() < 2000; ++i) {
        if (expected.value(i) != found.value(i)) {
            lines += QStringLiteral("\n%1 - %2\n%1 + %3")
                         .arg(QString::number(i + 1), QString::fromUtf8(expected.value(i)),
                              QString::fromUtf8(found.value(i)));
        }
    }
    return lines;
}

}
