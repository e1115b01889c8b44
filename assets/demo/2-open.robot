# The list is here. The host's card opens the meeting; host and payer count the float in.
expect-screen closed
scan "@host@"
expect-screen opening
tap #open
expect-screen welcome
shot 2-welcome
tap "Desk"
scan "@payer@"
expect-screen desk-pin
type "@payer.pin@"
tap "Unlock"
expect-screen desk
expect "No float is open"
tap "Float"
type "150"
scan "@host@"
expect "The second person is here"
tap "Count it in"
expect-screen desk
expect "£150.00"
tap "Lock"
expect-screen welcome
