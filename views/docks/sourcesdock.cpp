// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/sourcesdock.h"

#include "models/items/linewording.h"
#include "models/items/roles.h"
#include "models/items/searchproxy.h"
#include "models/values/plaintext.h"
#include "models/values/sourcehealth.h"
#include "views/docks/rowsview.h"

#include <KLocalizedString>

#include <QItemSelectionModel>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

QString detailsOf(const QModelIndex &index, const QDateTime &now)
{
    const auto health = index.data(ItemRole::Health).value<SourceHealth>();
    QStringList lines;
    if (health.failure) {
        const FailureWording words = failureWording(health);
        lines << words.whatHappened << words.whatToDo << plainLine(health.failure->detail);
    } else if (health.state == SourceHealth::State::Good) {
        lines << i18nc("@info", "The last answer was read without trouble.");
    }
    if (health.skippedRecords > 0) {
        lines << i18ncp("@info", "One record of the last answer could not be read; the others were.",
                        "%1 records of the last answer could not be read; the others were.", health.skippedRecords);
    }
    lines << newsWords(index.data(ItemRole::News).value<NewsWay>(), now);
    lines.removeAll(QString());
    return lines.join(u'\n');
}

}

SourcesDock::SourcesDock(QAbstractItemModel *sources, const Clock &clock, QWidget *parent)
    : Dock({.name = u"sourcesDock"_s,
            .title = i18nc("@title:window dock", "Sources"),
            .iconName = u"network-server"_s,
            .nothing = i18nc("@info", "Nothing is watched yet."),
            .tellsStale = false},
           sources, sources, clock, parent)
    , m_details(new QLabel(this))
{
    view()->setRootIsDecorated(false);
    m_details->setObjectName(u"sourceDetails"_s);
    m_details->setTextFormat(Qt::PlainText);
    m_details->setWordWrap(true);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_details->setMargin(8);
    m_details->setMinimumWidth(40);
    m_details->hide();
    column()->addWidget(m_details);
    connect(view()->selectionModel(), &QItemSelectionModel::currentChanged, this, &SourcesDock::updateDetails);
    connect(sources, &QAbstractItemModel::dataChanged, this, &SourcesDock::updateDetails);
}

QString SourcesDock::details() const
{
    return m_details->text();
}

void SourcesDock::updateDetails()
{
    const QString text = view()->currentIndex().isValid() ? detailsOf(view()->currentIndex(), clock()()) : QString();
    m_details->setText(text);
    m_details->setVisible(!text.isEmpty());
}

}
