# Somebody new: told first that money waits for an agreement, signed in, their bus ticket is held, and a
# slip with their code is printed for the envelope.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# printer: file
# kept: new|letters: SELECT as_code, how FROM attendance
# kept: 1: SELECT count(*) FROM added
# kept: 0|0: SELECT expenses_pence, cash_today FROM claim
# kept: 1: SELECT count(*) FROM claim WHERE body LIKE '%"claimed_pence":420%NO_PRIOR_AGREEMENT%'
# kept: 0: SELECT count(*) FROM record WHERE instr(raw, CAST('Mair' AS BLOB))
scan "@host@"
tap "Yes, open it"
tap "Sign in"
tap "I am new here"
expect-screen new-here
expect "Someone must agree it with you before we can pay you."
expect "It is not lost."
shot told
tap "Sign me in"
type "MAIR PRICE"
shot name
tap "Next"
expect "Thank you. You are signed in."
expect "This is your code for the office:"
shot code
tap "Print it"
expect-screen new-here
tap "Next"
expect-screen arrived
tap #now
expect-screen travel
tap #bus
tap #next
type "4.20"
tap #next
tap #later
expect-screen choices
tap #none
tap #next
expect-screen check
shot check
expect "Someone has to agree this with you first. Nothing is lost."
tap #yes
expect-screen done
expect "A 1"
