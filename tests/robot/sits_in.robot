# Just sitting in: two touches, no name.
# policy: cash
# clock: 2025-11-12T09:50:00Z
# kept: 1: SELECT count(*) FROM attendance WHERE person_id IS NULL
# kept: 0: SELECT count(*) FROM claim
scan "@host@"
tap #open
# at most 2 touches
tap "Just sitting in"
expect-screen sitting-in
tap #yes
# counted
expect "Thank you"
tap #end
expect-screen welcome
