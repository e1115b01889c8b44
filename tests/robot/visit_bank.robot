# Under Derbyshire's own policy no screen says cash or today: travel money goes to the bank.
# policy: bank
# clock: 2025-11-12T09:50:00Z
# kept: 300|0: SELECT expenses_pence, cash_today FROM claim
# kept: 0: SELECT count(*) FROM cash
expect-screen closed
scan "@host@"
expect-screen opening
tap #open
expect-screen welcome
expect-not "cash"
tap "Sign in"
type "MAR"
tap "Next"
tap "Mary O."
expect-screen confirm
expect-not "today"
tap #yes
expect-screen arrived
expect-not "cash"
expect-not "today"
tap #now
expect-not "today"
tap #none
tap #next
expect-not "today"
tap #bus
tap #next
expect-not "today"
type "3"
tap #next
tap #here
expect-not "today"
photo @demo@/bus-ticket.jpg
tap #next
expect-screen fee
expect-not "cash"
expect-not "today"
tap #bank
tap #next
expect-not "today"
tap #none
tap #next
expect-screen check
expect "to your bank"
expect-not "today"
expect-not "cash"
expect-not "desk"
shot check
tap #yes
expect-screen done
expect "to your bank"
expect-not "today"
expect-not "cash"
shot done
tap #end
expect-screen welcome
