# Somebody who does not see the screen: headphones, keys, and everything is said; then the same
# place without headphones, where nothing private may be.
# policy: cash
# clock: 2025-11-12T09:50:00Z
# kept: 1|0: SELECT count(*), sum(expenses_pence) FROM claim
scan "@host@"
expect-screen opening
tap #open
expect-screen welcome
tap "Desk"
scan "@payer@"
type "@pin@"
tap "Unlock"
tap "Float"
tap "Count the float in"
tap #coin.2000
type "5"
tap #coin.500
type "4"
tap #coin.200
type "5"
tap #coin.100
type "10"
tap #coin.50
type "10"
tap #coin.20
type "10"
tap #coin.10
type "20"
tap #coin.2
type "50"
expect "£150.00"
scan "@host@"
tap "Count it in"
tap "Lock"
expect-screen welcome
plug headphones
expect-speech "Welcome."
expect-speech "Croeso."
shot welcome
scan "@member3@"
expect-screen confirm
expect-speech "is that you?"
expect-speech "Yes, that is me. Button."
shot confirm
tap #yes
expect-screen arrived
expect-speech "Thank you. You are signed in."
tap #now
tap "None"
expect-speech "Chosen."
tap #next
expect-screen travel
tap #bus
expect-speech "Bus. Chosen."
tap #bus
expect-speech "Bus. Not chosen."
tap #next
expect-speech "Please touch how you came."
shot travel
tap #bus
tap #next
expect-screen amount
type "4"
expect-speech "£4"
# In Welsh from one word to the next, and back.
tap "Cymraeg"
expect-speech "Faint oedd y bws?"
expect-not-speech "How much"
tap "English"
# Faster, louder, by key; each is said.
key F8
expect-speech "Speed: 125 per cent."
key F10
expect-speech "Loudness: 7 of 11."
key F6
expect-not-speech "How much"
tap "Go on"
# Nobody reads along: the screen is dark. Keys still do what they do; a finger only brings it back.
key F3
tap #sound.dark
expect-speech "The screen is dark now."
shot dark
tap #sound.slower
expect-not-speech "Speed: 100 per cent."
shot light
tap #sound.close
type ".20"
tap #next
expect-speech "Where is the ticket?"
tap #lost
tap #bank
tap #next
tap #none
tap #next
expect-screen check
expect-speech "We need to see a ticket"
tap #more
tap #yes
expect-screen done
expect-speech "A 1"
# Number and amount again, whenever they are wanted.
tap #listen
expect "Your number is A 1."
expect-speech "Your number is A 1."
shot sound
tap #sound.close
# When they are pulled out it is silent, and the loudspeaker is told nothing that is private.
unplug headphones
expect-screen done
tap #listen
expect-speech "Please look at the screen."
expect-speech "Thank you for your time."
shot done
expect-not-speech "A 1"
tap #listen
expect-not-speech "A 1"
tap #sound.off
expect-screen done
