#!/usr/bin/env bash
# A whole visit in a real window, by real pointer and key events: window.sh SOURCE BIN PREPARE SEEN
#
# The robot goes first, hidden, and takes a picture and a tree before each touch: a map. Then the same
# steps are done to the program's window under Xvfb with xdotool, each touch in the middle of where
# the map has it, once the window shows what the picture shows. What was saved is read with sqlite3.
set -euo pipefail
source=$1 bin=$2 prepare=$3 seen=$4
here=$(cd "$(dirname "$0")" && pwd)
for tool in Xvfb xdotool sqlite3 jq; do command -v $tool >/dev/null || exit 77; done

# touch ID · keys KEY... (SDL's names, X's where they differ) · card NAME · photo FILE
steps=('card host' 'touch open' 'touch sign.en' 'keys D A F Return' 'touch name.1' 'touch yes' 'touch now' 'touch none' 'touch next'
    'keys Tab Space' 'touch next' 'keys 4 Period 2 0' 'touch next' 'touch here' 'photo bus-ticket.jpg' 'touch next'
    'keys Tab Return' 'touch next' 'touch none' 'touch next' 'touch yes' 'touch end')
clock=2025-11-12T09:50:00Z

# --- the map ---

{
    printf '# policy: cash\n# clock: %s\n' "$clock"
    for i in "${!steps[@]}"; do
        read -r verb rest <<<"${steps[i]}"
        case $verb in
        touch) printf 'shot %s\ntap #%s\n' "$i" "$rest" ;;
        keys) for key in $rest; do echo "key ${key/Period/.}"; done ;;
        card) printf 'shot %s\nscan "@%s@"\n' "$i" "$rest" ;;
        photo) echo "photo @demo@/$rest" ;;
        esac
    done
    echo 'expect-screen welcome'
    echo 'shot last'
} >map.robot
bash "$here/visit.sh" "$source" "$bin" "$prepare" map.robot
map=$PWD/map/pictures

# --- the window ---

rm -rf window screen
mkdir window screen
cp map/dcc-2025-26.json window/
"$prepare" window window/dcc-2025-26.json "$clock" >window/names
{
    printf '[display]\nsize = 1920x1080@476x268\n[touch]\nrepeat_ms = 500\n[kiosk]\n'
    for folder in data out in; do echo "$folder = $PWD/window/$folder"; done
    printf 'swap = encrypted\nrun = %s/window\ncamera = %s/window/camera\n' "$PWD" "$PWD"
} >window/kiosk.conf
end() {
    for pid in ${kiosk:-} ${x:-}; do kill "$pid" 2>/dev/null || true; done
    wait
}
trap end EXIT
exec 3<> <(:)
Xvfb -displayfd 4 -screen 0 1920x1080x24 -fbdir screen -nocursor -nolisten tcp 4>display >/dev/null 2>&1 &
x=$!
until [ -s display ] && [ -s screen/Xvfb_screen0 ]; do kill -0 $x; read -rt 0.05 -u 3 || true; done
export DISPLAY=:$(cat display) SDL_VIDEODRIVER=x11 SDL_AUDIODRIVER=dummy # the robot has sound too
"$bin/diolch-kiosk" --config window/kiosk.conf --clock "$clock" >window/log 2>&1 &
kiosk=$!

shows() { # PICTURE
    "$seen" screen/Xvfb_screen0 "$map/$1.png" 20000 || { echo "the window does not show $map/$1.png"; exit 1; }
    read -rt 1 -u 3 || true # a person's pace: a screen rests for 400 ms, a button for half a second
}
leave() { # FILE: as a scanner leaves it for the kiosk
    cp "$1" "window/camera/.$2.tmp" && mv "window/camera/.$2.tmp" "window/camera/$2"
}
for i in "${!steps[@]}"; do
    read -r verb rest <<<"${steps[i]}"
    case $verb in
    touch)
        shows "$i"
        read -r at_x at_y <<<"$(jq -r --arg id "$rest" '.nodes[] | select(.id == $id) | .hit |
            "\(.[0] + .[2] / 2 | floor) \(.[1] + .[3] / 2 | floor)"' "$map/$i.json")"
        xdotool mousemove "$at_x" "$at_y" click 1
        ;;
    keys)
        read -rt 1 -u 3 || true
        xdotool key --delay 150 $(for key in $rest; do case $key in Space | Period) echo "${key,}" ;; ?) echo "${key,,}" ;; *) echo "$key" ;; esac; done)
        ;;
    card)
        shows "$i"
        sed -n "s/^$rest //p" window/names >code
        leave code card.code
        ;;
    photo) leave "$source/assets/demo/$rest" ticket.jpg ;;
    esac
done
shows last

# --- what both have saved ---

for folder in map window; do
    saved=$(sqlite3 $folder/data/kiosk.db "SELECT (SELECT count(*) FROM attendance), (SELECT count(*) FROM claim),
        (SELECT sum(expenses_pence) FROM claim)")
    [ "$saved" = '1|1|420' ] || { echo "$folder: saved $saved, not one arrival and one claim of 420 pence"; exit 1; }
done
echo "${#steps[@]} steps by pointer and keys in a window: one arrival, one claim of £4.20"
