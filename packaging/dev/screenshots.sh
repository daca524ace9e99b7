#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Makes resources/screenshots again, light and dark: the demo's window from a stage, as it is half a minute into the
# demo, and each dock from the sample of the tests.

set -euo pipefail
source "$STEPS/say.sh"

largest=300000

program=$("$STEPS/install.sh" dev)
"$STEPS/build.sh" dev tst_pictures
XDG_DATA_DIRS=$(dirname "$(dirname "$program")")/share:/usr/local/share:/usr/share
export XDG_DATA_DIRS
made=build/screenshots
rm -rf "$made"
mkdir -p "$made" resources/screenshots

# $1: a picture; $2: its name in the tree. Without the date of the making, the same picture is the same file.
keep_picture()
{
    convert "$1" -strip -define png:exclude-chunks=date,time "resources/screenshots/$2.png"
    [ "$(stat -c %s "resources/screenshots/$2.png")" -le $largest ] ||
        die "resources/screenshots/$2.png is larger than $largest bytes"
}

say "The docks"
QT_QPA_PLATFORM=offscreen TZ=UTC LC_ALL=en_GB.UTF-8 WINDSOCK_PICTURES=$made/docks \
    build/dev/bin/tst_pictures paintsTheWindow:light paintsTheWindow:dark >"$made/docks.log" 2>&1 ||
    { cat "$made/docks.log" && exit 1; }
for picture in "$made"/docks/dock-*.png; do
    name=$(basename "$picture" .png)
    keep_picture "$picture" "$(sed 's/^dock-//; s/Dock-/-/' <<<"$name")"
done
for scheme in Light Dark; do
    shade=${scheme,,}
    say "The demo, $shade"
    "$STEPS/stage.sh" --pictures "$made/$shade" --seconds "${WINDSOCK_SECONDS:-60}" --scheme "Breeze$scheme" \
        -- "$program" --demo "$@"
    keep_picture "$made/$shade/window-half.png" "window-$shade"
done
say "Renewed"
du -b resources/screenshots/*
