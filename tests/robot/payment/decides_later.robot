# Somebody who wants to think about it: the offer stays open, and taking it up later loses nothing.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 3125|bank: SELECT fee_pence, fee_channel FROM claim
# kept: 1: SELECT count(*) FROM claim
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
tap "I will decide later"
tap #next
expect-screen choices
tap #none
tap #next
expect-screen check
expect "You are offered £31.25. You can take it until Tuesday 31 March."
shot open
expect-screen check
tap #yes
expect-screen done
tap #end
expect-screen welcome
scan "@member1@"
expect-screen confirm
tap #yes
expect-screen arrived
tap "Change my answers"
expect-screen check
tap #payment.change
tap #bank
tap #next
expect-screen check
tap #more
tap #yes
expect-screen done
tap #end
expect-screen welcome
