# What ./test and ./try share: packages and builds. Sourced, never run.

# setup_packages FILE...: installs what is missing of the Debian packages listed there, one a line.
# "nodejs:node" means: nodejs, unless there is a command node already. Never asks; without root it
# prints the line to run and stops.
setup_packages() {
    local line name command missing=()
    while read -r line; do
        name=${line%%:*}
        [[ $line != *:* ]] || ! command -v "${line#*:}" >/dev/null || continue
        dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
    done < <(sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        echo "Some packages are missing. Please run this once, then try again:" >&2
        echo "    sudo apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    echo "Installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get -q update && apt-get -qy install --no-install-recommends "${missing[@]}"; } >/dev/null </dev/null || {
        echo "apt-get could not install them: check this machine's package sources." >&2
        exit 1
    }
}

# setup_build PRESET [TARGET...]: configures and builds into build/PRESET, with ccache if it is there.
setup_build() {
    local preset=$1 launcher=
    shift
    command -v ccache >/dev/null && launcher=-DCMAKE_C_COMPILER_LAUNCHER=ccache
    echo "Building $preset"
    cmake --preset "$preset" ${launcher:+"$launcher"} >/dev/null
    cmake --build --preset "$preset" ${1:+--target "$@"} >"build/$preset/build.log" 2>&1 || {
        grep -E 'error|warning|FAILED' "build/$preset/build.log" >&2 || tail -n 30 "build/$preset/build.log" >&2
        exit 1
    }
}
