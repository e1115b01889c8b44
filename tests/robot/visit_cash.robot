# A first claim by letters: one hour of preparation, a bus ticket with its picture, 12.3 miles by car,
# to the bank; then the desk pays the travel money.
# policy: cash
# clock: 2025-11-12T09:50:00Z
# kept: 974|bank: SELECT expenses_pence, fee_channel FROM claim
# kept: 974: SELECT sum(pence) FROM cash
# kept: 0: SELECT count(*) FROM attendance WHERE left_ms = 0
expect-screen closed
scan "@host@"
expect-screen opening
tap #open
expect-screen welcome
tap "Desk"
scan "@payer@"
type "@pin@"
tap "Unlock"
expect-screen desk
tap "Float"
tap "Count the float in"
tap #coin.2000
type "5"
tap #coin.500
type "4"
tap #coin.200
type "5"
tap #coin.100
type "10"
tap #coin.50
type "10"
tap #coin.20
type "10"
tap #coin.10
type "20"
tap #coin.2
type "50"
expect "£150.00"
scan "@host@"
tap "Count it in"
expect "Float £150.00"
tap "Lock"
# Signing in: 7 touches by letters.
tap "Sign in"
expect-screen find
type "DAF"
tap "Next"
tap "Dafydd E."
expect-screen confirm
tap #yes
expect-screen arrived
shot arrived
tap #now
expect-screen preparation
shot preparation
tap #time.4
tap #next
expect-screen travel
shot travel
tap #bus
tap #mileage_car
tap #next
expect-screen amount
type "4.20"
shot amount
tap #next
shot proof
tap #here
expect-screen ticket
shot ticket
photo @demo@/bus-ticket.jpg
shot ticket2
tap #next
expect-screen miles
type "12.3"
shot miles
tap #next
expect-screen fee
shot fee
tap #bank
tap #next
expect-screen choices
shot choices
tap #none
tap #next
expect-screen check
shot check
expect "£9.74"
expect "£43.75"
tap #yes
expect-screen done
expect "A 1"
shot done
tap #end
# The desk: the next waiting claim is open by itself, its ticket beside it.
tap "Desk"
scan "@payer@"
expect-screen desk
expect "A 1"
expect "£5 · 2 × £2 · 50p · 20p · 2 × 2p"
shot desk
# at most 4 touches
tap "Ticket seen"
expect-screen hand-over
expect "£9.74"
shot hand
expect "I got £9.74"
tap #got
# counted
expect-screen desk
expect "Float £140.26"
expect "paid"
shot desk-after
tap "Lock"
# They leave when the meeting ends.
wait 9300s
tap "I am leaving"
type "DAF"
tap "Next"
tap "Dafydd E."
tap #yes
expect-screen leaving
shot leaving
tap #end
expect-screen welcome
