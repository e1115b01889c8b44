# Jo's supporter is signed in in the same act, and claims in her turn; of Jo nothing is left to see.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: card|participant, together|supporter, none|sitting_in: SELECT group_concat(how || '|' || as_code, ', ') FROM (SELECT * FROM attendance ORDER BY arrived_ms, attendance_id)
# kept: 0|0, 420|3125: SELECT group_concat(expenses_pence || '|' || fee_pence, ', ') FROM (SELECT * FROM claim ORDER BY number)
# kept: 2: SELECT count(DISTINCT person_id) FROM claim
scan "@host@"
tap "Yes, open it"
scan "@member4@"
tap #yes
expect-screen arrived
# at most 3 touches
tap "Someone came with me"
tap "Li v."
expect "Li v. is signed in too."
shot together
tap "Next"
# counted
expect-screen arrived
expect "You and Li v. are signed in."
shot both
tap "Someone came with me"
tap "Someone to sit in"
expect "One person who came with you is counted."
tap "Back"
expect "Last time: £9.74 in cash"
tap #none
expect-screen check
tap #yes
expect-screen done
shot turn
tap "Now Li v."
expect-screen arrived
expect-not "Last time"
tap "Yes, now"
expect-screen travel
tap #bus
tap #next
type "4.20"
tap #next
tap #here
expect-screen ticket
photo @demo@/bus-ticket.jpg
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
