# Who has a claim and comes again by letters alone may leave, or ask a person.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 1: SELECT count(*) FROM claim
# kept: 0: SELECT count(*) FROM attendance WHERE left_ms = 0
scan "@host@"
tap "Yes, open it"
tap "Sign in"
type "DAF"
tap "Next"
tap "Dafydd E."
tap #yes
expect-screen arrived
tap #now
tap #none
tap #next
tap #none
tap #next
tap #bank
tap #next
expect-screen choices
tap #none
tap #next
expect-screen check
tap #yes
expect-screen done
tap #end
expect-screen welcome
tap "Sign in"
type "DAF"
tap "Next"
tap "Dafydd E."
tap #yes
expect-screen arrived
expect-not "A 1"
expect-not "£"
expect-not "Change my answers"
expect-not "Something is wrong"
expect "Ask a person"
shot letters
tap "I am leaving"
expect-screen leaving
