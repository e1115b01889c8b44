# A lost ticket is said kindly, and one touch asks somebody to look at it.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 0|1: SELECT expenses_pence, questioned FROM claim
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
tap #bank
tap #next
expect-screen choices
tap #none
tap #next
expect-screen check
expect "We need to see a ticket or receipt before we can pay this."
tap "Ask someone to look at this"
expect "Someone will look at this"
tap #yes
expect-screen done
expect "will look at what you asked"
tap #end
expect-screen welcome
