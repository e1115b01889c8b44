# A voucher, at its own rate.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 2500|voucher: SELECT fee_pence, fee_channel FROM claim
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
expect "about £25.00"
tap #voucher
tap #next
expect-screen choices
tap #none
tap #next
expect-screen check
tap #yes
expect-screen done
tap #end
expect-screen welcome
