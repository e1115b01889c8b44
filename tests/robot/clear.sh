#!/usr/bin/env bash
# t_clear, t_logs: after a visit nothing of it is left, however it ended (PRV-12 to 15):
# clear.sh SOURCE BIN PREPARE MEMORY [all]
#
# The same visit ends by every route (by four without "all"). Then the memory of the live kiosk is looked through, and so is
# every file it has: for what was typed, the amount in words, the person's name, and the pixels of the
# field and of the ticket. First it is seen that they are found while the visit is on.
set -euo pipefail
source=$1 bin=$2 prepare=$3 memory=$4 all=${5:-}
here=$(cd "$(dirname "$0")" && pwd)
# Memory that was freed is to be looked at as it was left; and the stack is to be the program's own,
# not the frames that the sanitizer keeps aside, which nothing ever writes over.
export ASAN_OPTIONS=$ASAN_OPTIONS:max_free_fill_size=0:detect_stack_use_after_return=0

# The script is in the kiosk's memory too, for the robot forks it: no needle stands in it as one.
begin=('# policy: cash' '# clock: 2025-11-12T09:50:00Z' 'scan "@host@"' 'tap #open' 'expect-screen welcome')
amount=('tap "Sign in"' 'type "DAF"' 'tap "Next"' 'tap #name.1' 'tap #yes' 'tap #now' 'tap #none' 'tap #next'
    'tap #bus' 'tap #next' 'expect-screen amount' 'type "86."' 'type "42"' 'shot amount')
ticket=('tap #next' 'tap #here' 'expect-screen ticket' 'photo @demo@/bus-ticket.jpg' 'shot ticket')
check=('tap #next' 'tap #bank' 'tap #next' 'tap #none' 'tap #next' 'expect-screen check' 'expect "6.42"')
saved=('tap #yes' 'expect-screen done' 'expect "6.42"')
desk=('tap "Desk"' 'scan "@payer@"' 'type "@pin@"' 'tap "Unlock"' 'expect-screen desk')

mkdir -p pictures
# look NAME STEP...: plays the steps, prints what is still in memory: "COUNT NEEDLE".
look() {
    local name=$1
    shift
    { printf '%s\n' "${begin[@]}" "$@"; echo 'shot brake'; } >"$name.robot"
    "$memory" pictures/brake.json.tmp "${needles[@]}" -- \
        bash "$here/visit.sh" "$source" "$bin" "$prepare" "$name.robot" "$PWD/pictures" 2>"$name.log" || {
        status=$?
        cat "$name.log" >&2
        exit $status
    }
}

# A count of each needle, or nothing was looked for.
counted() { # FILE
    [ "$(grep -c '^[0-9]' "$1")" -eq "${#needles[@]}" ] || { echo "not every needle was counted:"; cat "$1"; exit 1; }
}

rect() { # FILE ID: "x y w h"
    jq -r --arg id "$2" '.nodes[] | select(.id == $id) | .rect | @tsv' "$1"
}

# --- what is looked for, and that it is found while it is there ---

needles=(86.42 "Dafydd E")
look control-amount "${amount[@]}" >found
counted found
echo "while typing: $(tr '\n' ' ' <found)"
! grep -q '^0 ' found || { echo "what is on the screen is not found in memory"; exit 1; }
cp pictures/amount.{png,json} .
read -r x y w h <<<"$(rect amount.json keyed)"
[ -n "$h" ] || { echo "no field to look for"; exit 1; }
field=amount.png:$((x + 20)),$((y + h / 2)),200
needles=("$field")
look control-ticket "${amount[@]}" >found
counted found
! grep -q '^0 ' found || { echo "the field's pixels are not found in memory"; exit 1; }
needles=(nothing)
look control-photo "${amount[@]}" "${ticket[@]}" >found
cp pictures/ticket.{png,json} .
read -r x y w h <<<"$(jq -r '.nodes[] | select(.role == "image") | .rect | @tsv' ticket.json | head -1)"
[ -n "$h" ] || { echo "no picture to look for"; exit 1; }
photo=ticket.png:$((x + w / 2)),$((y + h / 2)),64
needles=("$photo")
look control-photo "${amount[@]}" "${ticket[@]}" >found
counted found
! grep -q '^0 ' found || { echo "the picture's pixels are not found in memory"; exit 1; }

# The names of those who are expected are in memory while the meeting is open: as often as before.
needles=("Dafydd E" "Dafydd")
look control-open >expected
counted expected

# --- nothing of it, by whichever way the visit ends ---

needles=(86.42 "£86" "$field" "$photo" "Dafydd E" "Dafydd")
ways=0
ends() {
    local name=$1
    shift
    look "$name" "${amount[@]}" "$@" >left
    counted left
    echo "$name: $(tr '\n' ' ' <left)"
    head -4 left | awk '$1 != 0 {exit 1}' || { echo "$name: something of the visit is still in memory"; exit 1; }
    tail -2 left | paste - expected | awk '$1 > $(NF / 2 + 1) {exit 1}' ||
        { echo "$name: the name is in memory more often than before"; exit 1; }
    # Files: names and pictures are on the disk only sealed; logs say nothing of anybody.
    for what in 86.42 Dafydd Evans "type " keys.; do
        if grep -rlaF -e "$what" "$name"/{data,out,in,run,camera} "$name.log"; then
            echo "$name: a file holds \"$what\""
            exit 1
        fi
    done
    rm -rf "$name"
    ways=$((ways + 1))
}

ends half-typed 'tap #finish' 'expect-screen welcome'
ends in-silence "${ticket[@]}" "${check[@]}" 'wait 346s' 'expect-screen welcome'
ends saved "${ticket[@]}" "${check[@]}" "${saved[@]}" 'tap #end' 'expect-screen welcome'
ends killed "${ticket[@]}" "${check[@]}" 'kill' 'expect-screen welcome'
if [ "$all" = all ]; then
    ends finished "${ticket[@]}" "${check[@]}" 'tap #finish' 'expect-screen welcome'
    ends asking "${ticket[@]}" "${check[@]}" 'tap #person' 'tap #finish' 'expect-screen welcome'
    ends restarted "${ticket[@]}" "${check[@]}" 'restart' 'expect-screen welcome'
    ends desk-locked "${ticket[@]}" "${check[@]}" "${saved[@]}" 'tap #end' "${desk[@]}" 'tap "Lock"' 'expect-screen welcome'
fi
echo "$ways ways to end a visit, and nothing of it is left"
