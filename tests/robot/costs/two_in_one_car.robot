# Two people in one car: its miles are paid once.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 554|0: SELECT group_concat(expenses_pence, '|') FROM (SELECT expenses_pence FROM claim ORDER BY number)
scan "@host@"
tap "Yes, open it"
scan "@member4@"
expect-screen confirm
tap #yes
expect-screen arrived
tap #now
tap #none
tap #next
tap #mileage_car
tap #next
tap #agreed
expect-screen fee
tap #bank
tap #next
expect-screen check
tap #more
tap #yes
expect-screen done
tap #end
expect-screen welcome
scan "@member5@"
expect-screen confirm
tap #yes
expect-screen arrived
tap #now
expect-screen travel
tap #mileage_car
tap #next
expect "Did you come in one car?"
shot one-car
tap "Yes, in one car"
expect-screen fee
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
