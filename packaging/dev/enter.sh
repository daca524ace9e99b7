#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Inside a mount namespace of its own: dresses a root with what a program expects, goes in and runs a command.
# Usage: enter.sh ROOT OWN_PROCESSES COMMAND... (OWN_PROCESSES: 0 when there is no process namespace)

set -euo pipefail

root=$1
own_processes=$2
shift 2

# The same file or folder at the same place inside.
bring()
{
    [ -e "$1" ] || return 0
    if [ -d "$1" ]; then
        mkdir -p "$root$1"
    else
        mkdir -p "$(dirname "$root$1")"
        touch "$root$1"
    fi
    mount --rbind "$1" "$root$1"
}

mount --bind "$root" "$root"
if [ "$own_processes" = 0 ]; then
    bring /proc
else
    mount -t proc proc "$root/proc"
fi
bring /sys
bring /dev
bring /tmp
[ -z "${XDG_RUNTIME_DIR:-}" ] || bring "$XDG_RUNTIME_DIR"
bring "$CCACHE_DIR"
bring "$PROJECT"
# A worktree's history is elsewhere.
if [ -f "$PROJECT/.git" ] && git_dir=$(git -C "$PROJECT" rev-parse --path-format=absolute --git-common-dir 2>/dev/null); then
    bring "$git_dir"
fi
if [ -n "${XAUTHORITY:-}" ]; then
    bring "$XAUTHORITY"
fi
# The loopback's and this machine's names.
[ ! -e /etc/hosts ] || cp --remove-destination /etc/hosts "$root/etc/hosts" 2>/dev/null || true

keep=()
for name in TERM COLORTERM CI DISPLAY WAYLAND_DISPLAY XAUTHORITY XDG_RUNTIME_DIR XDG_SESSION_TYPE DBUS_SESSION_BUS_ADDRESS \
    http_proxy https_proxy no_proxy CCACHE_DIR CCACHE_MAXSIZE CCACHE_BASEDIR CCACHE_NOHASHDIR CCACHE_SLOPPINESS \
    GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0 SOURCE_DATE_EPOCH PROJECT STEPS WINDSOCK_JOBS WINDSOCK_SECONDS; do
    [ -z "${!name+x}" ] || keep+=("$name=${!name}")
done

# Not exec: the first process of a namespace would not hear Ctrl-C.
chroot "$root" /usr/bin/env -i HOME=/root USER=root LANG=C.UTF-8 LC_ALL=C.UTF-8 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${keep[@]}" \
    bash -c 'cd "$PROJECT" && exec "$@"' _ "$@"
