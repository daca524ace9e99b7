// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/treeherder/jobrow.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::Treeherder {

namespace {
constexpr std::array<QLatin1StringView, JobRows::ColumnCount> s_names{
    "failure_classification_id"_L1,
    "id"_L1,
    "job_group_name"_L1,
    "job_group_symbol"_L1,
    "job_type_name"_L1,
    "job_type_symbol"_L1,
    "last_modified"_L1,
    "platform"_L1,
    "push_id"_L1,
    "result"_L1,
    "state"_L1,
    "tier"_L1,
    "task_id"_L1,
    "retry_id"_L1,
    "duration"_L1,
    "platform_option"_L1,
};
constexpr std::array s_needed{JobRows::Id, JobRows::PushId, JobRows::State, JobRows::Result};
}

JobRows::JobRows(const QStringList &columns)
    : m_width(columns.size())
{
    for (size_t i = 0; i < ColumnCount; ++i) {
        m_places.at(i) = static_cast<int>(columns.indexOf(s_names.at(i)));
    }
    for (const Column column : s_needed) {
        if (m_places.at(column) < 0) {
            m_missing.append(s_names.at(column));
        }
    }
}

void JobRows::wrong(Column column, QLatin1StringView what)
{
    if (m_why.isEmpty()) {
        m_why = s_names.at(column) + what;
    }
}

QString JobRows::text(Column column)
{
    const JsonValue &cell = m_cells.at(column);
    if (cell.isNothing()) {
        return {};
    }
    const std::optional<std::string_view> found = cell.view();
    if (!found) {
        wrong(column, " is not a text"_L1);
        return {};
    }
    const auto [place, added] = m_texts.try_emplace(*found);
    if (added) {
        place->second = cell.text().value_or(QString());
    }
    return place->second;
}

qint64 JobRows::whole(Column column, qint64 other)
{
    const JsonValue &cell = m_cells.at(column);
    if (cell.isNothing()) {
        return other;
    }
    const std::optional<double> number = cell.number();
    if (!number || *number < -9e15 || *number > 9e15) {
        wrong(column, " is not a number"_L1);
        return other;
    }
    return cell.integer().value_or(static_cast<qint64>(*number));
}

std::expected<Job, QString> JobRows::read(JsonValue row)
{
    if (row.size() != m_width || !row.isArray()) {
        return std::unexpected(u"it is no row of %1 columns"_s.arg(m_width));
    }
    m_why.clear();
    std::ranges::fill(m_cells, JsonValue());
    row.each([this](qsizetype index, JsonValue value) {
        const auto found = std::ranges::find(m_places, static_cast<int>(index));
        if (found != m_places.end()) {
            m_cells.at(static_cast<size_t>(found - m_places.begin())) = value;
        }
    });

    Job job{.id = whole(Id, 0), .pushId = whole(PushId, 0)};
    job.groupName = text(GroupName);
    job.groupSymbol = text(GroupSymbol);
    job.typeName = text(TypeName);
    job.typeSymbol = text(TypeSymbol);
    job.platform = text(Platform);
    job.platformOption = text(PlatformOption);
    job.taskId = text(TaskId);
    job.state = jobStateFromName(text(State));
    job.result = jobResultFromName(text(Result));
    job.tier = static_cast<int>(std::clamp<qint64>(whole(Tier, 1), 1, 3));
    job.classification = static_cast<int>(std::clamp<qint64>(whole(Classification, 1), 1, 1000));
    job.retryId = static_cast<int>(std::clamp<qint64>(whole(RetryId, 0), 0, 1'000'000));
    job.duration = std::chrono::minutes(std::clamp<qint64>(whole(Duration, 0), 0, 1'000'000));
    if (job.groupSymbol.isEmpty()) {
        job.groupSymbol = u"?"_s;
    }
    if (!m_cells[LastModified].isNothing()) {
        job.lastModified = m_cells[LastModified].time().value_or(QDateTime());
        if (!job.lastModified.isValid()) {
            wrong(LastModified, " is not a time"_L1);
        }
    }
    if (job.id < 1) {
        wrong(Id, " is not above 0"_L1);
    }
    if (job.pushId < 1) {
        wrong(PushId, " is not above 0"_L1);
    }
    if (m_cells[State].isNothing()) {
        wrong(State, " is missing"_L1);
    }
    if (!m_why.isEmpty()) {
        return std::unexpected(m_why);
    }
    return job;
}

}
