#!/usr/bin/env bash
# Runs a test in a folder in memory, where there is one: what it does to files is the same, and hundreds of
# copies of a kiosk need not wait for a disk that others use. in_memory.sh PROGRAM [ARG...]
set -euo pipefail
folder=$(mktemp -d /dev/shm/diolch-test-XXXXXX 2>/dev/null || mktemp -d "$PWD/XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# What is forked copies all that waits in quarantine too.
ASAN_OPTIONS=${ASAN_OPTIONS:-}:quarantine_size_mb=8 "$@"
