// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/desk_day.h"

#include <stdlib.h>
#include <string.h>

#include "shared/log.h"
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

void desk_day_open(void)
{
    make_roster();
    desk_day.visit = mem_new(DESK_DAY_PEOPLE, sizeof *desk_day.visit);
}

void desk_day_close(void)
{
    for (size_t i = 0; i < DESK_DAY_PEOPLE; i++)
        visit_forget(&desk_day.visit[i]);
    free(desk_day.visit);
    db_close(desk_day.store.db);
}

void desk_day_check_ticket(size_t who, const struct desk_payment *payment)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    struct err err;

    check_ok(books_get_claim_body(desk_day.store.db, payment->claim, body, &err), &err);
    if (!id_equal(seen[who].claim, payment->claim)) {
        seen[who].claim = payment->claim;
        seen[who].pence = 0;
    }
    for (size_t i = 0; i < body->facts.expense_count; i++) {
        int64_t pence = body->facts.expenses[i].claimed_pence;

        if (payment->tickets_seen && pence > seen[who].pence)
            seen[who].pence = pence;
        assert_true(pence <= seen[who].pence);
    }
    free(body);
}
