# The payer unlocks the desk, sees the ticket, hands over £9.74. The screen is Dafydd’s then, as he
# had it when he claimed; he says that he has it.
expect-screen welcome
tap "Desk"
scan "@payer@"
type "@payer.pin@"
tap "Unlock"
expect-screen desk
expect "A 1"
expect "£9.74"
shot 6-desk
tap "Ticket seen"
expect-screen hand-over
shot 6-hand-over
expect "I got £9.74"
tap #got
expect-screen desk
expect "Float £140.26"
tap "Lock"
expect-screen welcome
