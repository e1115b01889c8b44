# Nobody can be reached. Siân comes all the same, and all of it is saved.
expect-screen welcome
tap "Mewngofnodi"
type "SIA"
tap "Nesaf"
tap "Siân M."
tap #yes
expect-screen arrived
tap #now
tap #none
tap #next
tap #bus
tap #next
type "2.60"
tap #next
tap #lost
tap #bank
tap #next
tap #none
tap #next
expect-screen check
shot 9-check-cy
tap #more
tap #yes
expect-screen done
shot 9-done-cy
tap #end
