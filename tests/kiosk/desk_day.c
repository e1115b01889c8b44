// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/desk_day.h"

#include <stdlib.h>
#include <string.h>

#include "kiosk/desk_float.h"
#include "kiosk/desk_parts.h"
#include "shared/keys.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"

struct desk_day desk_day = {.place = {&desk_day.store, &desk_day.roster, "."},
                            .visits = {&desk_day.store, &desk_day.roster, "A", 10}};

// The most that a ticket of each one's claim was seen for.
static struct {
    struct id claim;
    int64_t pence;
} seen[DESK_DAY_PEOPLE];

// --- chance ---

static uint64_t chance;

void desk_day_seed(uint64_t seed)
{
    chance = seed * UINT64_C(0x9E3779B97F4A7C15) | 1;
}

int64_t desk_day_below(int64_t limit)
{
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (int64_t)((chance >> 11) % (uint64_t)limit);
}

bool desk_day_one_in(int64_t n)
{
    return desk_day_below(n) == 0;
}

// --- the place ---

static void make_staff(void)
{
    for (int i = 0; i < DESK_DAY_STAFF; i++)
        desk_day.staff[i] = (struct body_payer_set){.staff = id_new(), .payer = i != DESK_DAY_HOST};
    desk_day.staff[DESK_DAY_PAYER].limit_pence = 600;
    desk_day.staff[DESK_DAY_HOST].host = desk_day.staff[DESK_DAY_HOST_AND_PAYER].host = true;
    str_copy(desk_day.staff[DESK_DAY_FORMER].until, WHEN_DATE_SIZE, "2025-11-11");
    str_copy(desk_day.staff[DESK_DAY_FUTURE].from, WHEN_DATE_SIZE, "2025-11-13");
    desk_day.staff[DESK_DAY_TAKES_PART].person = desk_day.people[0].expected.person;
    str_copy(desk_day.staff[DESK_DAY_PAYER].from, WHEN_DATE_SIZE, DESK_DAY_TODAY);
    str_copy(desk_day.staff[DESK_DAY_PAYER].until, WHEN_DATE_SIZE, DESK_DAY_TODAY);
}

static void make_roster(void)
{
    struct err err;

    check_ok(policy_load(&desk_day.roster.policy, TEST_POLICY, &err), &err);
    desk_day.roster.open = true;
    desk_day.roster.people = desk_day.people;
    desk_day.roster.count = DESK_DAY_PEOPLE;
    for (size_t i = 0; i < DESK_DAY_PEOPLE; i++)
        desk_day.people[i].expected = (struct body_person_expected){.person = id_new(),
                                                                    .age_band = "21_up",
                                                                    .role = "member",
                                                                    .agreed_ms = 1,
                                                                    .return_miles = 12300,
                                                                    .opted_in = true,
                                                                    .maximum_pence = -1,
                                                                    .bank_on_file = i % 2,
                                                                    .pay_channel = "bank"};
    str_copy(desk_day.people[1].expected.evidence_until, WHEN_DATE_SIZE, DESK_DAY_TODAY);
    str_copy(desk_day.people[2].expected.evidence_until, WHEN_DATE_SIZE, "2025-11-11"); // no longer
    make_staff();
    desk_day.roster.planned =
        (struct body_meeting_planned){.type = "agreed_coproduction", .hosts_count = 2};
    desk_day.roster.planned.hosts[0].staff = desk_day.staff[DESK_DAY_HOST].staff;
    desk_day.roster.planned.hosts[1].staff = desk_day.staff[DESK_DAY_HOST_AND_PAYER].staff;
}

void desk_day_new_store(void)
{
    struct err err;

    db_close(desk_day.store.db);
    desk_day.store = (struct store){.log_id = id_new()};
    check_ok(db_open(&desk_day.store.db, ":memory:", store_schemas, STORE_SCHEMAS, &err), &err);
}

void desk_day_begin(void)
{
    int64_t start;

    assert_true(when_read(&start, DESK_DAY_TODAY "T10:00:00Z"));
    when_start_at(start);
    desk_day.roster.meeting = id_new();
    desk_day.roster.planned.start_ms = start;
    desk_day.roster.planned.end_ms = start + INT64_C(9000000);
    desk_day.roster.policy.expenses.channel =
        desk_day_one_in(2) ? POLICY_EXPENSES_CASH_ON_DAY : POLICY_EXPENSES_CASH_OR_BANK;
    desk_day.roster.policy.expenses.cash_needs_evidence = desk_day_one_in(2);
    desk_day.roster.policy.expenses.when_short =
        desk_day_one_in(2) ? POLICY_SHORT_SMALLEST : POLICY_SHORT_NO_ACCOUNT;
    desk_day.desk = (struct desk){0};
    desk_day.store.money_held = false;
    desk_day.over = false;
    desk_day.taken_back = (struct id){{0}};
    memset(desk_day.office_pence, 0, sizeof desk_day.office_pence);
    for (size_t i = 0; i < DESK_DAY_PEOPLE; i++) {
        visit_forget(&desk_day.visit[i]);
        visit_begin(&desk_day.visit[i], desk_day.people[i].expected.person, VISIT_BY_CARD);
    }
}

