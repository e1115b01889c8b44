# The payer unlocks the desk, sees the ticket, hands over £9.74. The screen is Dafydd’s then, in the
# Welsh he asked to be remembered; he says that he has it.
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
expect "Cefais £9.74"
tap #got
expect-screen desk
expect "Float £140.26"
tap "Lock"
expect-screen welcome
