#!/usr/bin/env bash
# The kiosk itself, in a window, with real touches and SDL's audio written to a file: heard.sh SOURCE
# BIN PREPARE. Listen is heard, a touch is silence, and afterwards nothing wakes the machine.
set -euo pipefail
source=$1 bin=$2 prepare=$3
for program in Xvfb xdotool espeak-ng; do command -v $program >/dev/null || exit 77; done
folder=$PWD/heard
rm -rf "$folder"
mkdir -p "$folder"
cp "$source/assets/policies/dcc-2025-26.json" "$folder/"
clock=2025-11-12T09:50:00Z
"$prepare" "$folder" "$folder/dcc-2025-26.json" $clock >"$folder/names"
{
    printf '[display]\nsize = 1280x720@476x268\nfull_screen = 0\n'
    printf '[kiosk]\ndata = %s/data\nout = %s/out\nin = %s/in\nrun = %s/run\ncamera = %s/camera\n' \
        "$folder" "$folder" "$folder" "$folder" "$folder"
    printf '[sound]\nspeaker_db = 60\n'
} >"$folder/kiosk.conf"

fail() {
    echo "heard.sh: $*" >&2
    cat "$folder/log" >&2
    exit 1
}
pids=()
trap 'kill "${pids[@]}" 2>/dev/null; wait' EXIT
exec 9< <(exec Xvfb -displayfd 1 -screen 0 1280x720x24 -nolisten tcp 2>/dev/null)
pids+=($!)
read -r number <&9
export DISPLAY=:$number SDL_AUDIODRIVER=disk SDL_DISKAUDIOFILE=$folder/played.raw
"$bin/diolch-kiosk" --config "$folder/kiosk.conf" --clock $clock 2>"$folder/log" &
kiosk=$!
pids+=($kiosk)
pause() { read -rt "$1" <> <(:) || true; }
until_true() { # WHAT COMMAND...: within 20 seconds
    local what=$1
    shift
    for _ in {1..200}; do
        "$@" && return
        pause 0.1
    done
    fail "$what"
}
threads() { ls /proc/$kiosk/task | wc -l; }
is_silent() { [ "$(threads)" -eq 2 ] && ! pgrep -P $kiosk >/dev/null; }
size() { stat -c %s "$folder/played.raw" 2>/dev/null || echo 0; }
# From that byte on: the loudest sample, in thousandths.
loudest() { od -An -v -tf4 -w4 -j "$1" "$folder/played.raw" | awk '{ a = $1 < 0 ? -$1 : $1; if (a > m) m = a } END { print int(m * 1000) }'; }

until_true "the voice was not tried" test -s "$folder/played.raw"
until_true "the sound card stays open after the first try" is_silent
[ "$(loudest 0)" -eq 0 ] || fail "it spoke unasked"
# By a real key; the words of the first screen in both languages are a while.
xdotool key F3
speaks() { [ "$(size)" -gt 200000 ] && [ "$(loudest "$(($(size) / 8 * 4))")" -gt 20 ]; }
until_true "Listen is not heard" speaks
# A real touch of nothing: what comes after the next tenth of a second is silence, or nothing.
xdotool mousemove 640 360 click 1
touched=$(size)
until_true "the sound card stays open after a touch" is_silent
[ "$(loudest $((touched + 22050 * 4 / 5)))" -eq 0 ] || fail "a touch did not silence it"
! grep -q diolch-kiosk "$folder/log" || fail "it complained"

# Nobody is spoken to: no thread of the kiosk wakes.
wakes() { cat /proc/$kiosk/task/*/status | awk '/_ctxt_switches/ { n += $2 } END { print n }'; }
before=$(wakes)
pause 5
after=$(wakes)
[ "$before" -eq "$after" ] || fail "it woke $((after - before)) times in 5 seconds of silence"
echo "heard $(($(size) / 4)) samples, then 0 wake-ups in 5 seconds"
