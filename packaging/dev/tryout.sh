# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Tries the package in a Debian 13 root that has what the package asks for and nothing else; to be sourced.

try_package()
{
    local clean=$CACHE/clean list=$PROJECT/build/package/depends.txt
    say "Trying the package in a clean Debian 13 root"
    # What is left of an older list would hide that something is missing from the new one.
    is_current "$clean" "$list" || remove_root "$clean"
    prepare_root "$clean" "$list"
    in_root "$clean" "$STEPS/tryinside.sh" || die "the package did not pass its trial"
    say "The package is good: $(echo "$PROJECT"/build/package/windsock_*.deb)"
}
