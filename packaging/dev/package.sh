#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Builds the Debian package into build/package and lets lintian read it.

set -euo pipefail
source "$STEPS/say.sh"

# The same source makes the same package.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
"$STEPS/build.sh" package
rm -f build/package/windsock_*.deb
(umask 022 && cd build/package && cpack -G DEB >cpack.log 2>&1) || {
    tail -30 build/package/cpack.log >&2
    die "cpack could not make the package"
}
deb=$(echo build/package/windsock_*.deb)
say "$deb"
dpkg-deb --info "$deb" | sed -n '/Package:/,$p'
say "lintian"
lintian --allow-root --fail-on error --no-tag-display-limit "$deb"
# What a clean system must have before dpkg takes it (the first of alternatives), and the session bus of any desktop.
{
    dpkg-deb --field "$deb" Depends | tr ',' '\n' | sed 's/|.*//; s/(.*//; s/ //g'
    echo dbus-daemon
} | sort -u >build/package/depends.txt
