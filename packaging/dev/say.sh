# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Words for the person in front of the terminal; to be sourced.

say()
{
    printf '== %s\n' "$*"
}

die()
{
    printf 'dev: %s\n' "$*" >&2
    exit 1
}

# 75 -> "1 min 15 s"
spell_seconds()
{
    if [ "$1" -ge 60 ]; then
        printf '%d min %d s' $(($1 / 60)) $(($1 % 60))
    else
        printf '%d s' "$1"
    fi
}

# Runs a command that is silent for long, its output in a file; tells where it is every ten seconds.
# $1: the log; $2: an extended regular expression for the lines that name a phase; the rest: the command.
with_progress()
{
    local log=$1 phase=$2 start=$SECONDS last=$SECONDS
    shift 2
    "$@" >"$log" 2>&1 </dev/null &
    local job=$!
    # A job in the background does not hear Ctrl-C by itself.
    trap 'kill "$job" 2>/dev/null; wait "$job"; exit 130' INT TERM
    while kill -0 "$job" 2>/dev/null; do
        sleep 0.5
        if [ $((SECONDS - last)) -ge 10 ]; then
            last=$SECONDS
            printf '   %s: %s\n' "$(spell_seconds $((SECONDS - start)))" \
                "$( (tr '\r' '\n' <"$log" | grep -aE "$phase" || echo working) | tail -1 | cut -c1-100)"
        fi
    done
    trap - INT TERM
    wait "$job"
}
