// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/deviceflow.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Windsock;
using Stage = DeviceFlow::Stage;
using Kind = DeviceTold::Kind;

namespace {
const QDateTime s_now(QDate(2026, 11, 26), QTime(6, 0), QTimeZone::UTC);

DeviceFlow waitingFlow(std::chrono::seconds interval = 5s)
{
    return codeTold({}, DeviceCode{.deviceCode = "fake", .userCode = u"A"_s, .lifetime = 900s, .interval = interval},
                    s_now);
}

DeviceTold told(Kind kind, std::optional<std::chrono::seconds> interval = {})
{
    return {.kind = kind, .interval = interval};
}
}

/// How a sign-in goes on: a value, and a time that is handed in.
class DeviceFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsBetweenQuestions();
    void slowsDown();
    void backsOffWithoutAnAnswer();
    void endsWhenItIsToldSo();
    void expires();
    void forgetsTheDeviceCode();
};

void DeviceFlowTest::waitsBetweenQuestions()
{
    DeviceFlow flow = waitingFlow();
    QCOMPARE(flow.stage, Stage::Waiting);
    QCOMPARE(flow.due, s_now.addSecs(6)); // the interval and a fifth of it
    QCOMPARE(timePassed(flow, s_now.addSecs(5)).stage, Stage::Waiting);
    flow = timePassed(flow, s_now.addSecs(6));
    QCOMPARE(flow.stage, Stage::TokenDue);
    QCOMPARE(timePassed(flow, s_now.addSecs(900)), flow); // what was asked is answered first
    flow = tokenTold(flow, told(Kind::Pending), s_now.addSecs(7));
    QCOMPARE(flow.stage, Stage::Waiting);
    QCOMPARE(flow.due, s_now.addSecs(13));
    QCOMPARE(timeLeft(flow, s_now.addSecs(7)), 893s);
    QCOMPARE(timeLeft(flow, s_now.addSecs(10'000)), 0s);
    QCOMPARE(waitingFlow(1s).due, s_now.addSecs(2)); // a second at least
    QCOMPARE(waitingFlow(120s).due, s_now.addSecs(144));
}

void DeviceFlowTest::slowsDown()
{
    const auto after = [](DeviceFlow flow, std::optional<std::chrono::seconds> interval) {
        flow.stage = Stage::TokenDue;
        return tokenTold(flow, told(Kind::SlowDown, interval), s_now);
    };
    QCOMPARE(after(waitingFlow(), {}).interval, 10s);
    QCOMPARE(after(waitingFlow(), 25s).interval, 25s);
    QCOMPARE(after(waitingFlow(), 1s).interval, 10s); // never faster than before
    QCOMPARE(after(after(waitingFlow(), {}), {}).interval, 15s);
    QCOMPARE(after(waitingFlow(118s), {}).interval, 120s);
    QCOMPARE(after(waitingFlow(), {}).due, s_now.addSecs(12));
}

void DeviceFlowTest::backsOffWithoutAnAnswer()
{
    DeviceFlow flow = waitingFlow();
    QList<qint64> pauses;
    for (int i = 0; i < 6; ++i) {
        flow.stage = Stage::TokenDue;
        flow = tokenTold(flow, told(Kind::NoAnswer), s_now);
        pauses.append(s_now.secsTo(flow.due));
    }
    QCOMPARE(pauses, (QList<qint64>{12, 24, 48, 72, 72, 72})); // doubled up to a minute, and a fifth
    QCOMPARE(flow.troubles, 6);
    flow.stage = Stage::TokenDue;
    flow = tokenTold(flow, told(Kind::Pending), s_now);
    QCOMPARE(flow.troubles, 0);
    QCOMPARE(flow.due, s_now.addSecs(6));
    flow.stage = Stage::TokenDue;
    DeviceTold held = told(Kind::NoAnswer);
    held.refusal.failure = {.kind = Failure::Kind::RateLimited, .until = s_now.addSecs(300)};
    QCOMPARE(tokenTold(flow, held, s_now).due, s_now.addSecs(300));
}

void DeviceFlowTest::endsWhenItIsToldSo()
{
    const DeviceFlow asked = timePassed(waitingFlow(), s_now.addSecs(6));
    DeviceTold denied = told(Kind::Refused);
    denied.refusal.trouble = SignIn::Trouble::Denied;
    QCOMPARE(tokenTold(asked, denied, s_now).stage, Stage::Over);
    QCOMPARE(tokenTold(asked, denied, s_now).refusal, denied.refusal);
    DeviceTold granted = told(Kind::Granted);
    granted.token.token = "fake";
    QCOMPARE(tokenTold(asked, granted, s_now).stage, Stage::Granted);
    QCOMPARE(tokenTold(asked, granted, s_now).token, granted.token);
    const DeviceRefusal unknown{.trouble = SignIn::Trouble::UnknownApp};
    QCOMPARE(codeTold({}, std::unexpected(unknown), s_now).refusal, unknown);
    QCOMPARE(codeTold({}, std::unexpected(unknown), s_now).stage, Stage::Over);
}

void DeviceFlowTest::expires()
{
    const DeviceFlow flow = timePassed(waitingFlow(), s_now.addSecs(900));
    QCOMPARE(flow.stage, Stage::Over);
    QCOMPARE(flow.refusal.trouble, SignIn::Trouble::Expired);
    QCOMPARE(timePassed(flow, s_now.addSecs(901)), flow);
}

void DeviceFlowTest::forgetsTheDeviceCode()
{
    QVERIFY(!waitingFlow().code.deviceCode.isEmpty());
    QVERIFY(timePassed(waitingFlow(), s_now.addSecs(900)).code.deviceCode.isEmpty());
    QVERIFY(tokenTold(waitingFlow(), told(Kind::Granted), s_now).code.deviceCode.isEmpty());
    QVERIFY(tokenTold(waitingFlow(), told(Kind::Refused), s_now).code.deviceCode.isEmpty());
}

QTEST_GUILESS_MAIN(DeviceFlowTest)

#include "tst_deviceflow.moc"
