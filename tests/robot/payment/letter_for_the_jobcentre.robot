# A letter for the Jobcentre is one touch, and says nothing of the claim being wrong.
# policy: cash
# clock: 2025-11-12T09:55:00Z
# kept: 0: SELECT questioned FROM claim
# kept: 1: SELECT count(*) FROM record WHERE instr(raw, CAST('jobcentre_letter' AS BLOB)) > 0
scan "@host@"
tap "Yes, open it"
tap "Sign in"
type "DAF"
tap "Next"
tap "Dafydd E."
tap #yes
expect-screen arrived
tap #now
tap #none
tap #next
tap #none
tap #next
tap #bank
tap #next
expect-screen choices
tap #none
tap #next
tap #yes
expect-screen done
# at most 1 touch
tap "Letter for the Jobcentre, please"
# counted
expect "The office will write your letter"
shot letter
tap #end
