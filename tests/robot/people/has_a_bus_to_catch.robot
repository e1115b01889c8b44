# "My bus goes at ten past three", said in the morning by whoever waits for travel money.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 1510: SELECT strftime('%H%M', leaves_ms / 1000, 'unixepoch') FROM claim WHERE number = 2
# kept: 0: SELECT leaves_ms FROM claim WHERE number = 1
scan "@host@"
tap "Yes, open it"
tap "Desk"
scan "@payer@"
type "@pin@"
tap "Unlock"
tap "Float"
tap "Count the float in"
type "1"
scan "@host@"
tap "Count it in"
expect-screen desk
tap "Lock"
scan "@member1@"
tap #yes
tap #now
tap #none
tap #next
tap #bus
tap #next
type "4.20"
tap #next
tap #here
photo @demo@/bus-ticket.jpg
tap #next
tap #no
tap #next
tap #none
tap #next
expect-screen check
tap #yes
expect-screen done
tap #end
scan "@member2@"
tap #yes
tap #now
tap #none
tap #next
tap #bus
tap #next
type "3.80"
tap #next
tap #here
photo @demo@/bus-ticket.jpg
tap #next
tap #no
tap #next
tap #none
tap #next
expect-screen check
tap #yes
expect-screen done
tap "I have a bus to catch"
expect-screen bus
type "310"
shot bus
tap #next
expect "That time has gone already. Do you mean 15:10?"
tap #later
expect-screen done
expect "You have to go by 15:10."
tap #end
tap "Desk"
scan "@payer@"
expect-screen desk
expect "leaves at 15:10"
shot first
