# Dafydd leaves early, and the time that counts is known.
expect-screen welcome
tap "I am leaving"
type "DAF"
tap "Next"
tap "Dafydd E."
tap #yes
expect-screen leaving
shot 7-leaving
tap #end
expect-screen welcome
