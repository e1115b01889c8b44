# A host measures the display with a bank card; the kiosk keeps what was measured, also when it is
# killed and started again. At half a millimetre a step: 476 mm / 1.005^16 = 439 mm.
# policy: cash
# clock: 2025-11-12T09:50:00Z
# kept: 0: SELECT count(*) FROM attendance
expect-screen closed
scan "@host@"
expect-screen opening
tap #open
expect-screen welcome
tap "Desk"
scan "@host@"
type "@pin@"
tap "Unlock"
expect-screen desk
tap #tasks
tap "Measure the screen"
expect-screen measure
expect "Does a bank card fit the frame?"
shot frame
tap "Larger"
shot larger
tap "It fits"
expect "Saved: 439 mm wide."
shot saved
tap "Back"
expect-screen desk-tasks
tap "Back"
expect-screen desk
tap "Lock"
expect-screen welcome
kill
expect-screen welcome
tap "Desk"
scan "@host@"
type "@pin@"
tap "Unlock"
tap #tasks
tap "Measure the screen"
tap "It fits"
expect "Saved: 439 mm wide."
