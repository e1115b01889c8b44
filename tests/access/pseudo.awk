# A language that nobody speaks, from the English catalogue: each word 40 % longer and with accents,
# places for arguments and marks of bold words untouched (LNG-11).
#
#     awk -v out=qps.po -f pseudo.awk en.po

function lengthen(word,    now, i, c, plain, at) {
    now = ""; plain = 0
    for (i = 1; i <= length(word); i++) {
        c = substr(word, i, 1)
        if (c == "{") { # to the end of the place
            at = index(substr(word, i), "}")
            now = now substr(word, i, at)
            i += at - 1
            continue
        }
        plain += c ~ /[A-Za-z]/
        now = now c
        if (c in accent) {
            now = now accent[c]
            extra++
        }
    }
    letters += plain
    # Words with few vowels grow as well, before what stands behind them.
    while (plain > 1 && extra < 0.4 * letters) {
        match(now, /[^A-Za-z]*$/)
        at = RSTART > 0 ? RSTART : length(now) + 1
        now = substr(now, 1, at - 1) "\305\265" substr(now, at)
        extra++
    }
    return now
}

BEGIN {
    split("a â e ê i î o ô u û A Â E Ê I Î O Ô U Û", pairs, " ")
    for (n = 1; n < 20; n += 2)
        accent[pairs[n]] = pairs[n + 1]
}
/^"Language: / { print "\"Language: qps\\n\"" >out; next }
/^msgid/ { key = $0 }
/^msgstr/ && key != "msgid \"\"" {
    start = index($0, "\"")
    text = substr($0, start + 1, length($0) - start - 1)
    count = split(text, words, " ")
    longer = ""; letters = 0; extra = 0
    for (n = 1; n <= count; n++)
        longer = longer (n > 1 ? " " : "") lengthen(words[n])
    print substr($0, 1, start) longer "\"" >out
    next
}
{ print >out }
