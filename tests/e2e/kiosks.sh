# Sourced, with `source` and `bin` set: the functions of try, for one office and several kiosks with an
# agent each, in a folder of its own. at_kiosk says which kiosk they mean from then on.
rm -rf share run
mkdir -p share run
export DIOLCH_BIN=$bin XDG_DATA_HOME=$PWD/share XDG_RUNTIME_DIR=$PWD/run
. "$source/try"

office=$home
at_kiosk() {
    home=$office/$1
    run=$office/$1/run
}
at_office() { home=$office; } # the console
server() { "$bin/diolch-server" --config "$office/server.conf" "$@"; }
is_up() { curl -fsS --cacert "$office/server/certificate.pem" "https://127.0.0.1:$port/v1/identity" -o /dev/null; }
office_rows() { sqlite3 "$office/server/server.db" "$1"; }

# Its script on standard input, with cards and PINs as @host@, @payer.pin@ …
play() { # NAME TIME
    sed_cards /dev/stdin >"$home/$1.robot"
    robot "$1" "$(instant "$today" "$2")"
}

# The demonstration meeting of that day, from ten to half past twelve.
open_office() { # DATE
    set_up
    fresh
    today=$1
    clock=$(instant "$today" 09:30)
    set_up_office
    import_demo 10:00 12:30 >/dev/null
    start_server
}

add_kiosk() { # NAME
    local code
    at_kiosk "$1"
    mkdir -p "$home"
    ln -s "$office/cards" "$home/cards"
    write_configs
    echo 'expect-screen new-kiosk' | play new 09:30
    code=$(server code "Kiosk $1" | grep -oE '([A-Z2-7]{4}-){5}[A-Z2-7]{4}')
    agent enrol "https://127.0.0.1:$port" "$code" >"$home/last.log"
    echo '# Touched by nobody.' >"$home/touch-nothing.robot"
    exchange "$(instant "$today" 09:40)"
}
