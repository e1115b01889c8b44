# The host practises with toy money: a visit, and paying it out. A kill in the middle, and the way out,
# leave the records as they were.
# policy: cash
# clock: 2025-11-12T09:50:00Z
# kept: 0: SELECT count(*) FROM claim
# kept: 0: SELECT count(*) FROM attendance
# kept: 0: SELECT count(*) FROM cash_float
# kept: 0: SELECT count(*) FROM pin_try
scan "@host@"
tap #open
tap "Desk"
scan "@host@"
type "@pin@"
tap "Unlock"
tap "Other tasks"
shot tasks
tap "Practise"
expect-screen welcome
expect "Practice. Nothing is kept."
shot welcome
tap #sign.en
tap "Lend me a card"
expect-screen practice
shot cards
tap "Robin’s card"
expect-screen confirm
expect "Robin E."
tap #yes
expect-screen arrived
tap #now
shot preparation
kill
expect-screen welcome
expect-not "Practice"
tap "Desk"
scan "@host@"
type "@pin@"
tap "Unlock"
tap "Other tasks"
tap "Practise"
tap "Desk"
tap "Lend me a card"
tap "The payer’s card"
expect "In practice the PIN is 123456."
shot pin
type "123456"
tap "Unlock"
expect-screen desk
expect "£150.00"
expect "Practice. Nothing is kept."
shot desk
tap "End practice"
expect-screen welcome
expect-not "Practice"
