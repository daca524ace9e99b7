#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Everything that must be green. Every stage runs, whatever became of the ones before; the last line counts.

set -uo pipefail
source "$STEPS/say.sh"

passed=0
failed=0
table=()

# $1: what the summary calls the stage; the rest: its command
stage()
{
    local name=$1 start=$SECONDS verdict=passed
    shift
    say "$name"
    "$@" </dev/null || verdict=FAILED
    table+=("$(printf '%-7s %9s  %s' "$verdict" "$(spell_seconds $((SECONDS - start)))" "$name")")
    [ $verdict = passed ]
}

# A stage that counts as one test
check()
{
    if stage "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
}

# Runs ctest for a preset and counts each of its tests.
run_tests()
{
    local preset=$1 log=build/$1/ctest.log
    ctest --preset "$preset" -j3 --no-tests=error | tee "$log" | grep -vE '^ +Start '
    local outcome=${PIPESTATUS[0]} bad all
    read -r bad all < <(sed -n 's/^.*, \([0-9]*\) tests failed out of \([0-9]*\)$/\1 \2/p' "$log") || { bad=1 all=1; }
    passed=$((passed + all - bad))
    failed=$((failed + bad))
    return "$outcome"
}

test_preset()
{
    if stage "Build ($1)" "$STEPS/build.sh" "$1"; then
        passed=$((passed + 1))
        stage "Tests ($1)" run_tests "$1"
    else
        failed=$((failed + 1))
    fi
}

check_format()
{
    local wrong
    wrong=$(git ls-files -z '*.h' '*.cpp' | xargs -0 -n40 clang-format --dry-run -Werror 2>&1 |
        sed -n 's/:[0-9]*:[0-9]*: error:.*//p' | sort | uniq -c)
    [ -z "$wrong" ] && return
    printf 'places that ./dev format would change, and where:\n%s\n' "$wrong"
    return 1
}

check_resources()
{
    local file files bad=0
    mapfile -d '' files < <(git ls-files -z '*.desktop' '*.desktop.in')
    for file in "${files[@]}"; do
        desktop-file-validate --no-warn-deprecated "$file" || bad=1
    done
    mapfile -d '' files < <(git ls-files -z '*.metainfo.xml' '*.appdata.xml')
    for file in "${files[@]}"; do
        appstreamcli validate --no-net --no-color "$file" || bad=1
    done
    return $bad
}

# What passes with the sanitizers passes without: one build, one run of each test.
test_preset asan
check "Licences" reuse lint --lines
check "Format" check_format
check "Desktop file and AppStream data" check_resources

say "Summary"
printf '%s\n' "${table[@]}"
ccache --show-stats 2>/dev/null | grep -m1 -E 'Hits:' | sed 's/^ */compiler cache  /' || true
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
