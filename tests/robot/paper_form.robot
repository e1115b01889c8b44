# A form that somebody filled in by hand is typed in by the host, and a second time: it is one claim.
# policy: cash
# clock: 2025-11-12T09:50:00Z
# kept: 1: SELECT count(*) FROM claim
# kept: 1: SELECT count(*) FROM attendance
# kept: 420: SELECT expenses_pence FROM claim
scan "@host@"
tap #open
tap "Desk"
scan "@host@"
type "@pin@"
tap "Unlock"
tap "Other tasks"
expect-screen desk-tasks
tap "Type in a paper form"
expect-screen desk-form
type "BAAAAAAAAX"
tap "Next"
expect "Those are not a form’s letters"
shot letters
key Backspace
type "Y"
tap "Next"
expect "Whose form is it?"
type "MOR"
shot whose
tap "Next"
tap "Siân M."
expect-screen arrived
tap #now
tap #time.4
tap #next
tap #bus
tap #next
type "4.20"
tap #next
tap #here
expect-screen ticket
photo @demo@/bus-ticket.jpg
tap #next
tap #bank
tap #next
tap #none
tap #next
expect-screen check
tap #yes
expect-screen done
tap #end
tap "Desk"
scan "@host@"
tap "Other tasks"
tap "Type in a paper form"
scan "DIOLCH:1:F:BAAAAAAAAY"
expect "This form is in already"
expect "A 1"
expect "£4.20"
shot known
tap "Show the claim"
expect-screen desk
