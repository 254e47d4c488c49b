#!/usr/bin/env bash
# Runs the README's commands in a bare Debian 12, made for the purpose and thrown away afterwards.
#
#   fresh.sh [TARGET…]    the make targets to run there; without any: demo test
#
# A clean clone of HEAD, and ../shared if it is there, go into a root of their own, with git, make
# and Python as the README asks for, and nothing else. There a plain user with sudo runs make. What
# this machine needs in order to reach packages (proxies, certificates, settings of pip, npm and apt)
# goes along. MIRROR names another Debian mirror.
#
# Needs root and debootstrap. The bare root is kept in .cache/fresh and used again. Mounts are made
# in a namespace of their own: they are gone when this ends, however it ends.
set -euo pipefail

readonly RELEASE="bookworm"
readonly HAS="ca-certificates,git,make,python3,sudo"
readonly READER="reader" READER_ID=1000
readonly PATHS="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
MIRROR="${MIRROR:-http://deb.debian.org/debian}"
SECURITY="${SECURITY:-http://deb.debian.org/debian-security}"

project="$(cd "$(dirname "$0")/.." && pwd)"
kept="$project/.cache/fresh/$RELEASE.tar"
stage=""
results=()
failed=0

say() { printf '%s\n' "fresh: $*" >&2; }

stop() {
    say "$@"
    exit 3
}

need() {
    command -v "$1" >/dev/null 2>&1 || stop "Missing: $1. Install with: apt-get install $2"
}

# --- the bare root ------------------------------------------------------------------------------

# A root folder in $stage, from the kept one if there is one.
make_root() {
    if [ ! -f "$kept" ]; then
        say "Making a bare Debian ($RELEASE) with ${HAS//,/, }"
        debootstrap --variant=minbase --include="$HAS" "$RELEASE" "$stage" "$MIRROR" \
            >"$stage.log" 2>&1 || {
            tail -n 20 "$stage.log" >&2
            stop "debootstrap failed."
        }
        rm -rf "$stage"/var/cache/apt/archives/*.deb "$stage"/var/lib/apt/lists/*
        mkdir -p "$(dirname "$kept")"
        tar -C "$stage" --numeric-owner --one-file-system -cf "$kept.part" .
        mv "$kept.part" "$kept"
    else
        say "Taking the bare Debian in ${kept#"$project"/}"
        tar -C "$stage" --numeric-owner -xpf "$kept"
    fi
}

# Sources of packages, and a user who may become root. Nothing may start a service.
furnish() {
    printf 'deb %s %s main\n' "$MIRROR" "$RELEASE" "$MIRROR" "$RELEASE-updates" \
        "$SECURITY" "$RELEASE-security" >"$stage/etc/apt/sources.list"
    printf '#!/bin/sh\nexit 101\n' >"$stage/usr/sbin/policy-rc.d"
    chmod 755 "$stage/usr/sbin/policy-rc.d"
    inside_as_root useradd --create-home --uid "$READER_ID" --shell /bin/bash "$READER"
    printf '%s ALL=(ALL) NOPASSWD: ALL\n' "$READER" >"$stage/etc/sudoers.d/$READER"
}

# What this machine needs in order to reach packages.
carry_settings() {
    local file home="$stage/home/$READER"
    cp -L /etc/resolv.conf /etc/hosts "$stage/etc/"
    if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
        cp -L /usr/local/share/ca-certificates/*.crt "$stage/usr/local/share/ca-certificates/"
        inside_as_root update-ca-certificates >/dev/null 2>&1
    fi
    if command -v apt-config >/dev/null; then
        apt-config dump 2>/dev/null | grep -E '^Acquire::(https?|Check)[^ ]* "[^"]+";' \
            >"$stage/etc/apt/apt.conf.d/90carried" || true
    fi
    if [ -f /etc/pip.conf ]; then
        cp -L /etc/pip.conf "$stage/etc/"
    fi
    if [ -d /etc/xdg/pip ]; then
        mkdir -p "$stage/etc/xdg"
        cp -rL /etc/xdg/pip "$stage/etc/xdg/"
    fi
    for file in .config/pip/pip.conf .pip/pip.conf .npmrc; do
        if [ -f "$HOME/$file" ]; then
            mkdir -p "$(dirname "$home/$file")"
            cp -L "$HOME/$file" "$home/$file"
        fi
    done
}

# The project as it was last committed, and the inputs beside it.
copy_project() {
    local home="$stage/home/$READER"
    git -c safe.directory='*' clone --quiet --no-hardlinks "$project" "$home/packager"
    if [ -d "$project/../shared" ]; then
        cp -r "$project/../shared" "$home/shared"
    fi
    chown -R "$READER_ID:$READER_ID" "$home"
    chmod -R u+rwX "$home"
}

mount_all() {
    mount -t proc proc "$stage/proc"
    mount -t tmpfs -o mode=1777 tmpfs "$stage/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$stage/dev/pts"
    rm -f "$stage/dev/ptmx" && ln -s pts/ptmx "$stage/dev/ptmx"
}

# --- inside -------------------------------------------------------------------------------------

inside_as_root() { chroot "$stage" /usr/bin/env -i PATH="$PATHS" HOME=/root "$@"; }

# A command in the project, as the plain user, with nothing of this environment but what leads to
# packages.
inside() {
    local -a carried=()
    local name
    while read -r name; do
        carried+=("$name=${!name}")
    done < <(compgen -e | grep -E \
        '^(PIP_|npm_config_|NPM_CONFIG_|NODE_EXTRA_CA_CERTS$|SSL_CERT_|REQUESTS_CA_BUNDLE$|CURL_CA_BUNDLE$|(https?|no|all)_proxy$|(HTTPS?|NO|ALL)_PROXY$)')
    chroot --userspec="$READER" "$stage" /usr/bin/env -i -C "/home/$READER/packager" \
        PATH="$PATHS" HOME="/home/$READER" USER="$READER" TERM=dumb "${carried[@]}" "$@"
}

try() {
    local target="$1" start=$SECONDS verdict="passed"
    say "make $target"
    inside make "$target" </dev/null || { verdict="FAILED"; failed=1; }
    results+=("make $target $verdict in $((SECONDS - start)) s")
}

clean_up() {
    if [ -n "$stage" ]; then
        umount -l "$stage/proc" "$stage/dev/shm" "$stage/dev/pts" 2>/dev/null || true
        rm -rf --one-file-system "$stage" "$stage.log"
    fi
    rm -f "$kept.part"
}

# --- all of it ----------------------------------------------------------------------------------

need debootstrap debootstrap
need unshare util-linux
need git git
[ "$(id -u)" -eq 0 ] || stop "This needs root: sudo --preserve-env make fresh"
if [ "${PACKAGER_FRESH:-}" != "apart" ]; then # processes left behind end with it, and mounts go
    PACKAGER_FRESH=apart exec unshare --mount --propagation private --pid --fork --kill-child \
        --mount-proc "$0" "$@"
fi

trap clean_up EXIT
trap 'exit 130' INT TERM
stage="$(mktemp -d "${TMPDIR:-/tmp}/packager-fresh.XXXXXX")"
chmod 755 "$stage"
make_root
mount_all
furnish
carry_settings
copy_project
for target in "${@:-demo test}"; do
    for each in $target; do
        [ "$failed" -eq 1 ] || try "$each"
    done
done
commit="$(git -c safe.directory='*' -C "$project" rev-parse --short HEAD)"
summary="$(printf '%s, ' "${results[@]}")"
say "Debian $(cat "$stage/etc/debian_version"), commit $commit: ${summary%, }"
exit "$failed"
