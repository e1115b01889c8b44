# Somebody under 18 sees only what applies to them, and their age is never said.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 2500|voucher: SELECT fee_pence, fee_channel FROM claim
scan "@host@"
tap "Yes, open it"
tap "Sign in"
type "TOM"
tap "Next"
tap "Tomos E."
tap #yes
expect-screen arrived
expect "The offer for your time is £35.00 in all."
tap #now
tap #none
tap #next
tap #none
tap #next
expect-screen fee
expect-not "To my bank"
expect-not "18"
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
