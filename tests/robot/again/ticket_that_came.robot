# The ticket to come came: shown at the kiosk, it is paid, and the claim keeps its number.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 420|1: SELECT expenses_pence, number FROM claim
# kept: 1: SELECT count(*) FROM receipt
# kept: 1: SELECT count(*) FROM claim WHERE body LIKE '%"where":"here"%'
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
tap #later
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
scan "@member1@"
expect-screen confirm
tap #yes
expect-screen arrived
tap "Change my answers"
tap #line.1.change
expect-screen amount
tap #next
tap #here
expect-screen ticket
photo @demo@/bus-ticket.jpg
tap #next
expect-screen check
tap #more
tap #yes
expect-screen done
expect "A 1"
tap #end
expect-screen welcome
