// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/sample.h"

using namespace Qt::StringLiterals;

namespace Windsock {

JobDetail sampleJobDetail()
{
    return {.account = AccountId(u"th"_s),
            .id = sampleFailedJob,
            .page = QUrl(u"https://treeherder.example/jobs?repo=autoland&selectedTaskRun=Wx2"_s),
            .log = QUrl(u"https://logs.example/Wx2/live_backing.log"_s),
            .task = QUrl(u"https://tasks.example/tasks/Wx2"_s),
            .bugs = QUrl(u"https://bugzilla.example"_s),
            .lines = {
                {.text = u"TEST-UNEXPECTED-FAIL | browser/base/content/test/urlbar/browser_forget.js | The address bar "
                         "still knows - Got \"example.org\", expected \"\""_s,
                 .bugs = {{.bug = 1812345,
                           .summary = u"Intermittent browser_forget.js | The address bar still knows"_s,
                           .open = true},
                          {.bug = 1654321, .summary = u"Intermittent browser_forget.js | timed out"_s}}},
                {.text = u"PROCESS-CRASH | Main app process exited with code 11"_s}}};
}

PushDetail samplePushDetail()
{
    return {.account = AccountId(u"th"_s),
            .id = 27,
            .alerts = {{.id = 1,
                        .test = u"tp6 amazon loadtime opt linux1804-64-shippable-qr"_s,
                        .before = 812.4,
                        .after = 901.7,
                        .percent = 11,
                        .regression = true,
                        .status = u"untriaged"_s},
                       {.id = 2,
                        .test = u"speedometer3 score opt windows11-64-24h2-shippable"_s,
                        .before = 20.1,
                        .after = 21.0,
                        .percent = 4.5,
                        .status = u"improvement"_s}}};
}

}
