# The same in Welsh, which has longer words; then they are asked whether to remember the language.
# policy: cash
# display: 1920x1080@345x194
# clock: 2025-11-12T09:55:00Z
# kept: 420|4375: SELECT expenses_pence, fee_pence FROM claim
# kept: 1: SELECT count(*) FROM claim WHERE body LIKE '%"benefits_seen_ms"%'
scan "@host@"
tap "Yes, open it"
scan "@member4@"
tap "Cymraeg"
# at most 1 touch
tap #yes
# counted
expect "Y tro diwethaf: £9.74 mewn arian parod, £43.75 i’ch banc ar ddydd Mawrth 28 Hydref. Ydy hyn yn iawn?"
shot arrived
# at most 4 touches
tap "Yr un fath â’r tro diwethaf"
expect-screen ticket
photo @demo@/bus-ticket.jpg
tap #next
expect-screen check
shot check
expect "Os ydych yn cael budd-daliadau"
tap #yes
expect-screen done
tap #end
# counted
expect-screen remember
