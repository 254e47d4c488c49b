#!/usr/bin/env bash
# Sets a system up: the libraries and programs that pip cannot bring.
#
#   setup.sh build       what building publications needs: Python, Pango
#   setup.sh test        what the tests need besides: Java, Chromium, poppler, qpdf
#   setup.sh venv DIR    a virtual environment in DIR
#
# On Debian and Ubuntu missing packages are installed, as root or through sudo. Elsewhere, and
# without either, it says what is missing and how to get it, and leaves with status 3.
set -euo pipefail

readonly PYTHON_NEEDED="3.11"

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$@"
    exit 3
}

has() { command -v "$1" >/dev/null 2>&1; }

# --- what is there ------------------------------------------------------------------------------

# The first Python that is new enough.
find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if has "$name" && "$name" -c "import sys; sys.exit(sys.version_info < (${PYTHON_NEEDED/./, }))"; then
            command -v "$name"
            return
        fi
    done
    return 1
}

has_python() { find_python >/dev/null; }

has_venv() { has_python && "$(find_python)" -c 'import ensurepip, venv' 2>/dev/null; }

# Whether shared libraries are there, named as WeasyPrint opens them.
has_libraries() {
    "$(find_python)" - "$@" <<'PYTHON' 2>/dev/null
import ctypes, sys
for name in sys.argv[1:]:
    ctypes.CDLL(name)
PYTHON
}

has_pango() {
    case "$(uname -s)" in
        Darwin) has brew && brew list pango >/dev/null 2>&1 ;;
        *) has_libraries libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0 \
            libfontconfig.so.1 ;;
    esac
}

has_java() { has java && java -version >/dev/null 2>&1; }
has_browser() { has chromium || has chromium-browser || has google-chrome; }
has_pdftotext() { has pdftotext && has pdftoppm; }
has_qpdf() { has qpdf; }

# --- what is missing, and how to get it ---------------------------------------------------------

# A need: the check, then its packages for apt, dnf and brew (`-`: comes with something else).
needs_of() {
    case "$1" in
        build)
            echo "has_python python3 python3 python"
            echo "has_venv python3-venv - -"
            echo "has_pango libpango-1.0-0,libpangoft2-1.0-0,libharfbuzz-subset0,libfontconfig1 pango pango"
            ;;
        test)
            echo "has_java default-jre-headless java-latest-openjdk-headless openjdk"
            echo "has_browser chromium chromium chromium"
            echo "has_pdftotext poppler-utils poppler-utils poppler"
            echo "has_qpdf qpdf qpdf qpdf"
            ;;
    esac
}

# The packages that are missing, for one package manager (column 2 apt, 3 dnf, 4 brew).
missing() {
    local what="$1" column="$2" check line
    needs_of "$what" | while read -r line; do
        check="${line%% *}"
        if ! "$check"; then
            echo "$line" | cut -d ' ' -f "$column" | tr ',' '\n' | sed '/^-$/d'
        fi
    done
}

provide() {
    local what="$1"
    if [ -z "$(missing "$what" 2)" ]; then
        return
    elif has apt-get; then
        # shellcheck disable=SC2046  # one word a package
        apt_install $(missing "$what" 2)
    elif has dnf; then
        stop "Missing on this system. Install with: sudo dnf install $(missing "$what" 3 | xargs)"
    elif has brew; then
        stop "Missing on this system. Install with: brew install $(missing "$what" 4 | xargs)"
    else
        stop "Missing on this system: $(missing "$what" 3 | xargs)." \
            "Install these with its package manager, then run make again."
    fi
    if [ -n "$(missing "$what" 2)" ]; then
        stop "Still missing: $(missing "$what" 2 | xargs)." \
            "Python must be $PYTHON_NEEDED or newer; this system's packages may be too old."
    fi
}

apt_install() {
    local -a root=()
    if [ "$(id -u)" -ne 0 ]; then
        has sudo || stop "Missing on this system. As root, install with: apt-get install $*"
        root=(sudo)
    fi
    say "Installing with apt-get: $*"
    if [ -n "$(find /var/lib/apt/lists -name '*_Packages*' -print -quit 2>/dev/null)" ] &&
        apt_get_install "$@"; then
        return
    fi
    "${root[@]}" apt-get update -qq >&2 # there were no lists, or they were too old
    apt_get_install "$@" || stop "apt-get could not install: $*"
}

# Called by apt_install, whose `root` it uses.
apt_get_install() {
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --quiet --no-install-recommends "$@" >&2
}

make_venv() {
    local folder="$1"
    if [ ! -x "$folder/bin/python" ]; then
        "$(find_python)" -m venv "$folder"
    fi
}

case "${1:-}" in
    build | test) provide "$1" ;;
    venv) make_venv "${2:?setup.sh venv DIR}" ;;
    *) stop "usage: setup.sh build | test | venv DIR" ;;
esac
