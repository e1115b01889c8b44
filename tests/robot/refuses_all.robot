# Refusing everything takes three touches after "Yes, that is me", and the person is signed in.
# policy: cash
# clock: 2025-11-12T09:50:00Z
scan "@host@"
tap #open
scan "@member3@"
expect-screen confirm
tap #yes
expect-screen arrived
tap #none
expect-screen check
tap #yes
expect-screen done
tap #end
expect-screen welcome
