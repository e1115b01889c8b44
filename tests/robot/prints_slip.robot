# Somebody takes their claim along on paper, and what they asked to be looked at with it.
# policy: cash
# printer: file
# clock: 2025-11-12T09:50:00Z
# kept: 1|0: SELECT questioned, cash_today FROM claim
scan "@host@"
tap #open
scan "@member3@"
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
expect-screen fee
tap #bank
tap #next
tap #none
tap #next
expect-screen check
expect "We need to see a ticket or receipt before we can pay this."
tap #look.0
expect "Someone will look at this"
shot asked
tap #yes
expect-screen done
expect "will look at what you asked."
tap #print
expect "Please take your paper."
shot paper
tap #end
expect "Before you go, please take your paper."
tap #end
expect-screen welcome
