# Somebody is called away in the middle: by card they go on where they stopped, with the picture.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 420: SELECT expenses_pence FROM claim
# kept: 1: SELECT count(*) FROM receipt
# kept: 0: SELECT count(*) FROM draft
# kept: 0: SELECT count(*) FROM draft_picture
scan "@host@"
tap "Yes, open it"
tap "Sign in"
type "DAF"
tap "Next"
tap "Dafydd E."
tap #yes
expect-screen arrived
tap #now
tap #none
tap #next
tap #bus
tap #next
type "4.20"
tap #next
tap #here
photo @demo@/bus-ticket.jpg
tap #next
expect-screen fee
tap "Finish and hide"
expect-screen welcome
kill
scan "@member1@"
expect-screen confirm
tap #yes
expect-screen arrived
expect "You began before. Would you like to go on?"
shot began
tap "Go on"
expect-screen fee
tap #bank
tap #next
expect-screen choices
tap #none
tap #next
expect "£4.20"
expect-screen check
tap #yes
expect-screen done
tap #end
expect-screen welcome
