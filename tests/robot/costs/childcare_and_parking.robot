# A parent who drove: childcare with its receipt, parking whose receipt comes later.
# policy: all
# clock: 2025-11-12T09:55:00Z
# kept: 4154: SELECT expenses_pence FROM claim
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
tap #mileage_car
tap #next
type "12.3"
tap #next
expect-screen costs
shot costs
tap "Childcare"
tap "Parking"
tap #next
expect "Anything like this?"
tap #next
expect "How much was the childcare?"
type "36"
tap #next
tap #phone
tap #desk
expect "How much was the parking?"
type "2.50"
tap #next
tap #later
tap #bank
tap #next
expect-screen choices
tap #none
tap #next
expect-screen check
tap #more
tap #yes
expect-screen done
tap #end
expect-screen welcome
