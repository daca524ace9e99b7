// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/fielddata.h"

#include <QCoreApplication>
#include <QFile>

#include <zlib.h>

using namespace Qt::StringLiterals;

namespace Windsock {

QString fieldDataDir(const QString &given)
{
    QStringList places{given, qEnvironmentVariable("WINDSOCK_AIRFIELD_DATA"),
                       QCoreApplication::applicationDirPath() + u"/../share/windsock/airfield"_s};
#ifdef WINDSOCK_AIRFIELD_SOURCE_DATA
    places.append(QStringLiteral(WINDSOCK_AIRFIELD_SOURCE_DATA));
#endif
    for (const QString &place : std::as_const(places)) {
        if (!place.isEmpty() && QFile::exists(place + u"/treeherder/repository.json.gz"_s)) {
            return place;
        }
    }
    return {};
}

QByteArray readFieldData(const QString &dataDir, const QString &name)
{
    QString path = dataDir + u'/' + name;
    if (!QFile::exists(path)) {
        path += u".gz"_s;
    }
    // gzread() reads plain files as they are.
    gzFile file = gzopen(QFile::encodeName(path).constData(), "rb");
    if (!file) {
        return {};
    }
    QByteArray all;
    QByteArray chunk(256 * 1024, Qt::Uninitialized);
    for (int size = 0; (size = gzread(file, chunk.data(), unsigned(chunk.size()))) > 0;) {
        all.append(chunk.constData(), size);
    }
    gzclose(file);
    return all;
}

}
