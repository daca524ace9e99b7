// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/treewording.h"

#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <QLocale>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QString tagsLine(const Tree &tree)
{
    QStringList tags;
    for (const QString &tag : tree.tags) {
        const QString plain = plainLine(tag, 40);
        if (!plain.isEmpty() && tags.size() < 5) {
            tags.append(plain);
        }
    }
    return tags.isEmpty() ? QString()
                          : i18nc("@info %1 is a list of words such as infra, planned", "Tags: %1.",
                                  tags.join(i18nc("@info between the words of a list", ", ")));
}

QString sinceLine(const Tree &tree, const QDateTime &now, const QTimeZone &zone)
{
    const QString who = plainLine(tree.by, 60);
    if (!tree.since.isValid()) {
        return who.isEmpty() ? QString() : i18nc("@info %1 is a person", "By %1.", who);
    }
    const QLocale locale;
    const QDateTime since = tree.since.toTimeZone(zone);
    const QString clock = locale.toString(since.time(), QLocale::ShortFormat);
    const QString when = since.date() == now.toTimeZone(zone).date()
        ? clock
        : i18nc("@info date and time of day", "%1, %2", locale.toString(since.date(), QLocale::ShortFormat), clock);
    return who.isEmpty()
        ? i18nc("@info %1 is a time of day or a date and time", "Since %1.", when)
        : i18nc("@info %1 is a time of day or a date and time, %2 a person", "Since %1, by %2.", when, who);
}

QString titleOf(const Landing &landing)
{
    const QString title = plainLine(landing.title, 90);
    return title.isEmpty() ? i18nc("@info a landing job without a title", "landing job %1", QString::number(landing.job))
                           : title;
}

QString treeOf(const Landing &landing)
{
    const QString tree = plainLine(landing.repository, 60);
    return tree.isEmpty() ? i18nc("@info in place of the name of a tree", "its tree") : tree;
}

QString jobLine(const Landing &landing)
{
    return landing.title.isEmpty() ? QString()
                                   : i18nc("@info %1 is a number", "Landing job %1.", QString::number(landing.job));
}

QString heldByTreeLine(const Landing &landing)
{
    switch (landing.held) {
    case Landing::Held::TreeClosed:
        return i18nc("@info", "The tree is closed.");
    case Landing::Held::ApprovalRequired:
        return i18nc("@info", "The tree wants an approval.");
    case Landing::Held::WaitingForReview:
    case Landing::Held::No:
        break;
    }
    const QString reason = plainLine(landing.reason.section(u'\n', 0, 0), 120);
    return reason.isEmpty() ? i18nc("@info", "Why is unknown.") : reason;
}
}

Wording treeWording(const Tree &tree, const QDateTime &now, const QTimeZone &zone)
{
    const QString name = plainLine(tree.name, 60);
    Wording wording{.title = {},
                    .text = lines({plainLine(tree.reason, 200), tagsLine(tree), sinceLine(tree, now, zone)})};
    switch (tree.status) {
    case Tree::Status::Open:
        wording.title = i18nc("@title %1 is a tree", "Open: %1", name);
        break;
    case Tree::Status::Closed:
        wording.title = i18nc("@title %1 is a tree", "Closed: %1", name);
        break;
    case Tree::Status::ApprovalRequired:
        wording.title = i18nc("@title %1 is a tree", "Approval required: %1", name);
        break;
    case Tree::Status::Unknown:
        wording.title = i18nc("@title %1 is a tree", "Open or closed, nobody says: %1", name);
        break;
    }
    return wording;
}

Wording landingJobWording(const Landing &landing)
{
    const QString title = titleOf(landing);
    const QString tree = treeOf(landing);
    const QString job = jobLine(landing);
    switch (landing.state) {
    case Landing::State::Landed:
        return {i18nc("@title", "Landed: %1", title),
                lines({i18nc("@info %1 is where to", "It is on %1 now.", tree), job})};
    case Landing::State::Failed: {
        const QString reason = plainLine(landing.reason.section(u'\n', 0, 0), 200);
        return {i18nc("@title", "Landing failed: %1", title),
                lines({reason.isEmpty() ? i18nc("@info", "Lando does not say why.") : reason,
                       i18nc("@info %1 is where to", "It did not get to %1.", tree), job})};
    }
    case Landing::State::BackedOut:
        return {i18nc("@title", "Backed out: %1", title),
                lines({i18nc("@info %1 is where from", "It was taken off %1.", tree), job})};
    case Landing::State::Held:
        return {i18nc("@title", "Held: %1", title),
                lines({heldByTreeLine(landing), i18nc("@info %1 is where to", "It is to go to %1.", tree), job})};
    case Landing::State::Cancelled:
        return {i18nc("@title", "Landing cancelled: %1", title),
                lines({i18nc("@info %1 is where to", "It will not go to %1.", tree), job})};
    default:
        return {i18nc("@title", "Queued: %1", title),
                lines({i18nc("@info %1 is where to", "It is to land on %1.", tree), job})};
    }
}

}
