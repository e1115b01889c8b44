# A claim is taken back without a reason; the time stays, and it may be made again.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 1|0: SELECT group_concat(withdrawn, '|') FROM (SELECT withdrawn FROM claim ORDER BY number)
# kept: 1: SELECT count(*) FROM attendance WHERE left_ms = 0
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
tap #none
tap #next
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
scan "@member1@"
expect-screen confirm
tap #yes
expect-screen arrived
tap "Take my claim back"
expect "Nobody asks you why."
shot back
tap "Yes, take it back"
expect "The time you were here stays counted."
tap #end
scan "@member1@"
expect-screen confirm
tap #yes
expect-screen arrived
tap #none
expect-screen check
tap #yes
expect-screen done
tap #end
expect-screen welcome
