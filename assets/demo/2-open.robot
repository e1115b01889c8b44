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
tap "Count the float in"
tap #coin.2000
type "5"
tap #coin.500
type "4"
tap #coin.200
type "5"
tap #coin.100
type "10"
tap #coin.50
type "10"
tap #coin.20
type "10"
tap #coin.10
type "20"
tap #coin.2
type "50"
expect "£150.00"
scan "@host@"
expect "The second person is here"
tap "Count it in"
expect-screen desk
expect "£150.00"
tap "Lock"
expect-screen welcome
