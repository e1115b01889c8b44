#ifndef KIOSK_ROSTER_H
#define KIOSK_ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/body.h"
#include "shared/books.h"
#include "shared/card.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/policy.h"
#include "shared/record.h"
#include "shared/tin.h"

struct store;

/*
 * What the office told this kiosk, and, while a meeting is open, who is expected at it. Names are
 * in memory only, unsealed with the meeting's key, and wiped when it closes. There is no list:
 * people are found by letters they give, by card, or by the host (PRV-02).
 */
#define ROSTER_MATCHES_MAX 5
#define ROSTER_MASK_SIZE (BODY_NAME_SIZE + 8)

struct roster_person {
    struct body_person_expected expected;
    struct body_names names;
    char mask[ROSTER_MASK_SIZE]; // "Jo S."
    bool added; // signed in here without being on the list: nothing is agreed with them yet
};

struct roster {
    bool open;
    bool unplanned; // and the office has not accepted it yet: every claim of it waits
    struct id meeting;
    uint8_t key[NOTE_KEY_SIZE];
    struct body_meeting_planned planned;
    struct policy policy;
    uint8_t policy_hash[RECORD_HASH_SIZE];
    struct roster_person *people;
    size_t count;
    struct id *stand_ins; // staff who are hosts of it by the float tin's code
    size_t stand_in_count;
};

/* Projects one down record, inside db_begin. A kind this program does not know changes nothing. */
bool roster_apply(struct db *db, const struct record *record, struct err *err);

/* A meeting as it was planned, for a host who opens it. */
#define ROSTER_PLANNED_MAX 5
struct roster_planned {
    struct id meeting;
    char title[BODY_TITLE_SIZE];
    int64_t start_ms;
    int64_t end_ms;
};

/* Those that a host's card opens and that were not cancelled, the nearest to an instant first. */
bool roster_list_planned(struct store *store, const struct card *card, int64_t near_ms,
                         struct roster_planned out[static ROSTER_PLANNED_MAX], size_t *count,
                         struct err *err);

/* A meeting is of an instant when it begins on that day; and when it goes on over midnight, until
 * so long after its agreed end. */
#define ROSTER_NIGHT_MS (INT64_C(6) * 3600 * 1000)
bool roster_is_of(int64_t start_ms, int64_t end_ms, int64_t at_ms);

/* The key of a meeting that is of that instant; ERR_NOT_FOUND when it is not, was cancelled, or the
 * card is no host's of it. */
bool roster_unwrap(struct store *store, const struct card *card, struct id meeting, int64_t at_ms,
                   uint8_t key[static NOTE_KEY_SIZE], struct err *err);

/*
 * A meeting that nobody planned. Type and policy are most likely those of the nearest one that was:
 * filled in by body->start_ms. ERR_NOT_FOUND when no policy has come.
 */
bool roster_guess_unplanned(struct store *store, struct body_meeting_unplanned *body,
                            struct err *err);
/*
 * Keeps it as if it were planned. Everybody is expected who is at a planned meeting that the host's
 * card opens, with their names sealed anew under this one's key. Inside store_begin.
 */
bool roster_add_unplanned(struct store *store, const struct card *card, struct id meeting,
                          const struct body_meeting_unplanned *body, struct err *err);

/*
 * Loads the meeting and everybody expected whose note has come. Call again when the office sent
 * something. Fails, and leaves the roster closed, when the meeting's policy is missing.
 */
bool roster_open(struct roster *roster, struct store *store, struct id meeting,
                 const uint8_t key[static NOTE_KEY_SIZE], struct err *err);
void roster_close(struct roster *roster);

/* Somebody more, who was not on the list, until the roster is opened anew: then from the books. */
void roster_add(struct roster *roster, struct id person, const struct body_names *names);

/* The float tin's code of a meeting (tin.h). */
struct roster_tin {
    struct id meeting;
    uint8_t wrapped_key[TIN_WRAPPED_SIZE];
    int64_t limit_pence;
};

/* Those of meetings that were not cancelled and begin within a day of that instant. */
bool roster_list_tins(struct store *store, int64_t near_ms,
                      struct roster_tin out[static ROSTER_PLANNED_MAX], size_t *count,
                      struct err *err);

enum roster_found {
    ROSTER_FOUND, // 1 to ROSTER_MATCHES_MAX
    ROSTER_NOBODY,
    ROSTER_TOO_MANY,  // the first name's first letter is needed, or more letters
    ROSTER_TOO_SHORT, // fewer than three letters, and no whole name either
};

/* What somebody gives to be found by. */
struct roster_clue {
    const char *letters; // that any of their names begins with
    const char *initial; // that their first name begins with; "" when nobody asked
};

/*
 * Who has a name (first, last, or another they use; each word of it, and all of it as one) that
 * begins with these letters, accents and case apart; a name shorter than three letters must be
 * given whole. It takes the same work whether anybody is found or not (PRV-04).
 */
enum roster_found roster_find_letters(const struct roster *roster, const struct roster_clue *clue,
                                      const struct roster_person *found[ROSTER_MATCHES_MAX],
                                      size_t *count);

/* NULL when nobody here has that card, or id. Borrowed from the roster. */
const struct roster_person *roster_find_card(const struct roster *roster, const struct card *card);
const struct roster_person *roster_find_person(const struct roster *roster, struct id person);

/* One supports the other, as the office noted. */
bool roster_belong(const struct roster_person *a, const struct roster_person *b);

/* The staff member of a host's card; ERR_NOT_FOUND. */
bool roster_find_staff(struct store *store, const struct card *card, struct body_payer_set *out,
                       struct err *err);
/* Whether that member of staff is a host of the open meeting, or stands in for one. */
bool roster_is_host(const struct roster *roster, struct id staff);

/* This kiosk's letter and organisation; zeros before it was configured. */
bool roster_configured(struct store *store, struct body_kiosk_configured *out, struct err *err);

/* How the office words the opt-ins; ERR_NOT_FOUND when it said nothing of that. */
bool roster_wording(struct store *store, struct body_wording_set *out, struct err *err);

/* What the office paid of a claim; ERR_NOT_FOUND when nothing yet. what: "fee" or "travel". */
bool roster_find_payment(struct store *store, struct id claim, const char *what,
                         struct body_payment_made *out, struct err *err);

/* What other kiosks paid of it in cash, as the office says. Where they paid of another claim of
 * that person at that meeting, that is all of this one: one is paid. */
bool roster_paid_elsewhere(struct store *store, const struct books_claim *claim, int64_t *pence,
                           struct err *err);

/* Whether the office holds that claim: it is looked at, and not paid meanwhile. */
bool roster_is_held(struct store *store, struct id claim, bool *held, struct err *err);

/*
 * What the office answered to this person's questions and was not shown at a meeting before this
 * one. roster_answers_seen: it is shown now, and at later meetings no more.
 */
#define ROSTER_ANSWERS_MAX 4
bool roster_list_answers(struct store *store, struct id person, struct id meeting,
                         struct body_claim_answered out[static ROSTER_ANSWERS_MAX], size_t *count,
                         struct err *err);
bool roster_answers_seen(struct store *store, struct id meeting,
                         const struct body_claim_answered *answers, size_t count, struct err *err);

/* Meetings planned to begin on that day. */
bool roster_count_planned(struct store *store, const char *date, int64_t *count, struct err *err);

#endif
