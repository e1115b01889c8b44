#!/usr/bin/env bash
# A display of seven inches is refused by a sentence, and shows one: too_small.sh BIN TEST_DISPLAY SEEN
set -euo pipefail
bin=$1 test_display=$2 seen=$3
refuses() { # OPTION...: at once, and says why
    local status=0
    "$bin/diolch-kiosk" --config kiosk.conf "$@" >out 2>err || status=$?
    [ $status = 1 ] && grep -q '152 x 91 mm .* too small for large print: use one of 10.1 inches' err && [ "$(wc -l <err)" = 1 ] ||
        { echo "$* answered $status and said: $(cat err)"; exit 1; }
}
rm -rf screen shots
mkdir screen
printf '[display]\nsize = 800x480@152x91\n' >kiosk.conf
echo 'expect-screen closed' >nothing.robot
refuses --robot nothing.robot --out shots
refuses --dump-screens --out shots
[ ! -e shots ]
for tool in Xvfb xdotool; do command -v $tool >/dev/null || exit 77; done
"$test_display" >test_display.log 2>&1 || { tail -n 5 test_display.log; exit 1; }
end() {
    for pid in ${kiosk:-} ${x:-}; do kill "$pid" 2>/dev/null || true; done
    wait
}
trap end EXIT
exec 3<> <(:)
Xvfb -displayfd 4 -screen 0 800x480x24 -fbdir screen -nocursor -nolisten tcp 4>display >/dev/null 2>&1 &
x=$!
until [ -s display ] && [ -s screen/Xvfb_screen0 ]; do kill -0 $x; read -rt 0.05 -u 3 || true; done
DISPLAY=:$(cat display) SDL_VIDEODRIVER=x11 "$bin/diolch-kiosk" --config kiosk.conf >out 2>err &
kiosk=$!
"$seen" screen/Xvfb_screen0 too-small.png 20000 || { echo "the window does not show too-small.png"; exit 1; }
grep -q 'too small for large print' err
DISPLAY=:$(cat display) xdotool mousemove 400 240 click 1 key Return # nothing goes on from here
"$seen" screen/Xvfb_screen0 too-small.png 1000
kill -TERM $kiosk
status=0
wait $kiosk || status=$?
[ $status = 1 ] || { echo "stopped, it answered $status and not 1"; exit 1; }
kiosk=
echo "refused: a sentence for the log, and one on the display in both languages"
