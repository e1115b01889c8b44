# Kills the kiosk after every step at the desk of a script, with kill -9, and does what was interrupted again
# from its beginning: between the first screen and the desk, and from the desk's list to whatever is recorded
# and back to the list. -v pin=@pin@
function put(line) { print line }
function kill_now() { put("kill"); put("expect-screen welcome"); kills++ }
function to_desk() {
    put("tap \"Desk\""); put("scan \"@" who "@\""); put("type \"" pin "\""); put("tap \"Unlock\""); put("expect-screen desk")
}
function acts(line) { return line ~ /^(tap|type|scan|key) / }
# What is recorded by it is not done again.
function records(line) { return line ~ /^tap ("(Count it in|Add it|Swap it|Count it out|Put it back|Seen · |All who wait: by bank|I got |[^"]* by bank"|[^"]* in cash, next time")|#close)/ }

# The person had their money, or had not: the desk says that it does not know.
function handing(last,    i, is) {
    for (i = 1; i <= last; i++) if (acts(step[i])) is = step[i] ~ /^tap (#pay|"Ticket seen|"Hand over)/
    return is
}

# Up to and with each step before the one that records; then all of it.
function interrupt(last,    i, k) {
    for (i = 1; i < last; i++) {
        if (!acts(step[i])) continue
        for (k = 1; k <= i; k++) put(step[k])
        kill_now()
        if (at_desk) to_desk()
        if (at_desk && handing(i)) {
            put("expect \"was begun and not finished\"")
            put("tap \"They do not have it\"")
        }
    }
    for (k = 1; k <= last; k++) put(step[k])
}
function last_record(    i) {
    for (i = steps; i > 0; i--) if (records(step[i])) return i
    return 0
}
function types_pin(    i) {
    for (i = 1; i <= steps; i++) if (step[i] ~ /^type /) return 1
    return 0
}
# What comes after it; a desk that was locked by it is opened and locked once more.
function rest(record,    i) {
    for (i = record + 1; i <= steps; i++) put(step[i])
    if (step[steps] != "expect-screen welcome") return
    kill_now()
    to_desk()
    put("tap \"Lock\""); put("expect-screen welcome")
}

function finish(   record) {
    if (at_desk) {
        record = last_record()
        if (record && step[steps] == "expect-screen desk") {
            interrupt(record)
            kill_now()
            to_desk()
        } else {
            interrupt(record ? record : steps)
            if (record) rest(record)
        }
    } else if (step[1] == "tap \"Desk\"" && types_pin()) {
        interrupt(steps)
    } else {
        for (record = 1; record <= steps; record++) put(step[record])
    }
    steps = 0
}

/^#/ { next } # there are more touches than are counted
{ step[++steps] = $0 }
/^scan "@(host|payer)@"$/ && step[steps - 1] == "tap \"Desk\"" { who = substr($0, 8); sub(/@".*/, "", who) }
/^expect-screen (desk|welcome|closed|opening)$/ {
    finish()
    at_desk = $0 == "expect-screen desk"
}
END {
    finish()
    print kills + 0 > "/dev/stderr"
}
