#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The console writes text as text: no way to make markup, code or style out of a string is in its
# files. Names what it found; says nothing when all is well.
set -eu
folder=${1:?lint.sh CONSOLE-FOLDER}
found=0

forbid() { # what, extended pattern, files...
    what=$1 pattern=$2
    shift 2
    if grep -nE "$pattern" "$@"; then
        echo "the lines above have $what" >&2
        found=1
    fi
}

[ -f "$folder/index.html" ] || { echo "$folder has no index.html" >&2; exit 1; }
forbid 'a way to make markup of a string' \
    'innerHTML|outerHTML|insertAdjacentHTML|setHTML|createContextualFragment|DOMParser|document\.write|srcdoc' \
    "$folder"/*.js
forbid 'a way to make code of a string' \
    '\beval\b|new Function|\bFunction\(|set(Timeout|Interval)\( *["`'\'']|import\(' "$folder"/*.js
forbid 'a style written from a script' '\.style\b|cssText|insertRule|adoptedStyleSheets' "$folder"/*.js
forbid 'elements made elsewhere than in dom.js' 'createElement|setAttributeNS|\.setAttribute\("?on' \
    $(ls "$folder"/*.js | grep -v '/dom\.js$')
forbid 'an address outside' 'https?://' "$folder"/*.js "$folder"/*.css "$folder"/*.html
forbid 'an inline handler, style or script' \
    '[[:space:]](on[a-z]+|style)=|<style|javascript:|<script[^>]*>[^<]' "$folder"/index.html "$folder"/mark.svg
exit $found
