# A payment that was not decided last month: twenty pounds of it are wanted, and no more.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: bank|2000: SELECT json_extract(body, '$.channel') || '|' || json_extract(body, '$.pence') FROM completed
scan "@host@"
tap "Yes, open it"
scan "@member2@"
tap #yes
tap "Still to come"
tap #waiting.1
expect "Would you like to be paid for your time?"
expect "If you get benefits"
tap "Less"
tap #next
expect "All of it would be about £43.75."
type "20"
shot less
tap #next
expect "Is this right?"
expect "£20.00 at most, as you said."
shot check
tap #yes
expect "Nothing is left to come."
tap #next
expect-screen arrived
