// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/joblegend.h"

#include "views/delegates/jobspainter.h"

#include <KLocalizedString>

#include <QPainter>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

constexpr int symbolWidth = 26;
constexpr int entryGap = 16;

QList<Job> samples()
{
    using State = Job::State;
    using Result = Job::Result;
    QList<Job> jobs;
    const auto add = [&jobs](State state, Result result, int classification = 1) {
        jobs.append(Job{.typeSymbol = u"bc1"_s, .state = state, .result = result, .classification = classification});
    };
    add(State::Completed, Result::Success);
    add(State::Completed, Result::TestFailed);
    add(State::Completed, Result::Busted);
    add(State::Completed, Result::Exception);
    add(State::Completed, Result::TestFailed, 4);
    add(State::Running, Result::Unknown);
    add(State::Pending, Result::Unknown);
    add(State::Unscheduled, Result::Unknown);
    add(State::Completed, Result::Retry);
    add(State::Completed, Result::UserCancel);
    add(State::Completed, Result::Superseded);
    add(State::Completed, Result::Unknown);
    return jobs;
}

}

JobLegend::JobLegend(QWidget *parent)
    : QWidget(parent)
{
    QStringList words;
    for (const Job &job : samples()) {
        words << jobLookName(job);
    }
    setAccessibleName(i18nc("@info:whatsthis", "What the job symbols mean: %1", words.join(", "_L1)));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int JobLegend::heightForWidth(int width) const
{
    return flow(width, nullptr);
}

QSize JobLegend::sizeHint() const
{
    return {300, flow(qMax(width(), 300), nullptr)};
}

void JobLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    flow(width(), &painter);
}

int JobLegend::flow(int width, QPainter *painter) const
{
    const QFontMetrics metrics = fontMetrics();
    JobsPainter symbols(palette().color(QPalette::Window), palette().color(QPalette::WindowText), font());
    const int height = metrics.height() + 2;
    int x = 4;
    int y = 3;
    for (const Job &job : samples()) {
        const QString words = jobLookName(job);
        const int entry = symbolWidth + 6 + metrics.horizontalAdvance(words);
        if (x > 4 && x + entry > width - 4) {
            x = 4;
            y += height + 3;
        }
        if (painter) {
            const JobLook look = jobLook(job);
            symbols.paintSymbol(*painter, QRect(x, y, symbolWidth, height), job.typeSymbol + look.suffix, look);
            painter->setPen(palette().color(QPalette::WindowText));
            painter->drawText(QRect(x + symbolWidth + 6, y, entry, height), Qt::AlignLeft | Qt::AlignVCenter, words);
        }
        x += entry + entryGap;
    }
    return y + height + 4;
}

}
