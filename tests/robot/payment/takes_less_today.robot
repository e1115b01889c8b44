# Less, only for this meeting, and no reason is asked.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 1500: SELECT fee_pence FROM claim
# kept: 0: SELECT count(*) FROM claim WHERE body LIKE '%"maximum":"%'
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
tap #less
tap #next
type "15"
tap #next
expect-screen choices
tap #none
tap #next
expect "£15.00 at most, as you said."
expect-screen check
tap #yes
expect-screen done
tap #end
expect-screen welcome
