# What was half done is not offered to who has but the letters of the name.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 0: SELECT count(*) FROM claim
# kept: 1: SELECT count(*) FROM draft
# kept: 0: SELECT count(*) FROM draft WHERE instr(sealed, CAST('pence' AS BLOB)) > 0
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
tap #bus
tap #next
type "4.20"
tap #next
tap #lost
expect-screen fee
wait 346s
expect-screen welcome
tap "Sign in"
type "DAF"
tap "Next"
tap "Dafydd E."
tap #yes
expect-screen arrived
expect-not "You began before"
expect-not "4.20"
tap #later
