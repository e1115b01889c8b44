# Time credits instead of money: hours, and travel money as always.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 420|0: SELECT expenses_pence, fee_pence FROM claim
# kept: 1: SELECT count(*) FROM claim WHERE body LIKE '%"timeswap_minutes":150%'
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
tap #phone
tap #desk
tap #timeswap
tap #next
expect-screen choices
tap #none
tap #next
expect "2:30"
expect-screen check
tap #yes
expect-screen done
tap #end
expect-screen welcome
