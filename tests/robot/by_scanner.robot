# A scanner or NFC reader that is a keyboard: on the first screen, among the letters, for leaving and
# at the desk. What it types reaches no button and stays in no field.
# policy: cash
# clock: 2025-11-12T09:50:00Z
# kept: 2: SELECT count(*) FROM attendance
# kept: 1: SELECT count(*) FROM attendance WHERE left_ms = 0
wedge "@host@"
expect-screen opening
tap #open
expect-screen welcome
# at most 1 touch
wedge "@member1@"
expect-screen confirm
tap #yes
# counted
expect-screen arrived
tap #later
expect-screen welcome
# Nobody's card: said so, and no letter of it is left.
tap "Sign in"
wedge "DIOLCH:1:M:AAAABBBBCCCCDDDDEEEEFFFFAA"
expect-screen find
expect "We do not know this card"
expect-not "DIOLC"
type "MAR"
expect "MAR"
wedge "@member2@"
expect-screen confirm
tap #yes
tap #later
# In small letters, as Caps Lock makes of it; and on a screen that takes no card it does nothing.
tap "I am leaving"
wedge "@member1@"
expect-screen confirm
wedge "@member2@"
expect-screen confirm
tap #yes
expect-screen leaving
tap #end
tap "Desk"
wedge "@payer@"
expect-screen desk-pin
type "@pin@"
tap "Unlock"
expect-screen desk
