// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/notify/notifier.h"

#include <KLocalizedString>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

namespace {
constexpr qsizetype s_sentAtOnce = 5;
constexpr auto s_longestWait = std::chrono::milliseconds(1min);

/// The event of windsock.notifyrc that a kind of notice is.
QString eventId(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::PushBad:
        return u"pushBad"_s;
    case Notice::Kind::PushFinished:
        return u"pushFinished"_s;
    case Notice::Kind::PushRecovered:
        return u"pushRecovered"_s;
    case Notice::Kind::LandingChanged:
        return u"landingChanged"_s;
    case Notice::Kind::PullRequestChanged:
        return u"pullRequestChanged"_s;
    case Notice::Kind::EventSoon:
        return u"eventSoon"_s;
    case Notice::Kind::EventChanged:
        return u"eventChanged"_s;
    case Notice::Kind::NeedsLogin:
        return u"needsLogin"_s;
    case Notice::Kind::StoreDamaged:
        return u"storeDamaged"_s;
    case Notice::Kind::TreeChanged:
        return u"treeChanged"_s;
    case Notice::Kind::ThreadChanged:
        return u"threadChanged"_s;
    case Notice::Kind::QueueChanged:
        return u"queueChanged"_s;
    case Notice::Kind::DeploymentChanged:
        return u"deploymentChanged"_s;
    case Notice::Kind::CallForPapers:
        return u"callForPapers"_s;
    case Notice::Kind::InboxNews:
        return u"inboxNews"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

KNotification::Urgency urgency(Notice::Urgency urgency)
{
    switch (urgency) {
    case Notice::Urgency::Low:
        return KNotification::LowUrgency;
    case Notice::Urgency::Normal:
        return KNotification::NormalUrgency;
    case Notice::Urgency::High:
        return KNotification::HighUrgency;
    }
    Q_UNREACHABLE_RETURN(KNotification::NormalUrgency);
}

/// The urgency a server reads: a byte, 0 to 2. Critical stays unused: it would stand until clicked.
uchar urgencyByte(Notice::Urgency urgency)
{
    return urgency == Notice::Urgency::Low ? 0 : 1;
}

/// Keeps what may never be deleted within reach until the process ends: a search for leaks sees that it is not lost.
void keepForGood(QObject *object)
{
    static auto *const kept = new QObjectList;
    kept->append(object);
}
}

Notifier::Notifier(Clock clock, QObject *parent)
    : QObject(parent), m_clock(std::move(clock))
{
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &Notifier::flush);
    connect(&m_server, &NotificationServer::appeared, this, &Notifier::flush);
    connect(&m_server, &NotificationServer::vanished, this, &Notifier::forgetAll);
}

Notifier::~Notifier()
{
    // Where a server is there they are not closed, see forgetAll(), so they stay until the process ends.
    for (const QPointer<KNotification> &orphan : std::as_const(m_orphans)) {
        if (orphan && m_server.isThere()) {
            orphan->setParent(nullptr);
            keepForGood(orphan);
        }
    }
    // Nobody would answer their buttons any more; what they told stays in the store.
    for (const QPointer<KNotification> &popup : std::exchange(m_standing, {})) {
        if (popup) {
            popup->disconnect(this);
            delete popup.data();
        }
    }
}

void Notifier::setHeldUntil(HeldUntil heldUntil)
{
    m_heldUntil = std::move(heldUntil);
    flush();
}

void Notifier::show(const Notice &notice)
{
    if (stands(notice.key) || std::ranges::contains(m_waiting, notice.key, &Notice::key)
        || std::ranges::contains(m_unconfirmed, notice.key, &Notice::key)) {
        return;
    }
    m_waiting.append(notice);
    m_server.wake();
    flush();
}

void Notifier::withdraw(const QString &key)
{
    m_waiting.removeIf([&](const Notice &notice) { return notice.key == key; });
    if (const QPointer<KNotification> popup = m_standing.take(key)) {
        popup->close();
    }
}

void Notifier::flush()
{
    if (!m_server.isThere()) {
        return;
    }
    const QDateTime now = m_clock();
    QDateTime earliest;
    QList<Notice> held;
    while (!m_waiting.isEmpty() && m_unconfirmed.size() < s_sentAtOnce) {
        const Notice notice = m_waiting.takeFirst();
        const QDateTime until = m_heldUntil ? m_heldUntil(notice, now) : QDateTime();
        if (until.isValid() && until > now) {
            held.append(notice);
            earliest = earliest.isValid() ? std::min(earliest, until) : until;
            continue;
        }
        popUp(notice);
    }
    m_waiting = held + m_waiting;
    if (earliest.isValid()) {
        // Timers stand still while the machine sleeps, so the clock is looked at again before long.
        m_later.start(std::clamp<std::chrono::milliseconds>(earliest - now, 1ms, s_longestWait));
    }
}

void Notifier::popUp(const Notice &notice)
{
    auto *popup = new KNotification(eventId(notice.kind), KNotification::CloseOnTimeout, this);
    popup->setComponentName(u"windsock"_s);
    popup->setTitle(notice.title);
    // The back end decides by the server's capabilities whether the body is markup, so it must be escaped markup.
    popup->setText(notice.text.toHtmlEscaped());
    popup->setUrgency(urgency(notice.urgency));
    popup->setHint(u"urgency"_s, QVariant::fromValue<uchar>(urgencyByte(notice.urgency)));
    const QString key = notice.key;
    const auto token = [popup = QPointer(popup)] { return popup ? popup->xdgActivationToken() : QString(); };
    KNotificationAction *standard = popup->addDefaultAction(i18nc("@action:button of a notification", "Show"));
    connect(standard, &KNotificationAction::activated, this, [this, key, token] { Q_EMIT activated(key, token()); });
    if (!notice.url.isEmpty() || notice.kind == Notice::Kind::ThreadChanged) {
        KNotificationAction *button = popup->addAction(i18nc("@action:button of a notification", "Open"));
        connect(button, &KNotificationAction::activated, this, [this, key, token] { Q_EMIT linkWanted(key, token()); });
    }
    if (notice.kind == Notice::Kind::EventSoon) {
        KNotificationAction *later = popup->addAction(i18nc("@action:button of a reminder", "Remind Me Later"));
        connect(later, &KNotificationAction::activated, this, [this, key] { Q_EMIT snoozeWanted(key); });
    }
    connect(popup, &KNotification::closed, this, [this, key] { m_standing.remove(key); });
    m_standing.insert(key, popup);
    m_unconfirmed.append(notice);
    popup->sendEvent();
    m_server.confirm(this, [this, key] {
        if (m_unconfirmed.removeIf([&](const Notice &sent) { return sent.key == key; }) > 0) {
            Q_EMIT shown(key, m_clock());
            flush();
        }
    });
}

void Notifier::forgetAll()
{
    // KNotification ends those that it knows by a number whenever the server changes, and forgets the others. None is
    // ended from here as long as it may still have its number: a new server gives its own, and closing by an old one
    // could hit another app's popup. What is there two servers later has none.
    for (const QPointer<KNotification> &forgotten : std::exchange(m_olderOrphans, std::exchange(m_orphans, {}))) {
        delete forgotten.data();
    }
    const auto standing = std::exchange(m_standing, {});
    for (const QPointer<KNotification> &popup : standing) {
        if (popup) {
            popup->disconnect(this);
            m_orphans.append(popup);
        }
    }
    m_waiting = std::exchange(m_unconfirmed, {}) + m_waiting;
}

}
