// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/gunzip.h"

#include <zlib.h>

#include <array>

namespace Windsock {

namespace {

constexpr int gzipOnly = 15 + 16;

}

Gunzip::Gunzip(qint64 maxBytes)
    : m_stream(std::make_unique<z_stream>()), m_maxBytes(maxBytes)
{
    if (inflateInit2(m_stream.get(), gzipOnly) != Z_OK) {
        m_state = State::Broken;
    }
}

Gunzip::~Gunzip()
{
    inflateEnd(m_stream.get());
}

Gunzip::State Gunzip::feed(QByteArrayView piece, QByteArray &out)
{
    if (m_state == State::TooLarge || m_state == State::Broken || piece.isEmpty()) {
        return m_state;
    }
    if (m_state == State::Complete) {
        // A gzip file may have several members; what follows the first is the next one or rubbish.
        inflateReset(m_stream.get());
    }
    m_state = State::Unfinished;
    m_stream->next_in = reinterpret_cast<Bytef *>(const_cast<char *>(piece.data()));
    m_stream->avail_in = uInt(piece.size());
    std::array<char, 32 * 1024> room;
    do {
        m_stream->next_out = reinterpret_cast<Bytef *>(room.data());
        m_stream->avail_out = uInt(room.size());
        const int told = inflate(m_stream.get(), Z_NO_FLUSH);
        if (told != Z_OK && told != Z_STREAM_END && told != Z_BUF_ERROR) {
            return m_state = State::Broken;
        }
        const qint64 made = qint64(room.size()) - m_stream->avail_out;
        if (out.size() + made > m_maxBytes) {
            return m_state = State::TooLarge;
        }
        out.append(room.data(), made);
        if (told == Z_STREAM_END) {
            m_state = State::Complete;
            if (m_stream->avail_in > 0) {
                inflateReset(m_stream.get());
                m_state = State::Unfinished;
            }
        }
    } while (m_state == State::Unfinished && (m_stream->avail_in > 0 || m_stream->avail_out == 0));
    return m_state;
}

}
