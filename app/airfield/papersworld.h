// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldrequest.h"

#include <QDate>

#include <map>

namespace Windsock {

/// The field's lists of calls for papers: files by their paths, as raw.githubusercontent.com serves them, with ETags.
class PapersWorld
{
public:
    struct Conference {
        QString name;
        QString city;
        QString country;
        QDate closes;
        QDate from;
        int days = 2;
    };

    /// `path` is what follows "/papers".
    FieldAnswer answer(const QString &path, const FieldRequest &request) const;

    /// Serves `text` at the path, whatever it is; an empty one takes the file away.
    void putText(const QString &path, const QByteArray &text);
    /// The file of a topic and year in confs.tech's shape.
    void put(const QString &topic, int year, const QList<Conference> &conferences);
    /// "/main/conferences/2026/python.json"
    static QString pathOf(const QString &topic, int year);

private:
    std::map<QString, QByteArray> m_files;
};

}
