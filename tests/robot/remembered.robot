# What somebody asked to be remembered: their screen comes back with their card, their picture or the
# host's nod, never by letters alone, and goes when they finish; also after a kill.
# policy: cash
# clock: 2025-11-12T09:50:00Z
# kept: 2: SELECT count(*) FROM attendance
# kept: 0: SELECT count(*) FROM claim
scan "@host@"
tap #open
scan "@member1@"
tap #yes
expect-screen arrived
tap #lang
tap #later
expect-screen remember
expect "A gawn ni gofio"
shot ask
tap #yes
expect-screen welcome
scan "@member1@"
expect "ai dyma chi?"
tap #yes
tap "Fy nghofio"
tap #picture.choose
shot choose
tap "Ymbarél"
tap #keep
expect-screen remember
expect-not "Ymbarél"
tap "Gorffen a chuddio"
expect-screen welcome
kill
# By letters alone: English, and nothing of that visit.
tap "Sign in"
type "DAF"
tap "Next"
tap "Dafydd E."
tap #yes
expect-screen arrived
expect-not "counts from"
tap "My picture"
expect "Dafydd E., touch your picture"
shot open
tap "Boat"
expect "That did not open anything"
tap "Umbrella"
expect-screen arrived
expect "Rydych wedi mewngofnodi"
tap "Gorffen a chuddio"
# Who has no picture is asked the same; the host nods for her.
tap "Sign in"
type "SIA"
tap "Next"
tap "Siân M."
tap #yes
tap "My picture"
expect "touch your picture"
tap "Umbrella"
expect "That did not open anything"
scan "@host@"
expect-screen desk-pin
type "@pin@"
tap "Unlock"
expect-screen arrived
tap "Remember me"
expect "You have not chosen one."
tap "Back to your visit"
tap #later
expect-screen welcome
