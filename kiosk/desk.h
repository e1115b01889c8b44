#ifndef KIOSK_DESK_H
#define KIOSK_DESK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kiosk/desk_refusal.h"
#include "kiosk/roster.h"
#include "kiosk/store.h"
#include "kiosk/vault.h"
#include "shared/body.h"
#include "shared/books.h"
#include "shared/card.h"
#include "shared/coins.h"

/*
 * The desk: the same kiosk, unlocked by a host or payer with card and PIN (architecture.md part 7).
 *
 * A host's card and a look at date and time open the meeting. Card and PIN unlock the desk; it
 * locks itself after DESK_IDLE_MS without a touch of theirs, and the card alone opens it again
 * within DESK_CARD_MS. Wrong PINs are counted in the database before each check, and after
 * DESK_FREE_TRIES each further try must wait, twice as long every time, by the monotonic clock.
 */
#define DESK_IDLE_MS (INT64_C(60) * 1000)
#define DESK_CARD_MS (INT64_C(15) * 60 * 1000)
#define DESK_FREE_TRIES 5
#define DESK_FIRST_WAIT_MS (INT64_C(15) * 1000)

/* What notes and coins are counted for. */
enum desk_errand {
    DESK_COUNT_IN,
    DESK_COUNT_ADD,
    DESK_COUNT_SWAP,
    DESK_COUNT_OUT,
    DESK_COUNT_PAY,    // to hand over others than are suggested
    DESK_COUNT_RETURN, // that come back, of a payment made by mistake
};

struct desk {
    bool unlocked;
    bool has_card; // a card was shown and its PIN is asked for
    struct card card;
    struct body_payer_set staff; // whose card it is
    int64_t pin_ok_ms;           // monotonic; 0: never
    int64_t next_try_ms;         // monotonic: no PIN is checked before
    bool tin_right;              // the tin's one-time code was, and waits for a second person
    struct roster_tin tin;       // that code; and the meeting's key, out of it
    uint8_t tin_key[NOTE_KEY_SIZE];
    struct id claim;               // the one that is open; none: none is
    char ticket[FACTS_REF_SIZE];   // its line whose ticket is looked at (screen_desk_ticket)
    bool before;                   // that claim is of a meeting before (screen_desk_before)
    struct id by_card;             // the claim that its person's card opened; none: no card did
    struct id payment;             // made when it was opened: twice "I got it" is one payment
    struct coins chosen;           // to be handed over for it; none: what is suggested
    char called[BODY_NUMBER_SIZE]; // the number that the first screen shows: "A 47"; "": none
    int64_t offer_pence;           // what is being handed over: the claim's money, or part of it
    struct coins offer;            // of which notes and coins; none: nobody knows
    enum desk_errand errand;       // of the page that counts
    enum desk_refusal refused;     // why the last act was refused
};

/* Where the desk stands. All borrowed. */
struct desk_place {
    struct store *store;
    struct roster *roster;
    const char *run; // where the meeting's key lives
};

/* A host's card was shown where no meeting is open: it is at hand until desk_lock. ERR_NOT_FOUND
 * when it is no host's. */
bool desk_begin_opening(struct desk *desk, const struct desk_place *place, const struct card *card,
                        struct err *err);

/* What a host confirmed: which meeting it is, and what time it is now. */
struct desk_opening {
    struct id meeting;
    int64_t at_ms;
};

/*
 * Opens the meeting: keeps the key, records meeting.opened, loads the roster. From now on the clock
 * runs from the confirmed time, whatever the machine's is set to. ERR_NOT_FOUND when the card does
 * not open it, or it does not begin on the confirmed day.
 */
bool desk_open_meeting(const struct desk_place *place, const struct card *card,
                       const struct desk_opening *opening, struct err *err);

/*
 * Ends every presence, records meeting.closed, destroys the key. Refused with desk->refused: it is
 * no host of this meeting, the float is not counted out, somebody waits for money. A ticket that
 * nobody saw is then one to come (desk_to_come.h).
 */
bool desk_close_meeting(struct desk *desk, const struct desk_place *place, struct err *err);

/* After a start: finds the key of the meeting that is open. True when there is none, too. */
bool desk_find_meeting(const struct desk_place *place, struct err *err);

/* A staff card was shown. ERR_NOT_FOUND when it is nobody's. Unlocks at once within DESK_CARD_MS.
 */
bool desk_show_card(struct desk *desk, const struct desk_place *place, const struct card *card,
                    struct err *err);

enum desk_pin { DESK_PIN_RIGHT, DESK_PIN_WRONG, DESK_PIN_WAIT };

/* Checks six digits against the card that was shown. ERR_INTERNAL when the count cannot be kept:
 * then nothing was checked. */
bool desk_try_pin(struct desk *desk, const struct desk_place *place, const char *pin,
                  enum desk_pin *answer, struct err *err);

/* Milliseconds until a PIN may be tried again; 0: now. */
int64_t desk_wait_ms(const struct desk *desk);

void desk_lock(struct desk *desk);

/* Why whoever is at the desk is no payer now: locked, not nominated, or not on this day. */
enum desk_refusal desk_why_not_payer(const struct desk *desk);

/* Opens a claim at the desk, or none. */
void desk_open_claim(struct desk *desk, struct id claim);

/* The sealed picture of a receipt, opened to be shown. */
bool desk_show_receipt(const struct desk_place *place, const struct books_receipt *receipt,
                       struct bytes *jpeg, struct err *err);

#endif
