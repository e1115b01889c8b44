#!/usr/bin/env bash
# Runs a test in a folder in memory, where there is room for one: what it does to files is the same, and
# hundreds of copies of a kiosk need not wait for a disk that others use. in_memory.sh [--forks] PROGRAM [ARG...]
set -euo pipefail
memory=${TEST_MEMORY:-/dev/shm}
room_kib=524288
# What a run left that was killed: none takes hours.
find "$memory" -maxdepth 1 -name 'diolch-test-*' -user "$(id -u)" -mmin +240 -exec rm -rf {} + 2>/dev/null || true
folder=
if [ "$(df --output=avail -k "$memory" 2>/dev/null | tail -n 1)" -ge "$room_kib" ] 2>/dev/null; then
    folder=$(mktemp -d "$memory/diolch-test-XXXXXX" 2>/dev/null) || folder=
fi
folder=${folder:-$(mktemp -d "$PWD/XXXXXX")}
trap 'rm -rf "$folder"' EXIT
cd "$folder"
if [ "$1" = --forks ]; then # what is forked copies all that waits in quarantine too
    shift
    export ASAN_OPTIONS=${ASAN_OPTIONS:-}:quarantine_size_mb=8
fi
"$@"
