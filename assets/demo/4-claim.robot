# He was recorded. Now the claim.
expect-screen welcome
tap "Sign in"
type "DAF"
tap "Next"
tap "Dafydd E."
tap #yes
expect-screen arrived
tap #now
tap #time.4
tap #next
tap #bus
tap #mileage_car
shot 4-travel
tap #next
type "4.20"
shot 4-amount
tap #next
tap #here
# What is no picture is refused, and nothing of it is kept.
photo @demo@/people.csv
expect "That picture did not work. Please try again."
photo @demo@/bus-ticket.jpg
expect "Can you read the ticket?"
shot 4-ticket
tap #next
expect-screen miles
type "12.3"
tap #next
expect-screen fee
expect "about £43.75"
shot 4-fee
tap #bank
tap #next
tap #none
tap #next
expect-screen check
expect "£9.74"
expect "£43.75"
shot 4-check
tap #yes
expect-screen done
expect "A 1"
shot 4-done
tap #end
expect-screen welcome
