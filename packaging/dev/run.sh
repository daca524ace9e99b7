#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Opens the demo on the display there is, or on a stage where there is none.

set -euo pipefail
source "$STEPS/say.sh"

program=$("$STEPS/install.sh" dev)
installed=$(dirname "$(dirname "$program")")
export XDG_DATA_DIRS=$installed/share:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}
if [ -n "${WAYLAND_DISPLAY:-}${DISPLAY:-}" ]; then
    say "Opening the demo on this display; it ends when you quit Windsock"
    exec "$program" --demo "$@"
fi
say "There is no display: making one, and playing the demo on it for about a minute"
exec "$STEPS/stage.sh" --pictures build/pictures --seconds "${WINDSOCK_SECONDS:-60}" -- "$program" --demo "$@"
