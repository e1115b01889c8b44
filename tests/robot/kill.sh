#!/usr/bin/env bash
# kill -9 at any point of a visit loses nothing that was shown as saved: kill.sh SOURCE BIN PREPARE
# SCRIPT EVERY plays the first k steps of a script, kills the kiosk there, starts it again, and reads
# the database with sqlite3 itself. Every EVERYth k, and each k right after something was saved.
set -euo pipefail
source=$1 bin=$2 prepare=$3 script=$4 every=$5
command -v sqlite3 >/dev/null || exit 77
here=$(cd "$(dirname "$0")" && pwd)
mapfile -t steps < <(grep -vE '^(#|$)' "$script")
clock=$(grep '^# clock:' "$script")
policy=$(grep '^# policy:' "$script")
points=0
for ((k = 4; k <= ${#steps[@]}; k++)); do
    # What the screens up to here have said is saved.
    arrived=0 claims=0 paid=0
    for ((i = 0; i < k; i++)); do
        case ${steps[i]} in
        "expect-screen arrived") arrived=1 ;;
        "expect-screen done") claims=1 ;;
        'expect "Float £140.26"') paid=974 ;;
        esac
    done
    case ${steps[k - 1]} in
    "expect-screen arrived" | "expect-screen done" | 'expect "Float £140.26"') ;;
    *) [ $((k % every)) -eq 0 ] || continue ;;
    esac
    { printf '%s\n%s\n' "$policy" "$clock"
      printf '%s\n' "${steps[@]:0:k}"
      printf 'kill\nexpect-screen welcome\n'; } >"kill-$k.robot"
    bash "$here/visit.sh" "$source" "$bin" "$prepare" "kill-$k.robot" >"kill-$k.log" 2>&1 ||
        { echo "after step $k (${steps[k - 1]%% *}): the kiosk did not come back"; cat "kill-$k.log"; exit 1; }
    db=kill-$k/data/kiosk.db
    saw=$(sqlite3 "$db" "SELECT (SELECT count(*) FROM attendance), (SELECT count(*) FROM claim),
        (SELECT coalesce(sum(pence), 0) FROM entry WHERE account = 'claim')")
    IFS='|' read -r in_attendance in_claims in_paid <<<"$saw"
    [ "$in_attendance" -ge $arrived ] && [ "$in_claims" -ge $claims ] && [ "$in_paid" -ge $paid ] ||
        { echo "killed after step $k: $saw is less than was shown as saved ($arrived|$claims|$paid)"; exit 1; }
    [ "$in_attendance" -le 1 ] && [ "$in_claims" -le 1 ] && [ "$in_paid" -le 974 ] ||
        { echo "killed after step $k: $saw is more than once"; exit 1; }
    [ "$(sqlite3 "$db" 'PRAGMA integrity_check')" = ok ] || { echo "killed after step $k: damaged"; exit 1; }
    rm -rf "kill-$k"
    points=$((points + 1))
done
[ $points -gt 5 ] || { echo "only $points points were tried"; exit 1; }
echo "$points kills, nothing lost, nothing double"
