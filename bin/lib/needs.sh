# What the tests need from the machine, how to see whether it is there, and how it is brought.

missing=()

# need TEST PACKAGE [WORDS]: TEST is one of the questions below or a command that must be found.
need() {
    if declare -F "$1" >/dev/null; then "$1" && return; else command -v "$1" >/dev/null && return; fi
    [ -z "${3:-}" ] || { echo "Tend needs $3; install it first." >&2; exit 2; }
    missing+=("$2")
}

postgres_bin() { compgen -G "/usr/lib/postgresql/*/bin/postgres" >/dev/null; }
python_pip() { python3 -m pip --version >/dev/null 2>&1; }
python_venv() { python3 -c "import venv, ensurepip" >/dev/null 2>&1; }
mail_server() { /usr/bin/python3 -c "import aiosmtpd" >/dev/null 2>&1; }
letters() { compgen -G "/usr/share/fonts/truetype/noto/NotoSerif-Regular*" >/dev/null; }

needs_install() {
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "The tests need: ${missing[*]} (the names of Debian 12's packages). Install them, for example:" >&2
        echo "    sudo apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 2
    fi
    echo "Installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    local log
    log=$(mktemp)
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } </dev/null >"$log" 2>&1 || { cat "$log" >&2; exit 2; }
    rm "$log"
}

# axe, which looks for barriers in a page, comes inside a Python wheel whose hash is locked; nothing is installed, one file is taken out.
axe_fetch() {
    local home=target/tools/axe lock=bin/lib/axe.lock
    cmp -s "$lock" "$home/axe.lock" && return
    rm -rf "$home" && mkdir -p "$home"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
        --dest "$home" --requirement "$lock" </dev/null
    python3 -c 'import sys, zipfile; open(sys.argv[2], "wb").write(zipfile.ZipFile(sys.argv[1]).read("axe_playwright_python/axe.min.js"))' \
        "$home"/*.whl "$home/axe.min.js"
    cp "$lock" "$home/axe.lock"
}

# Programs in Python, each in an environment of its own; each of its wheels' hashes is locked: schemathesis, which calls every operation
# of the JSON door, and moto, a server on this machine that speaks S3, for the test of files in a bucket.
venv_fetch() {
    local home=target/tools/$1 lock=bin/lib/$1.lock
    cmp -s "$lock" "$home/$1.lock" && return
    rm -rf "$home" && python3 -m venv "$home"
    "$home/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: --require-hashes --requirement "$lock" </dev/null
    cp "$lock" "$home/$1.lock"
}
