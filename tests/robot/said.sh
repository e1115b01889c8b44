#!/usr/bin/env bash
# What a script promises is looked at: said.sh SOURCE BIN PREPARE changes a good script in one place at a
# time, and each must be refused with those words.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
command -v sqlite3 >/dev/null || exit 77
refused() { # WORDS SED: of sits_in.robot
    sed "$2" "$here/sits_in.robot" >changed.robot
    ! cmp -s changed.robot "$here/sits_in.robot" || { echo "nothing was changed: $2"; exit 1; }
    ! bash "$here/visit.sh" "${args[@]}" changed.robot >log 2>&1 || { echo "it was played: $2"; exit 1; }
    grep -qF "$1" log || { echo "it was refused for something else: $2"; cat log; exit 1; }
}
args=("$@")
bash "$here/visit.sh" "${args[@]}" "$here/sits_in.robot" >log 2>&1 || { cat log; exit 1; }
refused "2 touches, not 1" 's/^# at most 2 touches/# at most 1 touch/'
refused "no touch is counted" 's/^# at most 2 touches/&\n# counted\n&/'
refused "nothing is counted" '/^# at most/d'
refused "does not end" '/^# counted/d'
refused "nothing that a script may say" 's/^# counted/# counted here/'
refused "nothing that a script may say" 's/^# kept: /# Kept: /'
refused "nothing that a script may say" 's/^# kept: /# keeps: /'
refused "nothing that a script may say" 's/^# at most /# At most /'
refused "nothing that a script may say" 's/^# kept: /#kept /'
refused 'gives "1", not 2' 's/^# kept: 1/# kept: 2/'
refused "no such table" 's/FROM claim$/FROM claims/'
timed='s/^# counted/# gone\n&/; s/^# at most .*/&\n# 1 people within'
refused "s for 1 people, not 9" "$timed 9 s each/"
refused "26 s for 1 people, not 9" "$timed 9 s each/; s/^# gone/type \"TRI\"\n&/"
refused "32 s for 1 people, not 9" "$timed 9 s each/; s/^# gone/expect-screen hand-over\n&/"
refused "only 0 of 1 people" "$timed 999 s each/"
refused "nothing that a script may say" "$timed 9 s each, at 12 s a screen/"
refused "does not go" "s/^# at most .*/&\n# 1 people within 999 s each/"
