#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Inside the clean root: installs the package, runs it as an ordinary user, removes it.

set -euo pipefail
source "$STEPS/say.sh"

home=$(mktemp -d)
trap 'rm -rf "$home"; dpkg --purge windsock >/dev/null 2>&1' EXIT
chown pilot "$home"

as_pilot()
{
    setpriv --reuid=pilot --regid=pilot --clear-groups env HOME="$home" USER=pilot QT_QPA_PLATFORM=offscreen "$@"
}

say "dpkg -i"
dpkg -i build/package/windsock_*.deb
say "windsock --version"
as_pilot windsock --version
say "windsock --self-test"
as_pilot dbus-run-session -- windsock --self-test
say "windsock --demo, for twenty seconds"
outcome=0
as_pilot dbus-run-session -- timeout 20 windsock --demo || outcome=$?
# 124: it was still playing.
[ $outcome = 124 ] || die "the demo ended by itself with exit code $outcome"
say "dpkg --purge"
dpkg --purge windsock
[ -z "$(find /usr -name '*windsock*' -print -quit)" ] || die "the package left something behind"
