# A first claim with one ticket is at most 18 touches and 10 screens after arriving; arriving by letters at most 7.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 420|4375|1: SELECT expenses_pence, fee_pence, cash_today=0 FROM claim
# kept: 1: SELECT count(*) FROM receipt
scan "@host@"
tap "Yes, open it"
# at most 7 touches
tap "Sign in"
type "DAF"
tap "Next"
tap "Dafydd E."
tap #yes
# counted
expect "The offer for your time is £43.75 in all."
# at most 18 touches
tap #now
tap #time.4
tap #next
tap #bus
tap #next
type "4.20"
tap #next
tap #here
photo @demo@/bus-ticket.jpg
tap #next
tap #bank
tap #next
tap #none
tap #next
expect-screen check
tap #yes
expect-screen done
tap #end
# counted
