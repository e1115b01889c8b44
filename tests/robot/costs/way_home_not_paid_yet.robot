# The way home is not paid for yet: its ticket is to come, neither refused nor paid.
# policy: all
# clock: 2025-11-12T09:55:00Z
# kept: 420: SELECT expenses_pence FROM claim
# kept: 1: SELECT count(*) FROM claim WHERE body LIKE '%"X2","where":"later"%'
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
expect-screen way-home
shot home
tap "Not yet"
expect-screen costs
tap #next
tap "No other costs"
tap #bank
tap #next
expect-screen choices
tap #none
tap #next
expect-screen check
expect "Bus, the way home"
expect "Bring the ticket or receipt, and then we can pay this."
shot check
tap #yes
expect-screen done
tap #end
expect-screen welcome
