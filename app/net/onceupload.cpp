// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/onceupload.h"

#include <algorithm>
#include <cstring>

namespace Windsock {

OnceUpload::OnceUpload(const QByteArray &bytes, QObject *parent)
    : QIODevice(parent), m_bytes(bytes)
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 OnceUpload::readData(char *data, qint64 most)
{
    const qint64 count = std::min<qint64>(most, m_bytes.size() - m_read);
    if (count == 0) {
        return most == 0 ? 0 : -1;
    }
    std::memcpy(data, m_bytes.constData() + m_read, size_t(count));
    m_read += count;
    return count;
}

}
