// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

namespace Windsock {

/// Each look of a job beside the words for it.
class JobLegend : public QWidget
{
    Q_OBJECT

public:
    explicit JobLegend(QWidget *parent = nullptr);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    /// Lays the entries out in columns; paints them where a painter is given. Returns the height.
    int flow(int width, QPainter *painter) const;
};

}
