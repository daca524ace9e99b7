// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace Windsock {

/// A job as a script or a test puts it into the field's Treeherder.
struct StagedJob {
    QString type = QStringLiteral("test-linux1804-64-qr/opt-mochitest-1");
    QString symbol = QStringLiteral("1");
    QString group = QStringLiteral("Mochitests");
    QString groupSymbol = QStringLiteral("M");
    QString platform = QStringLiteral("linux1804-64-qr");
    QString option = QStringLiteral("opt");
    int tier = 1;
};

/// A bug that is suggested for a failure line.
struct StagedBug {
    qint64 id = 0;
    QString summary;
    bool open = true;
};

/// A performance alert of a push.
struct StagedAlert {
    QString suite;
    QString test;
    double before = 0;
    double after = 0;
    bool regression = true;
    int status = 0; ///< of the alert: 0 untriaged, 3 invalid, 4 acknowledged
};

}
