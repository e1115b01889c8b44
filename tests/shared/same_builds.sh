#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The same facts to the same bytes, whoever compiled the engine and how:
#
#     same_builds.sh MADE_LINES POLICIES-FOLDER SEED COUNT DIOLCH-SERVER OTHER-BUILD...
#
# Exit 77 (skipped) where no other build could be made. Files are written where it is run.
set -eu
made_lines=$1 policies=$2 seed=$3 count=$4 server=$5
shift 5
[ $# -gt 0 ] || { echo 'skipped: there is no other compiler' >&2; exit 77; }

echo "seed $seed"
"$made_lines" "$seed" "$count" >asked
for policy in "$policies"/*.json; do
    [ "${policy##*/}" != minimum-wage.json ] || continue
    "$server" assess --policy "$policy" <asked >expected
    [ "$(wc -l <expected)" -eq "$count" ]
    for other; do
        "$other" assess --policy "$policy" <asked >answered
        cmp expected answered || {
            echo "$other gives another answer under $policy (seed $seed)" >&2
            exit 1
        }
    done
done
