// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldrequest.h"

#include <QTcpServer>

#include <functional>

namespace Windsock {

/// A door of the field for the methods of WebDAV, which Qt's HTTP server refuses: PROPFIND, REPORT. One request a
/// connection. Answers go out whole, cut in the middle, as a flood of at most 32 MiB, or not at all.
class DavDoor : public QTcpServer
{
    Q_OBJECT

public:
    using Answerer = std::function<FieldAnswer(const FieldRequest &)>;

    explicit DavDoor(Answerer answerer, QObject *parent = nullptr);

private:
    void meet(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const QByteArray &head, const QByteArray &body);

    Answerer m_answerer;
};

}
