#ifndef SHARED_BOOKS_H
#define SHARED_BOOKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/body.h"
#include "shared/books_handed.h"
#include "shared/coins.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/record.h"

/*
 * The books: what the records that went up come to. Kiosk and server make them with this same code,
 * in the transaction that stores the record, and can make them again from the log. Only this module
 * names their tables.
 *
 * Cash is double entry: every movement is two rows whose sum is zero, between the office, a float,
 * a claim and a difference that was counted (architecture.md decision 7).
 */
extern const char books_schema_sql[];
extern const char books_completed_sql[];     // after the program's own first schema
extern const char books_completed_log_sql[]; // after all that came before it
extern const char books_closing_sql[];       // likewise; then books_bring_up
extern const char books_left_sql[];          // after that

/*
 * Inside db_begin. Checks first and writes after: ERR_INVALID (the record does not fit the books,
 * with the rule), ERR_NOT_FOUND (what it speaks of is not known) and ERR_CONFLICT leave the books
 * as they were. A kind that concerns no book is true and changes nothing.
 */
bool books_apply(struct db *db, const struct record *record, struct err *err);
/* One that books took before. What only stands in the way of handing cash over is not asked any
 * more, for the cash is gone: whether its ticket was seen. */
bool books_apply_again(struct db *db, const struct record *record, struct err *err);

/* Throws the books away and makes them again from every log there is, in the order the records
 * came. Inside db_begin. */
bool books_rebuild(struct db *db, struct err *err);
/* Only throws them away: for whoever makes other projections along with them. Inside db_begin. */
bool books_clear(struct db *db, struct err *err);
/* By other rules than these records come to now; after those were made again they are not. */
bool books_are_old(struct db *db, bool *old, struct err *err);
bool books_set_made(struct db *db, struct err *err); // inside db_begin
/* Makes old ones again, once after an upgrade; for whoever makes no other projections of them. */
bool books_bring_up(struct db *db, struct err *err);
/* A hash over all that is in them, to compare before and after. */
bool books_digest(struct db *db, uint8_t out[static RECORD_HASH_SIZE], struct err *err);

struct books_attendance {
    struct id attendance;
    struct id person; // none: just sitting in
    struct id meeting;
    char as[BODY_CODE_SIZE];
    char how[BODY_CODE_SIZE];
    int64_t arrived_ms;
    int64_t left_ms; // 0: still there
};

/* ERR_NOT_FOUND. */
bool books_get_attendance(struct db *db, struct id attendance, struct books_attendance *out,
                          struct err *err);
/* Latest presence of a person at a meeting; ERR_NOT_FOUND. */
bool books_find_attendance(struct db *db, struct id meeting, struct id person,
                           struct books_attendance *out, struct err *err);

/* Who was signed in at a meeting without being on its list. The caller frees. */
bool books_list_added(struct db *db, struct id meeting, struct body_person_added **out,
                      size_t *count, struct err *err);
bool books_is_added(struct db *db, struct id person, bool *out, struct err *err);

struct books_claim {
    struct id claim;
    struct id meeting;
    struct id attendance;
    struct id person;
    char number[BODY_NUMBER_SIZE]; // "A 47"
    int64_t made_ms;
    int64_t expenses_pence;
    int64_t fee_pence;
    int64_t cash_pence;               // paid at the desk so far
    int64_t left_pence;               // that wait to be paid in cash next time (books_left.h)
    char fee_channel[BODY_CODE_SIZE]; // "" when there is no fee
    bool about;
    bool cash_today;
    int64_t leaves_ms; // when its person must go; 0: they did not say
    bool withdrawn;
    bool questioned;
    enum books_handed handed;
    struct id log_id;       // of the kiosk that made it; until that is known, that took its slip
    int64_t tickets_wanted; // lines whose proof is said to be here, and that nobody at the desk saw
    int64_t tickets_unseen; // of those, the ones of which there is no picture either
};

bool books_get_claim(struct db *db, struct id claim, struct books_claim *out, struct err *err);
/* The claim of a person at a meeting that is not withdrawn; ERR_NOT_FOUND. */
bool books_find_claim(struct db *db, struct id meeting, struct id person, struct books_claim *out,
                      struct err *err);
/* The claim as it was last made or amended. out is large: not on a small stack. */
bool books_get_claim_body(struct db *db, struct id claim, struct body_claim *out, struct err *err);

/* Lists are the caller's, to be given to free(). In order of arriving, and of making. */
bool books_list_attendance(struct db *db, struct id meeting, struct books_attendance **out,
                           size_t *count, struct err *err);
bool books_list_claims(struct db *db, struct id meeting, struct books_claim **out, size_t *count,
                       struct err *err);
/* One person's, at any meeting, those that are not withdrawn: the newest first, and no more than a
 * year of weeks needs. */
bool books_list_person_claims(struct db *db, struct id person, struct books_claim **out,
                              size_t *count, struct err *err);

