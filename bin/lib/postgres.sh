# A PostgreSQL of the tests' own: a new one in a temporary folder, on a free port, gone when the script ends.
# Its texts are ordered by a language's rules, so that a statement which forgets its COLLATE is noticed.

postgres_home=""

# PostgreSQL refuses to run as root: there it is the user postgres who runs it.
postgres_does() {
    local bin
    bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$bin/$1" "${@:2}"); else "$bin/$1" "${@:2}"; fi
}

postgres_starts() {
    [ -z "${TEND_TEST_POSTGRES:-}" ] || return 0
    postgres_home=$(mktemp -d)
    trap postgres_ends EXIT
    [ "$(id -u)" != 0 ] || chown postgres "$postgres_home"
    postgres_does initdb --pgdata "$postgres_home/data" --username tend --auth trust --encoding UTF8 \
        --locale C.UTF-8 --locale-provider icu --icu-locale en --no-sync >"$postgres_home.log" 2>&1 || { cat "$postgres_home.log"; exit 1; }
    local port options="-c fsync=off -c max_connections=200 -c unix_socket_directories= -c listen_addresses=127.0.0.1"
    for port in $(shuf -i 20000-30000 -n 20); do
        if postgres_does pg_ctl start --silent --wait --pgdata "$postgres_home/data" --options "$options -p $port" --log "$postgres_home/log"; then
            export TEND_TEST_POSTGRES="postgres://tend@127.0.0.1:$port"
            return
        fi
    done
    cat "$postgres_home/log"
    exit 1
}

postgres_ends() {
    postgres_does pg_ctl stop --silent --mode immediate --pgdata "$postgres_home/data" || true
    rm -rf "$postgres_home" "$postgres_home.log"
}
