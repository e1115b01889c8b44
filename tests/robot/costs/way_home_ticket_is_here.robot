# There and back are two tickets, both here.
# policy: all
# clock: 2025-11-12T09:55:00Z
# kept: 800: SELECT expenses_pence FROM claim
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
tap "Yes, with another ticket"
expect "How much is the bus home?"
type "3.80"
tap #next
tap #phone
tap #desk
tap #next
tap "No other costs"
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
