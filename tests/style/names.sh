#!/usr/bin/env bash
# Every symbol that a module exports begins with the module's name. A module of several files
# (assess.c, assess_fee.c) may use the name of any of its beginnings; screens are screen_*, programs
# have main, and embedded files are their own names.
set -euo pipefail
. "$(dirname "$0")/sources.sh" "$1"
build=$2
command -v nm >/dev/null || exit 77
checked=0
for folder in shared kiosk agent server; do
    while read -r object; do
        file=$(basename "$object" .c.o)
        case $file in embed_*) continue ;; esac
        checked=$((checked + 1))
        # The longest header whose name begins this file's: assess_fee.c belongs to assess.h.
        module=$file
        while [ ! -f "$folder/$module.h" ] && [[ $module == *_* ]]; do module=${module%_*}; done
        while read -r symbol; do
            case $symbol in
            "$file"_* | "$file" | "$module"_* | "$module") ;;
            screen_*) [[ $file == screen* ]] || breaks "$folder/$file.c exports $symbol" ;;
            main) [ "$file" = main ] || breaks "$folder/$file.c exports main" ;;
            __* | *.*) ;; # the sanitizers' own
            *) breaks "$folder/$file.c exports $symbol, which does not begin with ${module}_" ;;
            esac
        done < <(nm --defined-only -g "$object" | awk '$2 ~ /[TDBRVWC]/ {print $3}')
    done < <(find "$build/$folder" -name '*.c.o' ! -name 'embed_*' 2>/dev/null)
done
[ "$checked" -gt 20 ] || breaks "only $checked objects were found in $build"
exit "$broken"
