# Just sitting in: two touches, no name.
# policy: cash
# clock: 2025-11-12T09:50:00Z
scan "@host@"
tap #open
tap "Just sitting in"
expect-screen sitting-in
tap #yes
expect "Thank you"
tap #end
expect-screen welcome
