#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Builds a release of what is measured, then runs what tests/bench has made: every executable named bench_*.

set -euo pipefail
source "$STEPS/say.sh"

"$STEPS/build.sh" release benches
shopt -s nullglob
benches=(build/release/bin/bench_*)
[ ${#benches[@]} -gt 0 ] || die "tests/bench has made no executable named bench_*"
export QT_QPA_PLATFORM=offscreen TZ=UTC
for bench in "${benches[@]}"; do
    say "$(basename "$bench")"
    # A session bus of its own: nothing of this desktop is started, or counted.
    dbus-run-session --config-file=tests/bus.conf -- "$bench" "$@" \
        2> >(grep -vE '^dbus-daemon|^This plugin does not support' >&2)
done
