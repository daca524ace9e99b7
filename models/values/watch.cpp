// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/watch.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
struct KindRow {
    Watch::Kind kind;
    QLatin1StringView name;
};

constexpr std::array s_kinds{
    KindRow{Watch::Kind::Tree, "tree"_L1},         KindRow{Watch::Kind::Author, "author"_L1},
    KindRow{Watch::Kind::Landings, "landings"_L1}, KindRow{Watch::Kind::Repository, "repository"_L1},
    KindRow{Watch::Kind::Group, "group"_L1},       KindRow{Watch::Kind::Calendar, "calendar"_L1},
    KindRow{Watch::Kind::Revision, "revision"_L1}, KindRow{Watch::Kind::LandingJob, "landing-job"_L1},
    KindRow{Watch::Kind::Trees, "trees"_L1},       KindRow{Watch::Kind::Reviews, "reviews"_L1},
    KindRow{Watch::Kind::Exchange, "exchange"_L1}, KindRow{Watch::Kind::Deployments, "deployments"_L1},
    KindRow{Watch::Kind::Papers, "papers"_L1},     KindRow{Watch::Kind::Inbox, "inbox"_L1},
    KindRow{Watch::Kind::Hook, "hook"_L1},
};
}

QString watchKindName(Watch::Kind kind)
{
    for (const KindRow &row : s_kinds) {
        if (row.kind == kind) {
            return row.name;
        }
    }
    Q_UNREACHABLE_RETURN({});
}

std::optional<Watch::Kind> watchKindFromName(QStringView name)
{
    for (const KindRow &row : s_kinds) {
        if (row.name == name) {
            return row.kind;
        }
    }
    return std::nullopt;
}

bool watchKindFits(Service service, Watch::Kind kind)
{
    switch (service) {
    case Service::Treeherder:
        return kind == Watch::Kind::Tree || kind == Watch::Kind::Author || kind == Watch::Kind::Revision;
    case Service::Bugzilla:
        return kind == Watch::Kind::Landings || kind == Watch::Kind::Reviews;
    case Service::Pulse:
        return kind == Watch::Kind::Exchange;
    case Service::Lando:
        return kind == Watch::Kind::LandingJob || kind == Watch::Kind::Trees;
    case Service::GitHub:
        return kind == Watch::Kind::Author || kind == Watch::Kind::Repository || kind == Watch::Kind::Reviews
            || kind == Watch::Kind::Deployments || kind == Watch::Kind::Tree || kind == Watch::Kind::Inbox
            || kind == Watch::Kind::Hook;
    case Service::Meetup:
    case Service::Eventbrite:
        return kind == Watch::Kind::Group;
    case Service::ICalendar:
    case Service::CalDav:
        return kind == Watch::Kind::Calendar;
    case Service::Papers:
        return kind == Watch::Kind::Papers;
    }
    return false;
}

bool onlyTells(Watch::Kind kind)
{
    return kind == Watch::Kind::Exchange || kind == Watch::Kind::Hook;
}

QString calendarPart(const QString &path)
{
    QString part = QUrl::fromPercentEncoding(path.section(u'/', -1, -1, QString::SectionSkipEmpty).toUtf8());
    static const QRegularExpression odd(u"[^\\w.-]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    return part.replace(odd, u"-"_s).left(60);
}

}
