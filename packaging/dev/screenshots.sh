#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Makes the README's pictures again: the demo's window, light and dark, its tray and a notification.

set -euo pipefail
source "$STEPS/say.sh"

program=$("$STEPS/install.sh" dev)
XDG_DATA_DIRS=$(dirname "$(dirname "$program")")/share:/usr/local/share:/usr/share
export XDG_DATA_DIRS
mkdir -p resources/screenshots
for scheme in Light Dark; do
    shade=${scheme,,}
    say "The demo, $shade"
    "$STEPS/stage.sh" --pictures "build/screenshots-$shade" --seconds "${WINDSOCK_SECONDS:-60}" --scheme "Breeze$scheme" \
        -- "$program" --demo "$@"
    for picture in window tray popup-01; do
        [ ! -e "build/screenshots-$shade/$picture.png" ] ||
            cp "build/screenshots-$shade/$picture.png" "resources/screenshots/$picture-$shade.png"
    done
done
say "Renewed"
ls resources/screenshots
