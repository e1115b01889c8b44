# t_idle: who is slow loses nothing: 12 times by touch or key, and only then is all cleared.
# policy: cash
# clock: 2025-11-12T09:50:00Z
# kept: 1: SELECT count(*) FROM attendance
# kept: 0: SELECT count(*) FROM claim
scan "@host@"
tap #open
tap "Sign in"
type "DAF"
tap "Next"
tap "Dafydd E."
expect "If nobody touches the screen for 5 minutes, it clears."
tap #yes
tap #now
tap #none
tap #next
tap #bus
tap #next
expect-screen amount
type "4.20"
wait 299s
expect-not "Are you still there?"
expect "4.20"
touch 5 60
wait 301s
expect "Are you still there?"
expect-not "4.20"
expect-not "seconds"
touch 5 60
expect "4.20"
wait 320s
expect "Are you still there?"
wait 3s
expect "seconds"
key Tab
expect "4.20"
touch 5 60
wait 301s
expect "Are you still there?"
expect-not "4.20"
expect-not "seconds"
touch 5 60
expect "4.20"
wait 320s
expect "Are you still there?"
wait 3s
expect "seconds"
key Tab
expect "4.20"
touch 5 60
wait 301s
expect "Are you still there?"
expect-not "4.20"
expect-not "seconds"
touch 5 60
expect "4.20"
wait 320s
expect "Are you still there?"
wait 3s
expect "seconds"
key Tab
expect "4.20"
touch 5 60
wait 301s
expect "Are you still there?"
expect-not "4.20"
expect-not "seconds"
touch 5 60
expect "4.20"
wait 320s
expect "Are you still there?"
wait 3s
expect "seconds"
key Tab
expect "4.20"
touch 5 60
wait 301s
expect "Are you still there?"
expect-not "4.20"
expect-not "seconds"
touch 5 60
expect "4.20"
wait 320s
expect "Are you still there?"
wait 3s
expect "seconds"
key Tab
expect "4.20"
touch 5 60
wait 301s
expect "Are you still there?"
expect-not "4.20"
expect-not "seconds"
touch 5 60
expect "4.20"
wait 320s
expect "Are you still there?"
wait 3s
expect "seconds"
key Tab
expect "4.20"
wait 343s
expect "Are you still there?"
key Tab
expect-screen amount
expect "4.20"
wait 346s
expect-screen welcome
