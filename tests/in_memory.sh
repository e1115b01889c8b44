#!/usr/bin/env bash
# Runs a test in a folder in memory, where there is room for one: what it does to files is the same,
# and a test that is made of durable writes need not wait for a disk that others use. What a test
# leaves that failed is put where it was begun. in_memory.sh [--forks] PROGRAM [ARG...]
set -euo pipefail
memory=${TEST_MEMORY:-/dev/shm}
room_kib=524288
begun=$PWD
# What a run left that was killed: none takes hours.
find "$memory" -maxdepth 1 -name 'diolch-test-*' -user "$(id -u)" -mmin +240 -exec rm -rf {} + 2>/dev/null || true
folder=
if [ "$(df --output=avail -k "$memory" 2>/dev/null | tail -n 1)" -ge "$room_kib" ] 2>/dev/null; then
    folder=$(mktemp -d "$memory/diolch-test-XXXXXX" 2>/dev/null) || folder=
fi
folder=${folder:-$(mktemp -d "$PWD/XXXXXX")}
leave() {
    local status=$?
    [ "$status" = 0 ] || [ "$status" = 77 ] || cp -a "$folder/." "$begun" || true
    rm -rf "$folder"
    exit "$status"
}
trap leave EXIT
cd "$folder"
export TMPDIR=$folder
if [ "$1" = --forks ]; then # what is forked copies all that waits in quarantine too
    shift
    export ASAN_OPTIONS=${ASAN_OPTIONS:-}:quarantine_size_mb=8
fi
"$@"
