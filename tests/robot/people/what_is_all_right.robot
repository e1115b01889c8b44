# Opt-ins: no is first, keeping in touch by telephone is asked whether it is safe and then is not kept;
# the host sees of whom no photographs are taken.
# policy: bank
# clock: 2025-11-12T09:55:00Z
# kept: yes: SELECT value FROM choice WHERE choice = 'photographs'
# kept: no: SELECT value FROM choice WHERE choice = 'contact'
# kept: 1: SELECT DISTINCT wording FROM choice
scan "@host@"
tap "Yes, open it"
scan "@member1@"
tap #yes
expect-screen arrived
tap #now
tap #none
tap #next
expect-screen travel
tap #walked
tap #next
expect-screen fee
tap #bank
tap #next
expect-screen choices
tap #photographs
tap #contact
tap #next
tap #telephone
tap #next
expect "Is it safe for us to telephone you?"
shot safe
tap "No, better not"
expect-screen check
tap #yes
expect-screen done
tap #end
scan "@member2@"
tap #yes
tap #later
tap "Desk"
scan "@host@"
type "@pin@"
tap "Unlock"
tap "Other tasks"
tap "People"
tap "No photographs"
expect "Siân M."
expect-not "Dafydd E."
expect "One person said yes to photographs."
shot photographs