void desk_day_tell(enum record_kind kind, const void *body)
{
    struct record record = {.kind = kind, .schema = 1, .meeting_id = desk_day.roster.meeting};
    struct bytes json = {0};
    struct err err;

    body_write(kind, body, &json);
    record.body = bytes_text(&json);
    record.body_length = json.length;
    check_ok(db_begin(desk_day.store.db, &err), &err);
    check_ok(db_end(desk_day.store.db, roster_apply(desk_day.store.db, &record, &err), &err), &err);
    bytes_clear(&json);
}

int desk_day_set_up(void **state)
{
    struct err err;

    (void)state;
    if (!keys_start(&err))
        return -1;
    make_roster();
    desk_day.visit = mem_new(DESK_DAY_PEOPLE, sizeof *desk_day.visit);
    return 0;
}

int desk_day_tear_down(void **state)
{
    (void)state;
    for (size_t i = 0; i < DESK_DAY_PEOPLE; i++)
        visit_forget(&desk_day.visit[i]);
    free(desk_day.visit);
    db_close(desk_day.store.db);
    return 0;
}

void desk_day_open_float(int64_t pence)
{
    struct desk_float_count counted = {.op = id_new(),
                                       .witness = desk_day.staff[DESK_DAY_HOST].staff};
    struct err err;

    desk_day.desk.staff = desk_day.staff[DESK_DAY_HOST_AND_PAYER];
    desk_day.desk.unlocked = true;
    coins_split(pence, &counted.coins);
    check_ok(desk_float_open(&desk_day.desk, &desk_day.place, &counted, &err), &err);
}

struct id desk_day_claim(size_t who, int64_t pence)
{
    struct visit *visit = &desk_day.visit[who];
    struct visit_line *bus;
    struct err err;

    check_ok(visit_arrive(visit, &desk_day.visits, &err), &err);
    bus = visit_line(visit, POLICY_BUS);
    if (!bus)
        bus = visit_add_line(visit, POLICY_BUS);
    bus->pence = pence;
    bus->proof = VISIT_HERE;
    visit->fee = VISIT_FEE_NONE;
    check_ok(visit_save(visit, &desk_day.visits, &err), &err);
    return visit->claim.claim;
}

static void remember(size_t who, struct id claim, int64_t pence)
{
    if (!id_equal(seen[who].claim, claim)) {
        seen[who].claim = claim;
        seen[who].pence = 0;
    }
    if (pence > seen[who].pence)
        seen[who].pence = pence;
}

void desk_day_see_ticket(size_t who)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    struct id claim = desk_day.visit[who].claim.claim;
    struct err err;

    check_ok(store_begin(&desk_day.store, &err), &err);
    check_ok(store_end(&desk_day.store,
                       desk_see_ticket(&desk_day.desk, &desk_day.place, claim, "X1", &err), &err),
             &err);
    check_ok(books_get_claim_body(desk_day.store.db, claim, body, &err), &err);
    for (size_t i = 0; i < body->facts.expense_count; i++)
        remember(who, claim, body->facts.expenses[i].claimed_pence);
    free(body);
}

void desk_day_check_ticket(size_t who, const struct desk_payment *payment)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    struct err err;

    check_ok(books_get_claim_body(desk_day.store.db, payment->claim, body, &err), &err);
    for (size_t i = 0; i < body->facts.expense_count; i++) {
        int64_t pence = body->facts.expenses[i].claimed_pence;

        remember(who, payment->claim, payment->tickets_seen ? pence : 0);
        assert_true(pence <= seen[who].pence);
    }
    free(body);
}

bool desk_day_is_nominated(void)
{
    const struct body_payer_set *who = &desk_day.desk.staff;

    return desk_day.desk.unlocked && who->payer &&
           (!*who->from || strcmp(who->from, DESK_DAY_TODAY) <= 0) &&
           (!*who->until || strcmp(DESK_DAY_TODAY, who->until) <= 0);
}

struct coins desk_day_some_coins(void)
{
    struct coins coins = {0};

    for (size_t i = 3; i < COINS_KINDS; i++)
        coins.count[i] = desk_day_below(4);
    return coins;
}
