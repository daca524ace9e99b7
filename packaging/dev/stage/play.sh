#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Inside a session bus: sets the stage and plays one program on it. Usage: play.sh SECONDS PROGRAM [ARGUMENT...]

set -uo pipefail

seconds=$1
shift
log=$BACKSTAGE/log
pictures=$BACKSTAGE/pictures

# One clock for everybody who tells something: it starts with the program.
start_clock()
{
    echo "$EPOCHREALTIME" >"$BACKSTAGE/began"
}

elapsed()
{
    awk -v b="$EPOCHREALTIME" '{ printf "%.1f", b - $1 }' "$BACKSTAGE/began"
}

tell()
{
    printf '%6s s  %s\n' "$(elapsed)" "$*"
}

fail()
{
    tell "$*"
    tail -5 "$log".* 2>/dev/null
    exit 1
}

# $1: how long to try, in tenths of a second; the rest: a command that will succeed
wait_for()
{
    local tenths=$1
    shift
    until "$@"; do
        [ $((tenths -= 1)) -gt 0 ] || return 1
        sleep 0.1
    done
}

owned()
{
    dbus-send --session --dest=org.freedesktop.DBus --print-reply=literal / org.freedesktop.DBus.NameHasOwner \
        "string:$1" 2>/dev/null | grep -q true
}

# The largest window of a class that can be seen
window_of()
{
    local id width best=0 found=
    for id in $(xdotool search --onlyvisible --class "$1" 2>/dev/null); do
        width=$(xdotool getwindowgeometry --shell "$id" 2>/dev/null | sed -n 's/^WIDTH=//p')
        if [ "${width:-0}" -gt "$best" ]; then
            best=$width
            found=$id
        fi
    done
    [ "$best" -gt 1 ] && echo "$found"
}

sees()
{
    window_of "$1" >/dev/null
}

# $1: the picture's name; $2: the class of the window
picture()
{
    local id
    id=$(window_of "$2") && import -silent -window "$id" "$pictures/$1.png" 2>/dev/null &&
        tell "picture: $1.png"
}

# Follows the bus: prints each notification and takes a picture of its popup.
watch_notifications()
{
    local line words=-1 title='' count=0
    dbus-monitor --session "interface='org.freedesktop.Notifications',member='Notify'" 2>>"$log.bus" |
        while IFS= read -r line; do
            case $line in
            *member=Notify*) words=0 ;;
            *'   string "'*)
                [ "$words" -ge 0 ] || continue
                words=$((words + 1))
                line=${line#*string \"}
                line=${line%\"}
                [ $words = 3 ] && title=$line
                if [ $words = 4 ]; then
                    words=-1
                    count=$((count + 1))
                    tell "notification: $title${line:+ | $line}"
                    sleep 0.5
                    picture "$(printf 'popup-%02d' $count)" Dunst
                fi
                ;;
            esac
        done
}

# Beside each other: the window on the left, the popups on the right.
raise_curtain()
{
    Xvfb -displayfd 5 -screen 0 1816x880x24 -dpi 96 -nolisten tcp 5>"$BACKSTAGE/display" >"$log.xvfb" 2>&1 &
    wait_for 100 test -s "$BACKSTAGE/display" || fail "the X server did not start"
    DISPLAY=:$(cat "$BACKSTAGE/display")
    export DISPLAY
    openbox >"$log.openbox" 2>&1 &
    dunst >"$log.dunst" 2>&1 &
    stalonetray --geometry 5x1-16+12 --icon-size 24 --slot-size 32 --background "$TRAY_COLOUR" --window-layer top \
        --decorations none >"$log.stalonetray" 2>&1 &
    wait_for 100 owned org.freedesktop.Notifications || fail "the notification server did not start"
    wait_for 100 sees stalonetray || fail "the tray did not start"
    xsetroot -solid '#4d6a86'
    tell "the stage is set: display $DISPLAY, openbox, dunst, stalonetray"
    watch_notifications &
}

# Lets the program play, printing its lines; its process is $player.
play()
{
    local class end left early= half=
    class=$(basename "$1")
    start_clock
    # Times as people write them; C counts the seconds too.
    LC_ALL=en_GB.UTF-8 "$@" > >(sed -u 's/^ *[0-9.]* s  //' | while IFS= read -r line; do tell "$line"; done) 2>"$log.program" &
    player=$!
    if wait_for 300 sees "$class"; then
        tell "the window is there"
        xdotool windowmove "$(window_of "$class")" 24 40
        seen=1
    else
        tell "no window of $class was seen"
    fi
    end=$((SECONDS + seconds))
    while [ $SECONDS -lt $end ] && kill -0 "$player" 2>/dev/null; do
        sleep 1
        left=$((end - SECONDS))
        # Not at a second, which a busy machine may skip.
        if [ -z "$early" ] && [ $left -le $((seconds - 5)) ]; then
            early=1
            picture window-early "$class" && picture tray-early stalonetray
        elif [ -z "$half" ] && [ $left -le $((seconds / 2)) ]; then
            half=1
            picture window-half "$class" && picture tray-half stalonetray
        fi
    done
}

seen=0
start_clock
raise_curtain
play "$@"
outcome=0
if kill -0 "$player" 2>/dev/null; then
    picture window "$(basename "$1")"
    picture tray stalonetray
    import -silent -window root "$pictures/screen.png" && tell "picture: screen.png"
    kill -TERM "$player"
    wait_for 50 bash -c "! kill -0 $player 2>/dev/null" || kill -KILL "$player"
    tell "the curtain falls"
    [ $seen = 1 ] || outcome=1
else
    wait "$player" || outcome=$?
    tell "the program ended by itself with exit code $outcome"
    [ $outcome != 0 ] || outcome=1
fi
# Qt tells at length that the C library has no en_GB here.
said=$(sed '/^Detected locale/,/^for more information/d; /Failed to set fd limit/d' "$log.program")
if [ -n "$said" ]; then
    tell "what the program said to its standard error:"
    tail -40 <<<"$said"
fi
jobs -p | xargs -r kill 2>/dev/null
exit $outcome
