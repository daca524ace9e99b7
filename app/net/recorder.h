// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"

namespace Windsock {

/// Writes answers into a folder, for making fixtures: NNNN.json (method, address, status, headers) beside NNNN.body.
/// Credentials are left out wherever they stand: cookies, query values that look like keys, each occurrence of a
/// credential the request carried, and the tokens and device codes that a sign-in hands out.
class Recorder
{
public:
    /// An empty folder records nothing.
    explicit Recorder(const QString &folder = {});

    void record(const HttpRequest &request, const HttpAnswer &answer);

private:
    QString m_folder;
    int m_count = 0;
};

}
