# Sourced: our C, as git sees it, from the root of the tree.
cd "$1"
mapfile -t sources < <(git ls-files --cached --others --exclude-standard '*.c' | while read -r f; do [ -f "$f" ] && echo "$f"; done)
mapfile -t headers < <(git ls-files --cached --others --exclude-standard '*.h' | while read -r f; do [ -f "$f" ] && echo "$f"; done)
broken=0
breaks() {
    printf '%s\n' "$*"
    broken=1
}
