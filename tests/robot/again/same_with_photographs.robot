# Same as last time, and photographs are all right now: beside the sums, for who wants them.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: yes: SELECT value FROM choice WHERE choice = 'photographs'
# kept: 420|4375: SELECT expenses_pence, fee_pence FROM claim
# kept: 1: SELECT count(*) FROM claim WHERE body LIKE '%"benefits_seen_ms"%'
scan "@host@"
tap "Yes, open it"
scan "@member4@"
tap #yes
tap "Same as last time"
expect-screen ticket
photo @demo@/bus-ticket.jpg
tap #next
expect-screen check
shot check
tap "Photographs and contact"
expect-screen choices
tap #photographs
tap #next
expect-screen check
tap #yes
expect-screen done
tap #end
