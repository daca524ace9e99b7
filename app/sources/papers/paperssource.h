// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/papers/papersparser.h"
#include "app/sources/papers/papersrequests.h"

namespace Windsock {

/// The open calls of a list. Of a topic of confs.tech this year's file and the next are one list; a year without a file
/// has no calls, a topic without any is Rejected. Where one year's file has changed and the other has not, the other is
/// asked again without a condition, because a snapshot is the whole list.
class PapersSource final : public Source
{
    Q_OBJECT

public:
    explicit PapersSource(HttpClient &http, QObject *parent = nullptr);
    /// The zone days begin in; the system's where none is set.
    void setViewer(const QTimeZone &viewer) { m_viewer = viewer; }
    void fetch(const FetchTask &task) override;

private:
    struct File {
        PapersAddress address;
        enum class State { Unasked, Same, Read, Lacking } state = State::Unasked;
    };
    void askNext();
    void ask(File &file);
    void take(File &file, const HttpAnswer &answer);
    void read(File &file, const HttpAnswer &answer);
    void finish();
    void fail(Failure failure, const QUrl &asked);
    int count(File::State state) const;
    PapersWish wish() const;

    HttpClient &m_http;
    QTimeZone m_viewer;
    FetchTask m_task;
    QList<File> m_files;
    PapersCursor m_known;
    PapersCursor m_cursor;
    PapersList m_list;
};

}
