# What was paid last time is shown to a card; one touch says that it is not right.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 1: SELECT count(*) FROM record WHERE instr(raw, CAST('something_is_wrong' AS BLOB)) > 0
# kept: 0: SELECT count(*) FROM claim
scan "@host@"
tap "Yes, open it"
tap "Sign in"
type "SMI"
tap "Next"
tap "Jo S."
tap #yes
expect-screen arrived
expect-not "Last time"
tap #later
scan "@member4@"
expect-screen confirm
tap #yes
expect-screen arrived
expect "Last time: £9.74"
tap "That is not right"
expect "will look at what you asked"
expect-not "That is not right"
tap #later
