#ifndef TESTS_KIOSK_PLACE_H
#define TESTS_KIOSK_PLACE_H

#include "kiosk/desk_float.h"
#include "kiosk/desk_pay.h"
#include "kiosk/visit.h"
#include "shared/acknowledgement.h"
#include "tests/kiosk/office.h"

/* A kiosk without screens: its records in a folder of their own, an office that enrolled it, and
 * one meeting under Derbyshire's figures or, when cash is true, under figures that allow cash. */
struct place {
    char folder[256];
    struct store store;
    struct roster roster;
    struct desk desk;
    struct office office;
    struct visit_place visit;
    struct desk_place desk_place;
};

/* Asserts that all of it works. The clock is set to 12 November 2025, 9:55. */
void place_open(struct place *place, bool cash);
/* The same in a folder that exists and is empty. */
void place_open_in(struct place *place, const char *folder, bool cash);
/* Closes and opens the store and finds the meeting again, as after a kill. */
void place_restart(struct place *place);
/* The same with another folder, a copy of that one. */
void place_move(struct place *place, const char *folder);
void place_close(struct place *place);

/* The office's meeting, at what time it is now. */
struct desk_opening place_opening(const struct place *place);
/* The host's card opens the meeting; the payer unlocks the desk; a float is counted in. */
void place_open_meeting(struct place *place);
void place_open_float(struct place *place, int64_t pence);

/* So much in all kinds of notes and coins, counted by payer and host. */
struct desk_float_count place_count(const struct place *place, int64_t pence);

/* All that is due of a claim, its tickets seen; as desk_pay. */
bool place_pay(struct place *place, struct id payment, struct id claim, struct err *err);

/* What is in the float now. */
struct books_float place_held(struct place *place);

/* --- between kiosk and office --- */

/* The last record of the kiosk's log. */
int64_t place_head(struct place *place);
/* What waits goes into out/; what lies in in/ is taken: whether that changed anything. */
void place_post(struct place *place);
bool place_receive(struct place *place);

/* The office's answer that it has the kiosk's records so far, and all of its own; put into in/,
 * also by another office with keys of its own. */
struct acknowledgement place_answer_for(struct place *place, int64_t seq);
void place_answer(struct place *place, const struct acknowledgement *answer);
void place_answer_as(struct place *place, const struct acknowledgement *answer,
                     const struct keys *keys);

/* How often the kiosk noted that of itself. */
int64_t place_count_noted(struct place *place, const char *what);

/* A small real JPEG. The caller clears it. */
void place_jpeg(struct bytes *out);

#endif
