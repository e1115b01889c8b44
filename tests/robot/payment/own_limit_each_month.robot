# Somebody with benefits sets their own most for each month, once.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 2000: SELECT fee_pence FROM claim
# kept: 1: SELECT count(*) FROM claim WHERE body LIKE '%"maximum":"kept"%'
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
expect-screen less
type "20"
tap "Each month, from now on"
shot less
tap #next
expect-screen choices
tap #none
tap #next
expect-screen check
expect "£20.00 a month at most"
expect-screen check
tap #yes
expect-screen done
tap #end
expect-screen welcome
