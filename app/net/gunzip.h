// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <memory>

struct z_stream_s;

namespace Windsock {

/// Unpacks a gzip body piece by piece, so that its end is known to have been seen and its size is watched while it
/// grows. Qt's own unpacking takes a cut-off stream for a whole one.
class Gunzip
{
public:
    enum class State {
        Unfinished, ///< more is to come
        Complete, ///< the stream's end and checksum were seen
        TooLarge,
        Broken,
    };

    explicit Gunzip(qint64 maxBytes);
    ~Gunzip();
    Q_DISABLE_COPY_MOVE(Gunzip)

    /// Appends to `out` what the piece unpacks to. TooLarge and Broken are final.
    State feed(QByteArrayView piece, QByteArray &out);
    State state() const { return m_state; }

private:
    std::unique_ptr<z_stream_s> m_stream;
    qint64 m_maxBytes;
    State m_state = State::Unfinished;
};

}
