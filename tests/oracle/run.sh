#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs one script of this folder:  run.sh SCRIPT.mjs ARGUMENT...
# Exit 77 (skipped) where Node.js is not there, or the examples, which stand outside this tree.
set -eu

skip() {
    echo "skipped: $1" >&2
    exit 77
}

command -v node >/dev/null || skip 'there is no node (Debian package nodejs)'
[ "$1" != examples.mjs ] || [ -e "$2" ] || skip "there is no $2"
script=$(dirname "$0")/$1
shift
exec node "$script" "$@"
