// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/airfield.h"
#include "app/desktop.h"
#include "app/lines/hookline.h"
#include "app/lines/stompline.h"
#include "app/sources/github/hookrequests.h"
#include "tests/bench/figures.h"
#include "tests/features/pushedflight.h"
#include "tests/lines/listening.h"
#include "tests/notify/fakenotificationserver.h"

#include <KLocalizedString>

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Windsock;

namespace {
/// What was waited for, in ms, sample by sample.
struct Delays {
    QList<double> toLook; ///< from the message's sending to the poller being told
    QList<double> toNotice; ///< and to the notice in the application; the poller's own wait left out
    QList<double> toDesktop; ///< and to the call that asks the desktop's notification server to show it
};

double share(QList<double> values, double part)
{
    std::ranges::sort(values);
    return values.isEmpty() ? 0 : values.at(qsizetype(double(values.size() - 1) * part));
}

bool waitFor(const std::function<bool()> &done)
{
    return QTest::qWaitFor(done, 30'000);
}

/// A push whose job fails; its commit.
QString failAPush(PushedFlight &flight, int number)
{
    const QString revision = QString::number(number).rightJustified(40, u'a');
    const qint64 push = flight.world().addPush(PushedFlight::tree, revision, u"me@example.org"_s, u"Bug 1 - x"_s);
    flight.world().setJob(flight.world().addJob(push, {}), u"completed"_s, u"testfailed"_s);
    return revision;
}

/// Push after push goes bad, and a message tells of each; without a line it is fetched as the poller would.
bool measure(PushedFlight &flight, Publisher *publisher, int samples, Delays &delays)
{
    FakeNotificationServer server;
    if (!server.appear()) {
        return false;
    }
    const Desktop desktop(flight.flight().app());
    int notices = 0;
    QObject::connect(&flight.flight().app(), &Application::noticesChanged, &flight.flight(),
                     [&notices](const QList<Notice> &told) {
                         notices += int(std::ranges::count(told, Notice::State::Pending, &Notice::state));
                     });
    for (int i = 1; i <= samples; ++i) {
        flight.pass(400);
        const QString revision = failAPush(flight, i);
        const QByteArray message = PushedFlight::message(revision.right(8));
        const int before = notices;
        const qsizetype popups = server.popups().size();
        const qint64 looks = flight.looks();
        QElapsedTimer time;
        time.start();
        const bool told = !publisher
            || (publisher->publish(u"exchange/taskcluster-queue/v1/task-failed"_s, u"primary.x"_s, message,
                                   PushedFlight::routes(revision))
                && waitFor([&] { return flight.looks() > looks; }));
        delays.toLook.append(double(time.nsecsElapsed()) / 1e6);
        flight.jump(70); // past the poller's own waits: for more messages, between two looks, between two polls
        if (!told || !waitFor([&] { return notices > before; })) {
            return false;
        }
        delays.toNotice.append(double(time.nsecsElapsed()) / 1e6);
        if (!waitFor([&] { return server.popups().size() > popups; })) {
            return false;
        }
        delays.toDesktop.append(double(time.nsecsElapsed()) / 1e6);
        flight.settle();
    }
    flight.flight().app().disconnect(&flight.flight());
    return true;
}

/// How often each thread of this program has gone to sleep of itself.
QHash<QString, qint64> sleeps()
{
    QHash<QString, qint64> all;
    const QStringList threads = QDir(u"/proc/self/task"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &thread : threads) {
        QFile status(u"/proc/self/task/%1/status"_s.arg(thread));
        if (status.open(QIODevice::ReadOnly)) {
            const QByteArray text = status.readAll();
            const qsizetype at = text.indexOf("\nvoluntary_ctxt_switches:");
            all.insert(thread, text.mid(at + 25, 20).split('\n').value(0).trimmed().toLongLong());
        }
    }
    return all;
}

/// A thread that ends meanwhile, as idle ones of the pool do, takes what it did with it.
double sleepsASecond(int seconds)
{
    const double began = monotonicMs();
    const QHash<QString, qint64> before = sleeps();
    QEventLoop loop;
    QTimer::singleShot(std::chrono::seconds(seconds), &loop, &QEventLoop::quit);
    loop.exec();
    qint64 more = 0;
    const QHash<QString, qint64> after = sleeps();
    for (auto it = after.cbegin(); it != after.cend(); ++it) {
        more += it.value() - before.value(it.key());
    }
    return double(more) / (monotonicMs() - began) * 1000;
}

/// A line to the broker that listens to one exchange.
LineTask brokerTask(const TestBroker &broker, const QUrl &url, const QString &queue)
{
    const Account account = broker.account(u"pulse"_s);
    return {.address = *lineAddress(url),
            .user = account.user,
            .password = TestBroker::password,
            .queue = u"queue/%1/%2"_s.arg(account.user, queue),
            .bindings = {{u"exchange/hgpushes/v1"_s, u"#"_s}}};
}

/// A line to the field's GitHub, with every kind of event.
LineTask hookTask(const Airfield &field)
{
    const QString target = u"windsock-demo/windsock"_s;
    LineTask task{.password = "demo-token",
                  .account = {.id = AccountId(u"gh"_s), .service = Service::GitHub, .baseUrl = field.url(u"github"_s)},
                  .target = target};
    for (const QString &event : hookEvents()) {
        task.bindings.append({target, event});
    }
    return task;
}

/// The field is in this program: what it does for its end of a line is counted, too.
bool measureRest(const TestBroker &broker, int seconds)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(broker.authority()));
    QSslConfiguration::setDefaultConfiguration(tls);
    Airfield field;
    if (!field.listen()) {
        return false;
    }
    const double without = sleepsASecond(seconds);
    Listening amqp;
    if (!amqp.opens(brokerTask(broker, broker.url(), u"idle"_s))) {
        return false;
    }
    const double one = sleepsASecond(seconds);
    ListeningBy<StompLine> stomp;
    ListeningBy<HookLine> hook;
    if (!stomp.opens(brokerTask(broker, broker.webUrl(), u"idle-too"_s)) || !hook.opens(hookTask(field))) {
        return false;
    }
    const double all = sleepsASecond(seconds);
    // The field, which is to remove it, answers only while this thread goes on.
    hook.line.close();
    if (!waitFor([&field] { return field.worlds().github.hooks().made() == 0; })) {
        return false;
    }
    if (amqp.losses + stomp.losses + hook.losses > 0) {
        return false;
    }
    printLine(
        u"open lines on which nothing comes, over %1 s each; all threads of a program without a window"_s.arg(seconds));
    print({.what = u"wakeups, AMQP, STOMP and a webhook open"_s,
           .value = all,
           .unit = u"/s"_s,
           .against = without,
           .other = u"none"_s});
    print({.what = u"wakeups, AMQP open"_s, .value = one, .unit = u"/s"_s, .against = without, .other = u"none"_s});
    print({.what = u"wakeups, no line"_s, .value = without, .unit = u"/s"_s});
    return true;
}
}

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    KLocalizedString::setApplicationDomain("windsock");
    const BenchWish wish = benchWish(QCoreApplication::arguments());
    const int samples = wish.runs == 1 ? 3 : 100;
    TestBroker broker;
    if (!broker.start()) {
        printLine(broker.problem());
        return 1;
    }
    qputenv("SSL_CERT_FILE", QFile::encodeName(broker.authority()));
    Delays pushed;
    Delays polled;
    {
        PushedFlight line(&broker);
        PushedFlight poll(nullptr);
        Publisher publisher(broker);
        if (!line.awaitLine() || !measure(line, &publisher, samples, pushed)
            || !measure(poll, nullptr, samples, polled)) {
            printLine(u"nothing came"_s);
            return 1;
        }
    }
    printLine(u"from a message of the broker's to the desktop, %1 times; the poller's own wait of 2 s left out"_s.arg(
        samples));
    for (const auto &[name, part] : {std::pair(u"p50"_s, 0.5), std::pair(u"p99"_s, 0.99)}) {
        const double poll = share(polled.toNotice, part);
        const double polledPopup = share(polled.toDesktop, part);
        print({.what = u"message to look, "_s + name,
               .value = share(pushed.toLook, part),
               .unit = u"ms"_s,
               .against = poll,
               .other = u"a poll"_s});
        print({.what = u"message to notice, "_s + name,
               .value = share(pushed.toNotice, part),
               .unit = u"ms"_s,
               .against = poll,
               .other = u"a poll"_s});
        print({.what = u"message to the desktop's server, "_s + name,
               .value = share(pushed.toDesktop, part),
               .unit = u"ms"_s,
               .against = polledPopup,
               .other = u"a poll"_s});
        print({.what = u"a poll that is due to the notice, "_s + name, .value = poll, .unit = u"ms"_s});
        print({.what = u"the same to the desktop's server, "_s + name, .value = polledPopup, .unit = u"ms"_s});
    }
    return measureRest(broker, wish.seconds) ? 0 : 1;
}
