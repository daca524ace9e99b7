// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/requestbudget.h"

#include <algorithm>

namespace Windsock {

namespace {

constexpr qint64 secondsOfMinute = 60;
constexpr qint64 secondsOfHour = 60 * 60;
constexpr qint64 secondsOfDay = 24 * secondsOfHour;

/// Nothing may hold a host for more than a day: what lies further ahead was set before the clock was put back.
bool isOver(const QDateTime &end, const QDateTime &now)
{
    return end.isValid() && (end <= now || now.secsTo(end) > secondsOfDay + secondsOfHour);
}

QDateTime later(const QDateTime &a, const QDateTime &b)
{
    return !a.isValid() || (b.isValid() && b > a) ? b : a;
}

}

RequestBudget::RequestBudget(Clock clock)
    : m_clock(std::move(clock))
{
}

RequestBudget::Hour RequestBudget::current(const QString &host) const
{
    const QDateTime now = m_clock();
    Hour hour = m_hosts.value(host);
    const bool over = !hour.start.isValid() || hour.start.secsTo(now) >= secondsOfHour || now < hour.start;
    if (over) {
        hour.start = now;
        hour.used = 0;
    }
    if (isOver(hour.reset, now)) {
        hour.reset = {};
    }
    if (isOver(hour.notBefore, now)) {
        hour.notBefore = {};
    }
    hour.recent.removeIf([&now](const QDateTime &sent) { return sent > now || sent.secsTo(now) >= secondsOfMinute; });
    return hour;
}

RequestBudget::Share RequestBudget::share(const QString &host) const
{
    const Hour hour = current(host);
    Share share{.used = hour.used, .limit = hour.limit, .notBefore = hour.notBefore};
    if (hour.reset.isValid()) {
        share.limit = std::min(hour.limit, hour.used + hour.remaining);
        if (hour.remaining <= 0) {
            share.notBefore = later(share.notBefore, hour.reset);
        }
    }
    if (hour.burst > 0 && hour.recent.size() >= hour.burst) {
        const QDateTime &sent = hour.recent.at(hour.recent.size() - hour.burst);
        share.notBefore = later(share.notBefore, sent.addSecs(secondsOfMinute));
    }
    if (hour.used >= hour.limit) {
        share.notBefore = later(share.notBefore, hour.start.addSecs(secondsOfHour));
    }
    return share;
}

bool RequestBudget::allows(const QString &host) const
{
    return !share(host).notBefore.isValid();
}

void RequestBudget::count(const QString &host)
{
    Hour hour = current(host);
    ++hour.used;
    hour.remaining = std::max(0, hour.remaining - 1);
    if (hour.burst > 0) {
        hour.recent.append(m_clock());
    }
    m_hosts.insert(host, hour);
}

void RequestBudget::spend(const QString &host, int more)
{
    if (more <= 0) {
        return;
    }
    Hour hour = current(host);
    hour.used = std::min(hour.used + more, 1'000'000);
    hour.remaining = std::max(0, hour.remaining - more);
    m_hosts.insert(host, hour);
}

void RequestBudget::told(const QString &host, int limit, int remaining, const QDateTime &reset)
{
    const QDateTime now = m_clock();
    if (limit <= 0 || remaining < 0 || !reset.isValid() || reset <= now) {
        return;
    }
    Hour hour = current(host);
    hour.remaining = std::min(remaining, limit);
    hour.reset = std::min(reset, now.addSecs(secondsOfDay));
    m_hosts.insert(host, hour);
}

void RequestBudget::hold(const QString &host, const QDateTime &notBefore)
{
    const QDateTime now = m_clock();
    if (!notBefore.isValid() || notBefore <= now) {
        return;
    }
    Hour hour = current(host);
    hour.notBefore = later(hour.notBefore, std::min(notBefore, now.addSecs(secondsOfDay)));
    m_hosts.insert(host, hour);
}

void RequestBudget::setBurst(const QString &host, int aMinute)
{
    Hour hour = current(host);
    hour.burst = std::max(0, aMinute);
    m_hosts.insert(host, hour);
}

}
