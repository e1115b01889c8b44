# Two friends in one car whom nobody has noted: the rider says so, and nobody reads with whom.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 554|0: SELECT group_concat(expenses_pence, '|') FROM (SELECT expenses_pence FROM claim ORDER BY number)
# kept: 0: SELECT count(*) FROM claim WHERE number = 2 AND body LIKE '%mileage_car%'
scan "@host@"
tap "Yes, open it"
scan "@member1@"
tap #yes
tap #now
tap #none
tap #next
tap #mileage_car
tap #next
tap #agreed
tap #no
tap #next
tap #none
tap #next
expect-screen check
tap #yes
tap #end
scan "@member2@"
tap #yes
tap #now
tap #none
tap #next
tap #mileage_car
tap #next
expect-screen miles
tap "I came in someone else’s car"
expect-screen fee
shot rode
tap #no
tap #next
tap #none
tap #next
expect-screen check
tap #yes
tap #end
expect-screen welcome
