# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Where the work is done; to be sourced. on_ground runs a command there, ready to build.

QT_NEEDED=6.7
KF_NEEDED=6.5
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/windsock

source "$STEPS/root.sh"

needed_packages()
{
    sed 's/#.*//' "$STEPS/packages.txt" | xargs -n1
}

# The version of a package that is installed or could be; empty where there is none.
version_at_hand()
{
    apt-cache policy "$1" 2>/dev/null | awk '$1 == "Installed:" && $2 != "(none)" { print $2; exit }
                                             $1 == "Candidate:" && $2 != "(none)" { print $2; exit }'
}

new_enough()
{
    local version
    version=$(version_at_hand "$1")
    [ -n "$version" ] && dpkg --compare-versions "$version" ge "$2"
}

is_native()
{
    case ${WINDSOCK_GROUND:-} in
    native) return 0 ;;
    root) return 1 ;;
    "") ;;
    *) die "WINDSOCK_GROUND is '$WINDSOCK_GROUND'; it may be native or root" ;;
    esac
    command -v apt-cache >/dev/null || return 1
    new_enough qt6-base-dev $QT_NEEDED && new_enough libkf6coreaddons-dev $KF_NEEDED
}

as_root()
{
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        sudo "$@"
    else
        die "this needs root, and there is no sudo that would answer: $*"
    fi
}

install_on_host()
{
    say "This system lacks: $*"
    say "Installing it with apt-get"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" && return
    say "Asking the mirror for its newest lists, then once more"
    as_root apt-get update || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" ||
        die "apt-get could not install it; its own words are above"
}

prepare_native()
{
    command -v dpkg-query >/dev/null || return 0
    local missing
    missing=$(comm -23 <(needed_packages | sort -u) \
        <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | sort -u))
    # shellcheck disable=SC2086
    [ -z "$missing" ] || install_on_host $missing
}

# What a build needs to know, the same on either ground.
ground_environment()
{
    export CCACHE_DIR=$CACHE/ccache CCACHE_MAXSIZE=5G CCACHE_BASEDIR=$PROJECT CCACHE_NOHASHDIR=1
    # What it takes to keep the results of precompiled headers too.
    export CCACHE_SLOPPINESS=pch_defines,time_macros
    # A clone may belong to somebody else than who builds it.
    export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'
    mkdir -p "$CCACHE_DIR" || die "cannot write to the cache in $CACHE"
}

on_ground()
{
    ground_environment
    if is_native; then
        prepare_native
        "$@"
    else
        prepare_root "$CACHE/root" "$STEPS/packages.txt"
        in_root "$CACHE/root" "$@"
    fi
}

forget_ground()
{
    remove_root "$CACHE/root"
    remove_root "$CACHE/clean"
    rm -rf "$CACHE"
}
