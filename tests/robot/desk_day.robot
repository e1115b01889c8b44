# A day at the desk: the float in by two, somebody with no exact change for them, a swap, the rest, a
# payment by mistake that comes back, by bank instead, counted out by two with a difference, closed.
# policy: cash
# clock: 2025-11-12T09:50:00Z
scan "@host@"
tap #open
expect-screen welcome
tap "Desk"
scan "@payer@"
type "@pin@"
tap "Unlock"
tap "Float"
tap "Count the float in"
tap #coin.2000
type "1"
tap #coin.500
type "2"
tap #coin.100
type "3"
tap #coin.50
type "1"
scan "@host@"
tap "Count it in"
expect "Float £33.50"
tap "Lock"
