#!/usr/bin/env bash
# The catalogues are whole, both have the same keys, and nobody is spoken to in words we avoid
# (architecture.md part 8, accessibility.md COG-14).
set -euo pipefail
. "$(dirname "$0")/sources.sh" "$1"
keys() { sed -n 's/^msgid "\(.*\)"$/\1/p' "$1" | sort; }
for lang in en cy; do
    msgfmt -c --check-format -o /dev/null "assets/words/$lang.po" || broken=1
    empty=$(awk '/^msgid/ {id = $0} /^msgstr(\[[0-9]\])? ""$/ {getline next_line; if (next_line !~ /^"/ && id != "msgid \"\"") print id}' "assets/words/$lang.po")
    [ -z "$empty" ] || breaks "no words in $lang: $empty"
done
diff <(keys assets/words/en.po) <(keys assets/words/cy.po) || breaks "the catalogues do not have the same keys"
forbidden='reimburse|remunerat|\berror|invalid|\bfailed|failure|denied|!'
while read -r hit; do breaks "a word we avoid: $hit"; done < <(grep -nE '^msgstr' assets/words/en.po | grep -iE "$forbidden" || true)
while read -r hit; do breaks "no exclamation marks: $hit"; done < <(grep -nE '^msgstr.*!' assets/words/cy.po || true)
exit "$broken"
