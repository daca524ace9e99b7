// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/newsway.h"

using namespace Qt::StringLiterals;

namespace Windsock {

QString newsWayName(NewsWay::How how)
{
    switch (how) {
    case NewsWay::How::Polled:
        return u"polled"_s;
    case NewsWay::How::Pushed:
        return u"pushed"_s;
    case NewsWay::How::Both:
        return u"both"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

}
