# Reads the head of a script: says what it may not say, and counts touches (performance.md, "People's
# time"). "# at most N touches" begins to count taps and keys, "# counted" ends it.
function bad(why) { print FILENAME ":" FNR ": " why; broken = 1 }

# What is nearly one of the words below would be a remark, and nothing would be checked.
tolower($0) ~ /^#[ \t]*[a-z]+:/ && !/^# (policy: (cash|bank|all)|clock: [0-9T:Z-]+|printer: file|setting: [a-z_]+ = .+|kept: [^:]*: SELECT .+)$/ {
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
counting && /^(tap|key|touch) / { count++ }
counting && /^type / { gsub(/^type "|"$/, ""); count += length($0) }
END {
    if (counting) bad("what is counted does not end")
    exit broken
}
