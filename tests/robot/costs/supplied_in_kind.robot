# Their train was bought for them: it is on the claim at no money, and nothing of it is asked.
# policy: all
# clock: 2025-11-12T09:55:00Z
# kept: 0: SELECT expenses_pence FROM claim
# kept: 1: SELECT count(*) FROM claim WHERE body LIKE '%"prepaid_by_organisation":true%ALREADY_PREPAID%'
scan "@host@"
tap "Yes, open it"
scan "@member5@"
expect-screen confirm
tap #yes
expect-screen arrived
tap #now
expect-screen travel
expect "already paid for you"
shot travel
tap #train
tap #next
expect-screen costs
expect "agreed before"
tap #next
tap "No other costs"
expect-screen fee
tap #bank
tap #next
expect-screen choices
tap #none
tap #next
expect-screen check
expect "The office has bought this ticket already."
expect-screen check
tap #yes
expect-screen done
tap #end
expect-screen welcome
