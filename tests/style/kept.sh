# Sourced after sources.sh: whether what a page names beside a rule is there.
tests=$(git ls-files --cached --others --exclude-standard tests)
functions=$(grep -shoE '^static void test_[A-Za-z0-9_]+__[A-Za-z0-9_]+' $(grep '\.c$' <<<"$tests") | cut -d' ' -f3)

# names CELL: what stands in it between backticks.
names() {
    grep -oE '`[^`]+`' <<<"$1" | tr -d '`' || true
}

# kept_by NUMBER CELL [CHECKS]: every test is a function or a script of the tree, every manual check
# is one of CHECKS.
kept_by() {
    local name
    for name in $(names "$2"); do
        case $name in
        *.sh | *.js | *.robot | *.day) grep -qE "/$name$" <<<"$tests" || breaks "$1: there is no $name" ;;
        check-*) grep -qxF "$name" <<<"${3:-}" || breaks "$1: the page does not say what $name is" ;;
        *) grep -qxF "$name" <<<"$functions" || breaks "$1: there is no test $name" ;;
        esac
    done
}

# wait_in NUMBER CELL ROOMS: every room is one of ROOMS.
wait_in() {
    local room
    for room in $(names "$2"); do
        grep -qxF "$room" <<<"$3" || breaks "$1: the page does not say what $room is"
    done
}
