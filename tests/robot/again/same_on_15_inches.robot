# Somebody who comes each month, at 15.6 inches: four touches and the picture as well.
# policy: cash
# display: 1920x1080@345x194
# clock: 2025-11-12T09:55:00Z
# kept: 420|4375: SELECT expenses_pence, fee_pence FROM claim
# kept: 1: SELECT count(*) FROM claim WHERE body LIKE '%"benefits_seen_ms"%'
scan "@host@"
tap "Yes, open it"
scan "@member4@"
# at most 1 touch
tap #yes
# counted
expect "Last time: £9.74 in cash, £43.75 to your bank on Tuesday 28 October. Is this right?"
shot arrived
# at most 4 touches
tap "Same as last time"
expect-screen ticket
photo @demo@/bus-ticket.jpg
tap #next
expect-screen check
shot check
expect "If you get benefits"
tap #yes
expect-screen done
tap #end
# counted
expect-screen welcome
