# Five sign in; as they leave two say how it was, without a name. It goes up in one record at closing, and
# nothing of it stands in the log before.
# policy: bank
# clock: 2025-11-12T09:55:00Z
# kept: 0: SELECT count(*) FROM feedback
# kept: 1: SELECT count(*) FROM record WHERE kind = 81
# kept: 1: SELECT count(*) FROM record WHERE kind = 81 AND seq = (SELECT seq - 1 FROM record WHERE kind = 2)
# kept: 1: SELECT count(*) FROM record WHERE kind = 81 AND instr(raw, CAST('"good"' AS BLOB)) AND instr(raw, CAST('"bad"' AS BLOB))
# kept: 0: SELECT count(*) FROM note WHERE instr(sealed, CAST('breaks' AS BLOB))
# kept: 0: SELECT count(*) FROM attendance WHERE left_ms = 0
scan "@host@"
tap "Yes, open it"
scan "@member1@"
tap #yes
tap #later
scan "@member2@"
tap #yes
tap #later
scan "@member3@"
tap #yes
tap #later
scan "@member4@"
tap #yes
tap #later
scan "@member5@"
tap #yes
tap #later
wait 9000s
tap "I am leaving"
scan "@member1@"
tap #yes
expect-screen leaving
tap "How was the meeting?"
expect-screen feedback
expect "Your name is not kept with it."
shot how
tap #mark.good
tap #next
tap "Send it"
expect "Thank you for telling us."
tap #end
tap "I am leaving"
scan "@member2@"
tap #yes
tap "How was the meeting?"
tap #mark.bad
tap #next
type "MORE"
tap #keys.space
type "breaks"
shot words
tap "Send it"
tap #end
# The host closes; the three who are still there need not queue.
tap "Desk"
scan "@host@"
type "@pin@"
tap "Unlock"
tap "Close the meeting"
shot closing
tap "Close the meeting"
expect-screen closed
