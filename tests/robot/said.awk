# Reads the head of a script: says what it may not say, and counts touches (performance.md, "People's
# time"). "# at most N touches" begins to count taps and keys, "# counted" ends it. "# N people within S s each"
# begins to add up what they take, a scan and each letter being a touch and the first screen being read while
# they wait for it; "# gone" ends it.
# Assumed of all who are timed, in seconds: a screen, a touch, and coins that are counted out and counted again.
BEGIN { screen = 6; touch = 4; coins = 12 }
function bad(why) { print FILENAME ":" FNR ": " why; broken = 1 }

# What is nearly one of the words below would be a remark, and nothing would be checked.
tolower($0) ~ /^#[ \t]*[a-z]+:/ && !/^# (policy: (cash|bank|all)|clock: [0-9T:Z-]+|display: [0-9]+x[0-9]+@[0-9]+x[0-9]+|printer: file|setting: [a-z_]+ = .+|kept: [^:]*: SELECT .+)$/ {
    bad("this is nothing that a script may say")
}
tolower($0) ~ /^#[ \t]*(at most|counted|kept)/ && !/^# (at most [0-9]+ touch(es)?|counted|kept: .*)$/ {
    bad("this is nothing that a script may say")
}
/^# at most / {
    if (counting) bad("what is counted has not ended")
    counting = 1; most = $4; count = 0
}
/^# counted$/ {
    if (!counting) bad("nothing is counted")
    else if (count > most) bad(count " touches, not " most)
    else if (count == 0) bad("no touch is counted")
    counting = 0
}
tolower($0) ~ /^#[ \t]*([0-9]+ people|gone)/ && !/^# ([0-9]+ people within [0-9]+ s each|gone)$/ {
    bad("this is nothing that a script may say")
}
/^# [0-9]+ people within / {
    if (timing) bad("who is timed has not gone")
    timing = 1; people = $2; within = $5; seconds = begun = 0
}
/^# gone$/ {
    if (!timing) bad("nobody is timed")
    else if (seconds > people * within) bad(seconds " s for " people " people, not " people * within)
    else if (begun < people) bad("only " begun " of " people " people were there")
    timing = 0
}
timing && /^(tap|key|touch|scan) / { seconds += touch }
timing && /^expect-screen hand-over$/ { seconds += coins }
timing && /^expect-screen (confirm|hand-over)$/ { begun++ }
timing && /^expect-screen / && $2 != "welcome" { seconds += screen }
counting && /^(tap|key|touch) / { count++ }
/^type / {
    gsub(/^type "|"$/, "")
    if (counting) count += length($0)
    if (timing) seconds += length($0) * touch
}
END {
    if (counting) bad("what is counted does not end")
    if (timing) bad("who is timed does not go")
    exit broken
}
