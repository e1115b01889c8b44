# What the office did is known here.
expect-screen welcome
tap "Desk"
scan "@payer@"
type "@payer.pin@"
tap "Unlock"
expect-screen desk
tap "A 1"
expect "paid by the office"
expect "£31.25"
shot 8-paid
tap "Lock"
# And so is its answer to Mary: her card brings it.
expect-screen welcome
scan "@mary@"
tap #yes
expect-screen arrived
expect "The office has put it right."
shot 8-answered
tap #finish
