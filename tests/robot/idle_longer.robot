# Staff gave people ten minutes: that is what is promised, and what is kept (TIM-01).
# policy: cash
# setting: idle_seconds = 600
# clock: 2025-11-12T09:50:00Z
# kept: 1: SELECT count(*) FROM attendance
scan "@host@"
tap #open
tap "Sign in"
type "DAF"
tap "Next"
tap "Dafydd E."
expect "If nobody touches the screen for 10 minutes, it clears."
tap "Cymraeg"
expect "am 10 munud"
tap "English"
tap #yes
tap #now
expect-screen preparation
wait 599s
expect-not "Are you still there?"
expect-screen preparation
touch 5 60
wait 601s
expect "Are you still there?"
key Tab
expect-screen preparation
wait 646s
expect-screen welcome
