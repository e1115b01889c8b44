#ifndef TESTS_KIOSK_DESK_DAY_H
#define TESTS_KIOSK_DESK_DAY_H

#include "kiosk/desk_pay.h"
#include "kiosk/visit.h"

/*
 * The place where days at the desk are lived by chance: records in memory, a policy of that day's
 * luck, four people and six who work there, without an office. There is one.
 */
#define DESK_DAY_PEOPLE 4
#define DESK_DAY_STAFF 6
#define DESK_DAY_TODAY "2025-11-12"

enum desk_day_who {
    DESK_DAY_PAYER, // to a limit, and today alone
    DESK_DAY_HOST_AND_PAYER,
    DESK_DAY_HOST,
    DESK_DAY_FORMER, // a payer until yesterday
    DESK_DAY_FUTURE, // from tomorrow on
    DESK_DAY_TAKES_PART,
};

struct desk_day {
    struct store store;
    struct roster roster;
    struct desk desk;
    struct desk_place place;
    struct visit_place visits;
    struct body_payer_set staff[DESK_DAY_STAFF];
    struct roster_person people[DESK_DAY_PEOPLE];
    struct visit *visit; // of each of the people
    int64_t office_pence[DESK_DAY_PEOPLE];
    struct id taken_back; // a claim of that day that was withdrawn; none: none was
    bool over;
};
extern struct desk_day desk_day;

/* For cmocka: of all tests together. */
int desk_day_set_up(void **state);
int desk_day_tear_down(void **state);

/* The records are put away, and begin anew. */
void desk_day_new_store(void);
/* Another meeting, on which nobody has come yet. */
void desk_day_begin(void);

/* Who is host and payer too is at the desk, and counts so much in. */
void desk_day_open_float(int64_t pence);
/* That one claims so much for a bus, whose ticket they have; the payment is not wanted. */
struct id desk_day_claim(size_t who, int64_t pence);

/* Cash has just gone out of that one's claim: its ticket was seen, for no less than the claim asks
 * now. What was seen is remembered here, apart from the books. */
void desk_day_check_ticket(size_t who, const struct desk_payment *payment);

/* Whoever is at the desk looks at the bus ticket of that one's claim; it is remembered as well. */
void desk_day_see_ticket(size_t who);

/* The office says so, down the feed. */
void desk_day_tell(enum record_kind kind, const void *body);

/* Whoever is at the desk may pay on that day. */
bool desk_day_is_nominated(void);

/* What chance does from here on; a number below the limit; true once in so many. */
void desk_day_seed(uint64_t seed);
int64_t desk_day_below(int64_t limit);
bool desk_day_one_in(int64_t n);
struct coins desk_day_some_coins(void);

#endif
