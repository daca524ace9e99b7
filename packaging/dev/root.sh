# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Debian 13 roots in the user's cache; to be sourced. A root appears under its name only when it is whole: it grows as
# NAME.partial, so that whatever interrupts the growth is seen and repaired by the next call. NAME.lock is held
# exclusively by who changes the root, shared by who works in it.

RELEASE=trixie
STAMP=etc/windsock-packages

# Root may unshare as it is; everybody else becomes root of a user namespace first.
become_root()
{
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        unshare --user --map-auto --map-root-user -- "$@"
    fi
}

require_namespaces()
{
    command -v unshare >/dev/null || die "unshare (util-linux) is missing"
    become_root unshare --mount true 2>/dev/null && return
    if [ "$(id -u)" = 0 ]; then
        die "no mount namespace may be made here (a container without the right to?), so no Debian root can be entered"
    fi
    die "no user namespace may be made here. It takes util-linux 2.38, newuidmap (package uidmap), a line for $(id -un)" \
        "in /etc/subuid and /etc/subgid, and a kernel that allows it; or run ./dev as root"
}

require_mmdebstrap()
{
    local missing=()
    command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
    [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || missing+=(debian-archive-keyring)
    [ "$(id -u)" = 0 ] || command -v newuidmap >/dev/null || missing+=(uidmap)
    [ ${#missing[@]} = 0 ] && return
    command -v apt-get >/dev/null || die "please install ${missing[*]}: the Debian root is made with it"
    install_on_host "${missing[@]}"
}

# The mirror this system is configured with, if it is Debian's; else nothing, and mmdebstrap knows one itself.
mirror()
{
    if [ -n "${WINDSOCK_MIRROR:-}" ]; then
        echo "$WINDSOCK_MIRROR"
        return
    fi
    local id='' codename=''
    id=$(. /etc/os-release 2>/dev/null && echo "${ID:-}")
    codename=$(. /etc/os-release 2>/dev/null && echo "${VERSION_CODENAME:-}")
    [ "$id" = debian ] && command -v apt-get >/dev/null || return 0
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
        awk -v codename="$codename" '($2 == codename || $2 == "stable" || $2 == "oldstable") && $3 == "main" {
            sub(/\/$/, "", $1); print $1; exit }'
}

# The proxies apt was told of, as options for another apt.
apt_proxies()
{
    local key value
    for key in Acquire::http::Proxy Acquire::https::Proxy; do
        value=$(apt-config dump "$key" 2>/dev/null | sed -n 's/^[^ ]* "\(.*\)";$/\1/p' | head -1)
        [ -z "$value" ] || printf -- '--aptopt=%s "%s";\n' "$key" "$value"
    done
}

stamp_of()
{
    sed 's/#.*//' "$1" | xargs -n1 | sort -u | sha256sum | cut -d' ' -f1
}

is_current()
{
    [ "$(cat "$1/$STAMP" 2>/dev/null)" = "$(stamp_of "$2")" ]
}

remove_root()
{
    [ -e "$1" ] || [ -e "$1.partial" ] || return 0
    become_root rm -rf --one-file-system "$1" "$1.partial"
    rm -f "$1.tar"
}

explain_failure()
{
    tail -25 "$1" >&2
    if grep -qiE 'could not (resolve|connect)|temporary failure|unable to connect|network is unreachable|connection (refused|timed out|failed)' "$1"; then
        die "the Debian mirror ${2:-} cannot be reached. The Debian root needs the network once; call again when it is back"
    fi
    die "the Debian root could not be made; the end of $1 is above"
}

# $1: the root; $2: the list of its packages
grow_root()
{
    local root=$1 list=$2 log=$1.log from stamp options=() phase='^(I|E|W): |^(Get:|Unpacking|Setting up)'
    from=$(mirror)
    # Of what is about to be installed: the list may be another by the time the root is whole.
    stamp=$(stamp_of "$list")
    mapfile -t options < <(apt_proxies)
    options+=(--variant=minbase --components=main --dpkgopt=force-unsafe-io '--aptopt=Apt::Install-Recommends "false"'
        '--aptopt=Acquire::Retries "3"' "--include=$(sed 's/#.*//' "$list" | xargs -n1 | paste -sd,)")
    say "Making a Debian 13 root in $root (once; it takes some minutes)"
    say "Mirror: ${from:-the one mmdebstrap knows}"
    if [ "$(id -u)" = 0 ]; then
        # In a mount namespace of its own, and ended when we end: nothing stays mounted or at work.
        with_progress "$log" "$phase" setpriv --pdeathsig TERM \
            unshare --mount --propagation private mmdebstrap --verbose --mode=root "${options[@]}" $RELEASE "$root.partial" ${from:+"$from"} ||
            explain_failure "$log" "$from"
    else
        with_progress "$log" "$phase" setpriv --pdeathsig TERM mmdebstrap --verbose --mode=unshare "${options[@]}" $RELEASE "$root.tar" ${from:+"$from"} ||
            explain_failure "$log" "$from"
        mkdir -p "$root.partial"
        become_root tar -C "$root.partial" --exclude='./dev/*' -xpf "$root.tar" || die "the root could not be unpacked"
        rm -f "$root.tar"
    fi
    become_root chroot "$root.partial" useradd --create-home --uid 1000 pilot || die "the root has no room for a user"
    become_root tee "$root.partial/$STAMP" <<<"$stamp" >/dev/null
    mv "$root.partial" "$root"
}

# Installs what the list has and the root has not.
refresh_root()
{
    local root=$1 list=$2 log=$1.log stamp
    stamp=$(stamp_of "$list")
    say "The list of packages has changed; bringing the root up to it"
    become_root cp --remove-destination /etc/resolv.conf "$root/etc/resolv.conf"
    with_progress "$log" '^(Get|Unpacking|Setting up|E)' in_root "$root" bash -c '
        set -e
        export DEBIAN_FRONTEND=noninteractive
        dpkg --configure -a
        apt-get update
        apt-get install -y --no-install-recommends --fix-broken "$@"
        apt-get clean' _ $(sed 's/#.*//' "$list" | xargs -n1) || explain_failure "$log"
    become_root tee "$root/$STAMP" <<<"$stamp" >/dev/null
}

lock_root()
{
    exec 9>"$1.lock"
    flock --nonblock "$2" 9 && return
    say "Another ./dev is at work on the root; waiting for it"
    flock "$2" 9
}

# Makes or refreshes the root where that is due, then holds it against changes for the rest of this call.
prepare_root()
{
    local root=$1 list=$2 start=$SECONDS
    mkdir -p "$(dirname "$root")"
    require_namespaces
    if ! is_current "$root" "$list"; then
        lock_root "$root" --exclusive
        if ! is_current "$root" "$list"; then
            if [ -e "$root.partial" ] || [ -e "$root.tar" ]; then
                say "An earlier set-up was interrupted; starting it again"
                become_root rm -rf --one-file-system "$root.partial"
                rm -f "$root.tar"
            fi
            if [ -e "$root/$STAMP" ]; then
                refresh_root "$root" "$list"
            else
                remove_root "$root"
                require_mmdebstrap
                grow_root "$root" "$list"
            fi
            say "The root is ready after $(spell_seconds $((SECONDS - start)))"
        fi
    fi
    lock_root "$root" --shared
}

# Runs a command in the root, in the project's folder, and answers with its exit code. Mounts and processes it leaves
# behind go with its namespaces.
in_root()
{
    local root=$1 pids=(--pid --fork --kill-child)
    shift
    become_root unshare --mount "${pids[@]}" -- mount -t proc proc /proc 2>/dev/null || pids=()
    become_root unshare --mount --propagation private "${pids[@]}" -- \
        bash "$STEPS/enter.sh" "$root" "${#pids[@]}" "$@"
}
