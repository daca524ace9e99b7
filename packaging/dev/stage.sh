#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

# A desktop where there is none: X server, window manager, notification server, tray and session bus, all made for one
# program, all gone with it. Plays the program for a while as an ordinary user, prints what happens as it happens and
# takes pictures of the window, the tray and each notification.
#
# Usage: stage.sh [--pictures FOLDER] [--seconds N] [--scheme COLOURS] -- PROGRAM [ARGUMENT...]
# COLOURS is a colour scheme of KDE's: BreezeLight (the default), BreezeDark.
# Exit code: 0 when the program played to the end and its window was seen.

set -euo pipefail
source "$STEPS/say.sh"

pictures=build/pictures
seconds=60
scheme=BreezeLight
while [ $# -gt 0 ]; do
    case $1 in
    --pictures) pictures=$2 && shift 2 ;;
    --seconds) seconds=$2 && shift 2 ;;
    --scheme) scheme=$2 && shift 2 ;;
    --) shift && break ;;
    *) die "stage.sh does not know '$1'" ;;
    esac
done
[ $# -gt 0 ] || die "stage.sh needs a program to play"

# Several programs of a desktop refuse root, and what only root hides stays hidden.
as_pilot=()
if [ "$(id -u)" = 0 ]; then
    pilot=$(id -un 1000 2>/dev/null || echo nobody)
    as_pilot=(setpriv --reuid="$(id -u "$pilot")" --regid="$(id -g "$pilot")" --clear-groups)
fi

backstage=$(mktemp -d /tmp/windsock-stage.XXXXXX)
trap 'rm -rf "$backstage"' EXIT
mkdir -p "$backstage"/home/.config/dunst "$backstage"/runtime "$backstage"/pictures
chmod 700 "$backstage/runtime"
TRAY_COLOUR='#eff0f1'
darken=()
if [[ $scheme == *Dark ]]; then
    TRAY_COLOUR='#2a2e32'
    darken=(-e 's/"#eff0f1"/"#2a2e32"/; s/"#fbe9e7"/"#452a2c"/; s/"#232629"/"#fcfcfc"/; s/breeze, /breeze-dark, /')
fi
export TRAY_COLOUR
sed "${darken[@]}" -e '' "$STEPS/stage/dunstrc" >"$backstage/home/.config/dunst/dunstrc"
colours=/usr/share/color-schemes/$scheme.colors
[ -e "$colours" ] || die "there is no colour scheme $scheme in /usr/share/color-schemes"
{
    cat "$colours"
    printf '\n[General]\nColorScheme=%s\n\n[Icons]\nTheme=%s\n' "$scheme" \
        "$(case $scheme in *Dark) echo breeze-dark ;; *) echo breeze ;; esac)"
} >"$backstage/home/.config/kdeglobals"
printf '[UiSettings]\nColorScheme=%s\n' "${scheme/Breeze/Breeze }" >"$backstage/home/.config/$(basename "$1")rc"
# Only the first user of a display can make this folder as it has to be.
mkdir -p -m 1777 /tmp/.X11-unix 2>/dev/null || true
[ ${#as_pilot[@]} = 0 ] || chown -R "$pilot" "$backstage"

outcome=0
env -u XAUTHORITY -u WAYLAND_DISPLAY -u DBUS_SESSION_BUS_ADDRESS "${as_pilot[@]}" \
    env HOME="$backstage/home" USER="${pilot:-$(id -un)}" XDG_RUNTIME_DIR="$backstage/runtime" XDG_SESSION_TYPE=x11 \
    XDG_CONFIG_HOME="$backstage/home/.config" LIBGL_ALWAYS_SOFTWARE=1 QT_QUICK_BACKEND=software QT_QPA_PLATFORM=xcb \
    QT_STYLE_OVERRIDE="${QT_STYLE_OVERRIDE:-breeze}" BACKSTAGE="$backstage" \
    dbus-run-session -- "$STEPS/stage/play.sh" "$seconds" "$@" </dev/null 2> >(grep -v '^dbus-daemon' >&2) || outcome=$?

mkdir -p "$pictures"
rm -f "$pictures"/*.png
find "$backstage/pictures" -name '*.png' -exec cp {} "$pictures/" \;
say "Pictures"
find "$(realpath "$pictures")" -name '*.png' | sort
exit $outcome
