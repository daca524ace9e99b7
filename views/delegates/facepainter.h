// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QFont;
class QPainter;
class QStyleOptionViewItem;

namespace Windsock {

struct RowFace;

/// How high a row of this width has to be for the face.
int faceHeight(const RowFace &face, const QFont &font, int width);
/// Paints the face over the row's ground, which is there already.
void paintFace(QPainter &painter, const QStyleOptionViewItem &option, const RowFace &face);

}
