# Dafydd comes by letters: recorded before any question, then an hour of preparation, a bus ticket with
# its picture, 12.3 miles by car, to the bank.
expect-screen welcome
tap "Sign in"
type "DAF"
tap "Next"
expect "Dafydd E."
expect-not "Evans"
shot 3-find
tap "Dafydd E."
expect-screen confirm
tap #yes
expect-screen arrived
shot 3-arrived
