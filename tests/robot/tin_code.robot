# The payer forgot their PIN: the sealed code from the float tin, the host's card, and a PIN for today,
# which a killed kiosk still knows. The code itself is worth nothing any more.
# policy: cash
# clock: 2025-11-12T09:50:00Z
# kept: 1: SELECT count(*) FROM tin_use
# kept: 1: SELECT count(*) FROM stand_in
scan "@host@"
tap #open
tap "Desk"
scan "@payer@"
expect-screen desk-pin
shot pin
tap "No PIN, or no payer?"
expect-screen desk-tin
type "1111222233334444"
tap "Next"
expect "That is not the code for this meeting"
type "@tin@"
shot code
tap "Next"
expect "A second person shows their card"
scan "@payer@"
expect "The second person must be someone else."
scan "@host@"
expect "Choose a PIN for today"
expect "£200.00"
shot new-pin
type "135791"
tap "Unlock"
expect-screen desk
kill
expect-screen welcome
tap "Desk"
scan "@payer@"
expect-screen desk-pin
tap "No PIN, or no payer?"
type "@tin@"
tap "Next"
expect "This code was used before"
shot used
tap "Back"
tap "Desk"
scan "@payer@"
type "135791"
tap "Unlock"
expect-screen desk
