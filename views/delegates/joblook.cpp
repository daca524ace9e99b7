// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/joblook.h"

#include <KLocalizedString>

#include <QPalette>

#include <cmath>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

constexpr double enough = 4.5;

double channel(float value)
{
    return value <= 0.03928F ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF());
}

JobLook failureLook(const Job &job, JobShape shape, const QColor &open, const QColor &classified)
{
    const bool isOpen = isUnclassified(job.classification);
    return {
        .colour = isOpen ? open : classified, .shape = shape, .filled = isOpen, .suffix = isOpen ? QString() : u"*"_s};
}

JobLook completedLook(const Job &job)
{
    switch (job.result) {
    case Job::Result::TestFailed:
        return failureLook(job, JobShape::Pill, QColor(0xdd6602), QColor(0xb45303));
    case Job::Result::Busted:
        return failureLook(job, JobShape::Square, QColor(0xb74c4c), QColor(0x90010a));
    case Job::Result::Exception:
        return failureLook(job, JobShape::Hexagon, QColor(0x9a7da6), QColor(0x6f0296));
    case Job::Result::Success:
        return {.colour = QColor(2, 130, 51)};
    case Job::Result::Retry:
        return {.colour = QColor(0x283aa2), .underlined = true};
    case Job::Result::UserCancel:
        return {.colour = QColor(0xcf2b9f), .struck = true};
    case Job::Result::Superseded:
        return {.colour = QColor(0x3f77c6), .struck = true, .underlined = true};
    case Job::Result::Unknown:
        break;
    }
    return {.colour = QColor(0x8a6d3b), .suffix = u"?"_s};
}

QString resultName(const Job &job)
{
    switch (job.result) {
    case Job::Result::TestFailed:
        return isUnclassified(job.classification) ? i18nc("@info job", "test failed, not classified")
                                                  : i18nc("@info job", "test failed, classified");
    case Job::Result::Busted:
        return isUnclassified(job.classification) ? i18nc("@info job", "build failed, not classified")
                                                  : i18nc("@info job", "build failed, classified");
    case Job::Result::Exception:
        return isUnclassified(job.classification) ? i18nc("@info job", "infrastructure failed, not classified")
                                                  : i18nc("@info job", "infrastructure failed, classified");
    case Job::Result::Success:
        return i18nc("@info job", "success");
    case Job::Result::Retry:
        return i18nc("@info job", "was run again");
    case Job::Result::UserCancel:
        return i18nc("@info job", "cancelled");
    case Job::Result::Superseded:
        return i18nc("@info job", "superseded");
    case Job::Result::Unknown:
        break;
    }
    return i18nc("@info job", "unknown result");
}

}

JobLook jobLook(const Job &job)
{
    switch (job.state) {
    case Job::State::Running:
        return {.colour = Qt::black, .shape = JobShape::Ring};
    case Job::State::Pending:
        return {.colour = QColor(0x757575), .shape = JobShape::Dots};
    case Job::State::Unscheduled:
        return {.colour = QColor(0x26d7b6), .suffix = u"…"_s};
    case Job::State::Completed:
        return completedLook(job);
    case Job::State::Unknown:
        break;
    }
    return {.colour = QColor(0x8a6d3b), .suffix = u"?"_s};
}

QString jobLookName(const Job &job)
{
    switch (job.state) {
    case Job::State::Running:
        return i18nc("@info job", "running");
    case Job::State::Pending:
        return i18nc("@info job", "waiting for a machine");
    case Job::State::Unscheduled:
        return i18nc("@info job", "not scheduled yet");
    case Job::State::Completed:
        return resultName(job);
    case Job::State::Unknown:
        break;
    }
    return i18nc("@info job", "unknown state");
}

double contrastOf(const QColor &one, const QColor &other)
{
    const double a = luminance(one) + 0.05;
    const double b = luminance(other) + 0.05;
    return qMax(a, b) / qMin(a, b);
}

QColor readableOn(const QColor &colour, const QColor &ground)
{
    const float step = luminance(ground) < 0.18 ? 0.04F : -0.04F;
    QColor readable = colour.toHsl();
    while (contrastOf(readable.toRgb(), ground) < enough) {
        const float lightness = readable.lightnessF() + step;
        if (lightness < 0 || lightness > 1) {
            return step > 0 ? Qt::white : Qt::black;
        }
        readable.setHslF(qMax(0.0F, readable.hslHueF()), readable.hslSaturationF(), lightness);
    }
    return readable.toRgb();
}

QColor inkOn(const QColor &ground)
{
    return contrastOf(Qt::white, ground) >= contrastOf(Qt::black, ground) ? Qt::white : Qt::black;
}

bool isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::Base)) < luminance(palette.color(QPalette::Text));
}

}
