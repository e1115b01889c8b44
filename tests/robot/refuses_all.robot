# Refusing everything takes three touches after "Yes, that is me", and the person is signed in.
# policy: cash
# clock: 2025-11-12T09:50:00Z
# kept: 1: SELECT count(*) FROM attendance
# kept: 0|0: SELECT expenses_pence, fee_pence FROM claim
scan "@host@"
tap #open
scan "@member3@"
expect-screen confirm
tap #yes
expect-screen arrived
# at most 3 touches
tap #none
expect-screen check
tap #yes
expect-screen done
tap #end
# counted
expect-screen welcome
