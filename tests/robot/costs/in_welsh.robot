# The whole claim in Welsh, with the way home and no other cost.
# policy: all
# clock: 2025-11-12T09:55:00Z
# kept: 300|0: SELECT expenses_pence, fee_pence FROM claim
# kept: 1: SELECT count(*) FROM claim WHERE body LIKE '%"undecided":true%'
scan "@host@"
tap "Yes, open it"
tap "Mewngofnodi"
type "SIA"
tap "Nesaf"
tap "Siân M."
tap #yes
expect "Y cynnig am eich amser yw £43.75 i gyd."
tap #now
tap #none
tap #next
tap #bus
tap #next
type "3"
tap #next
tap #phone
tap #desk
expect "Ydych chi wedi talu am y daith adref?"
tap "Ydw, ar yr un tocyn"
expect "Unrhyw gostau eraill?"
shot costau
tap #next
tap "Dim costau eraill"
tap "Penderfynaf wedyn"
tap #next
expect-screen choices
tap #none
tap #next
expect "Taliad: penderfynwch wedyn"
shot gwirio
expect-screen check
tap #yes
expect-screen done
tap #end
expect-screen welcome
