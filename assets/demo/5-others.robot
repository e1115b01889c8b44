# Mary comes by card and wants no money, and says that something is wrong. Somebody else just sits in, without a name.
expect-screen welcome
scan "@mary@"
expect-screen confirm
tap #yes
expect-screen arrived
tap #none
expect-screen check
tap #yes
expect-screen done
expect "A 2"
shot 5-declined
tap #wrong
expect "Siân Evans at the office will look at what you asked."
shot 5-asked
tap #end
tap "Just sitting in"
expect-screen sitting-in
tap #yes
shot 5-sitting-in
tap #end
expect-screen welcome