/* Every time one person was there. */
bool books_list_presence(struct db *db, struct id meeting, struct id person,
                         struct books_attendance **out, size_t *count, struct err *err);

struct books_receipt {
    struct id receipt;
    char ref[FACTS_REF_SIZE];
    uint8_t picture[NOTE_NAME_SIZE];
};
bool books_list_receipts(struct db *db, struct id claim, struct books_receipt **out, size_t *count,
                         struct err *err);

/* Whether somebody at the desk has seen the ticket of that line. */
bool books_ticket_seen(struct db *db, struct id claim, const char *ref, bool *out, struct err *err);

/* Whether a line is paid on the word of its person alone so far: its ticket is said to be here, and
 * neither the desk nor a picture shows it. proof is one of the claim's. */
bool books_ticket_unseen(struct db *db, const struct body_claim *claim,
                         const struct body_proof *proof, bool *out, struct err *err);

/* What a person said about one choice last; ERR_NOT_FOUND when never asked. */
bool books_find_choice(struct db *db, struct id person, const char *choice, struct body_choice *out,
                       int64_t *at_ms, struct err *err);

/* All of that, by the choice's name; at most BODY_CHOICES_MAX. */
bool books_list_choices(struct db *db, struct id person,
                        struct body_remembered_choice out[static BODY_CHOICES_MAX], size_t *count,
                        struct err *err);

/* How many lines want a ticket that nobody saw: tickets_wanted of the claim. */
bool books_count_tickets(struct db *db, struct id claim, int64_t *wanted, struct err *err);

/* Evidence that cash may be handed to its person (rules.md S22): the last day it is good; "" when
 * none was seen with this claim. */
bool books_get_evidence(struct db *db, struct id claim, char until[static WHEN_DATE_SIZE],
                        struct err *err);

struct books_float {
    struct id float_id; // none: no float is open
    int64_t pence;      // in it now
    int64_t paid_pence; // paid at this meeting, less returned
    struct coins coins; // what it holds, when coins_known
    bool coins_known;   // they come to `pence`
};
bool books_get_float(struct db *db, struct id meeting, struct books_float *out, struct err *err);

/* Of a claim, what was paid out of that kiosk's floats, less what came back. */
bool books_paid_from(struct db *db, struct id claim, struct id log_id, int64_t *pence,
                     struct err *err);

/* What one payer paid out at a meeting, less what came back. */
bool books_paid_by(struct db *db, struct id meeting, struct id payer, int64_t *pence,
                   struct err *err);

struct books_payment {
    struct id payment;
    struct id payer;
    int64_t pence; // less what came back of it
    int64_t at_ms;
};
/* The payments of a claim that were not wholly taken back, the latest first. The caller's, to be
 * given to free(). */
bool books_list_payments(struct db *db, struct id claim, struct books_payment **out, size_t *count,
                         struct err *err);

/* All floats of a meeting together; in_pence = counted + missing + paid + open. What was paid by
 * hand is in the first and in paid, though there be no float. */
struct books_floats {
    int64_t in_pence;      // counted in and added
    int64_t counted_pence; // counted out
    int64_t missing_pence; // what was not there when it was counted out; below zero: was too much
    int64_t paid_pence;
    int64_t open_pence; // in one that is not counted out
    bool is_any;
    bool is_open;
};
bool books_get_floats(struct db *db, struct id meeting, struct books_floats *out, struct err *err);

/*
 * A meeting that has several kiosks is opened and closed at each, and a closing ends the presences
 * of that kiosk only. It speaks for all where its kiosk took the meeting over (kiosk.noted), or it
 * is the office's; what a kiosk says of its own people counts more all the same. Of several that
 * speak for all the first after somebody came counts, in whichever order they come; one that opened
 * again has not closed.
 */
struct books_meeting {
    int64_t opened_ms;      // first; 0: never
    int64_t last_opened_ms; // of the kiosks that have not closed it; 0: none
    int64_t closed_ms;      // last, once it is over everywhere; 0: it is not
    bool some_closed;       // at one of its kiosks it is over
    int64_t arrived;        // people, however often they came, and who was just sitting in
    int64_t present;        // of those
    int64_t claims;
};
bool books_get_meeting(struct db *db, struct id meeting, struct books_meeting *out,
                       struct err *err);
/* Whether it is over for what that log says of it. */
bool books_is_over(struct db *db, struct id meeting, struct id log_id, bool *out, struct err *err);

/* Whether a tin's one-time code was used, at any meeting (tin.h). */
bool books_tin_used(struct db *db, const uint8_t code[static TIN_ID_SIZE], bool *out,
                    struct err *err);

/* The next claim number of that letter at that meeting. */
bool books_next_number(struct db *db, struct id meeting, const char *letter, int64_t *out,
                       struct err *err);

/* The sum of all accounts: zero, or something is very wrong. */
bool books_sum(struct db *db, int64_t *pence, struct err *err);

#endif
