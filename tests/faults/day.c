// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/day.h"

#include <assert.h>
#include <string.h>

#include "kiosk/desk_queue.h"
#include "kiosk/other_desk.h"
#include "shared/log.h"

static bool open_meeting(struct day *day, size_t unused, struct err *err)
{
    struct place *place = day->place;
    struct desk_opening opening = place_opening(place);

    (void)unused;
    return place->roster.open ||
           desk_open_meeting(&place->desk_place, &place->office.host, &opening, err);
}

static bool unlock(struct place *place, const struct card *card, struct err *err)
{
    enum desk_pin answer = DESK_PIN_WAIT;
    struct desk *desk = &place->desk;

    if (!desk_show_card(desk, &place->desk_place, card, err))
        return false;
    if (desk->unlocked)
        return true;
    when_advance(desk_wait_ms(desk));
    return desk_try_pin(desk, &place->desk_place, OFFICE_PIN, &answer, err) &&
           (answer == DESK_PIN_RIGHT || err_set(err, ERR_INVALID, "the PIN was not right"));
}

static bool open_float(struct day *day, size_t unused, struct err *err)
{
    struct place *place = day->place;
    struct desk_float_count count = place_count(place, 15000);
    bool ok;

    (void)unused;
    count.op = day->float_id;
    ok = unlock(place, &place->office.payer, err) &&
         desk_float_open(&place->desk, &place->desk_place, &count, err);
    desk_lock(&place->desk);
    return ok;
}

// The payer at the desk does one thing, and the desk is locked again.
static bool at_the_desk(struct day *day, bool (*act)(struct day *day, struct err *err),
                        struct err *err)
{
    struct place *place = day->place;
    bool ok = unlock(place, &place->office.payer, err) && act(day, err);

    desk_lock(&place->desk);
    return ok;
}

static bool do_add(struct day *day, struct err *err)
{
    struct place *place = day->place;
    struct desk_float_count more = place_count(place, 500);

    more.op = day->desk_ops[0];
    return desk_float_add(&place->desk, &place->desk_place, &more, err);
}

static bool do_swap(struct day *day, struct err *err)
{
    struct desk_float_count change = {.op = day->desk_ops[1],
                                      .coins = {.count = {0, -1, 0, 4}},
                                      .witness = day->place->office.host_id};

    return desk_float_swap(&day->place->desk, &day->place->desk_place, &change, err);
}

static bool find(const struct day *day, size_t who, struct books_claim *claim, struct err *err)
{
    struct place *place = day->place;

    return books_find_claim(place->store.db, place->roster.meeting, place->office.people[who],
                            claim, err);
}

static bool do_part(struct day *day, struct err *err)
{
    struct desk_payment part = {.payment = day->payments[3], .pence = 200, .tickets_seen = true};
    struct books_claim claim;

    if (!find(day, 3, &claim, err))
        return false;
    part.claim = claim.claim;
    return desk_pay(&day->place->desk, &day->place->desk_place, &part, err);
}

static bool do_bank(struct day *day, struct err *err)
{
    struct books_claim claim;

    return find(day, 3, &claim, err) &&
           (!claim.cash_today || desk_pay_by_bank(&day->place->desk, &day->place->desk_place,
                                                  day->desk_ops[2], claim.claim, err));
}

// By mistake: it comes back, and goes by bank.
static bool do_return(struct day *day, struct err *err)
{
    struct desk_return back = {.op = day->desk_ops[3], .payment = day->payments[1]};
    struct books_claim claim;

    if (!find(day, 1, &claim, err))
        return false;
    back.claim = claim.claim;
    coins_split(claim.cash_pence, &back.coins);
    if (claim.cash_pence > 0 &&
        !desk_pay_return(&day->place->desk, &day->place->desk_place, &back, err))
        return false;
    return !claim.cash_today || desk_pay_by_bank(&day->place->desk, &day->place->desk_place,
                                                 day->desk_ops[4], claim.claim, err);
}

static bool do_leaves(struct day *day, struct err *err)
{
    struct books_claim claim;

    return find(day, 5, &claim, err) &&
           desk_pay_leaves_at(&day->place->desk, &day->place->desk_place, day->desk_ops[7],
                              claim.claim, day->place->office.end_ms, err);
}

static bool do_evidence(struct day *day, struct err *err)
{
    struct books_claim claim;

    return find(day, 5, &claim, err) &&
           desk_pay_evidence(&day->place->desk, &day->place->desk_place, day->desk_ops[8],
                             claim.claim, "2025-11-12", err);
}

static bool do_hand(struct day *day, struct err *err)
{
    char code[HANDED_TEXT_SIZE];
    struct books_claim claim;

    return find(day, 5, &claim, err) &&
           other_desk_hand(&day->place->desk_place, "A", claim.claim, code, err);
}

// The other desk did not pay: the slip is back, and two people see it.
static bool do_take_back(struct day *day, struct err *err)
{
    struct place *place = day->place;
    struct books_claim claim;

    return find(day, 5, &claim, err) &&
           (claim.handed == BOOKS_NOT_HANDED ||
            other_desk_take_back(&place->desk, &place->desk_place, claim.claim,
                                 place->office.host_id, err));
}

// They claimed before there was a float.
static bool do_in_cash(struct day *day, struct err *err)
{
    struct books_claim claim;

    return find(day, 0, &claim, err) &&
           (claim.cash_today || desk_pay_in_cash(&day->place->desk, &day->place->desk_place,
                                                 day->desk_ops[6], claim.claim, err));
}

static bool do_rest_by_bank(struct day *day, struct err *err)
{
    return desk_queue_by_bank(&day->place->desk, &day->place->desk_place, err);
}

// A pound is missing, and nobody's debt.
static bool do_count_out(struct day *day, struct err *err)
{
    struct place *place = day->place;
    struct desk_float_count out;
    struct books_float held;

    if (!books_get_float(place->store.db, place->roster.meeting, &held, err))
        return false;
    if (id_is_none(held.float_id))
        return true;
    out = place_count(place, held.pence - 100);
    out.op = day->desk_ops[5];
    return desk_float_count_out(&place->desk, &place->desk_place, &out, "not_known", err);
}

static bool (*const desk_acts[])(struct day *day, struct err *err) = {
    do_add,       do_swap,    do_part,   do_bank,     do_return, do_rest_by_bank,
    do_count_out, do_in_cash, do_leaves, do_evidence, do_hand,   do_take_back};

static bool desk_act(struct day *day, size_t which, struct err *err)
{
    return at_the_desk(day, desk_acts[which], err);
}

static bool arrive(struct day *day, size_t who, struct err *err)
{
    return visit_arrive(&day->visits[who], &day->place->visit, err);
}

static bool sit_in(struct day *day, size_t unused, struct err *err)
{
    (void)unused;
    return visit_sit_in(&day->place->visit, day->sitting_in, err);
}

static bool save(struct day *day, size_t who, struct err *err)
{
    return visit_save(&day->visits[who], &day->place->visit, err);
}

static bool amend(struct day *day, size_t who, struct err *err)
{
    visit_line(&day->visits[who], POLICY_BUS)->pence = 480;
    return save(day, who, err);
}

static bool pay(struct day *day, size_t who, struct err *err)
{
    struct place *place = day->place;
    struct books_claim claim;
    bool ok;

    ok = unlock(place, &place->office.payer, err) &&
         books_find_claim(place->store.db, place->roster.meeting, place->office.people[who], &claim,
                          err) &&
         (claim.cash_pence > 0 || place_pay(place, day->payments[who], claim.claim, err));
    desk_lock(&place->desk);
    return ok;
}

static bool wrong_pin(struct day *day, size_t unused, struct err *err)
{
    struct place *place = day->place;
    enum desk_pin answer;
    bool ok;

    (void)unused;
    when_advance(INT64_C(1000) * 60 * 15); // the PIN is asked for again
    ok = desk_show_card(&place->desk, &place->desk_place, &place->office.payer, err) &&
         desk_try_pin(&place->desk, &place->desk_place, "000000", &answer, err);
    desk_lock(&place->desk);
    return ok;
}

// The office has it all, and says so; and it has paid somebody.
static bool hear(struct day *day, size_t who, struct err *err)
{
    struct body_payment_made paid = {.claim = day->visits[who].claim.claim,
                                     .person = day->place->office.people[who],
                                     .what = "fee",
                                     .channel = "bank",
                                     .pence = 4375};
    struct store *store = &day->place->store;
    struct log_head head;
    bool changed;

    when_advance(1000);
    return log_head(store->db, store->log_id, &head, err) &&
           office_acknowledge(&day->place->office, store, head.seq, err) &&
           office_say(&day->place->office, store, RECORD_PAYMENT_MADE, &paid, err) &&
           store_receive(store, &changed, err);
}

static bool leave(struct day *day, size_t who, struct err *err)
{
    return visit_leave(&day->visits[who], &day->place->visit, err);
}

static bool close_meeting(struct day *day, size_t unused, struct err *err)
{
    struct place *place = day->place;

    (void)unused;
    return !place->roster.open || (unlock(place, &place->office.host, err) &&
                                   desk_close_meeting(&place->desk, &place->desk_place, err));
}

static const struct {
    bool (*act)(struct day *day, size_t who, struct err *err);
    size_t who;
} steps[] = {
    {open_meeting, 0}, {arrive, 0},    {save, 0},      {open_float, 0}, {sit_in, 0},
    {arrive, 1},       {save, 1},      {desk_act, 7},  {pay, 0},        {amend, 1},
    {hear, 0},         {desk_act, 0},  {desk_act, 1},  {arrive, 2},     {save, 2},
    {leave, 0},        {pay, 2},       {wrong_pin, 0}, {arrive, 3},     {save, 3},
    {hear, 1},         {pay, 1},       {leave, 1},     {desk_act, 2},   {desk_act, 3},
    {desk_act, 4},     {arrive, 5},    {save, 5},      {desk_act, 8},   {desk_act, 9},
    {desk_act, 10},    {desk_act, 11}, {desk_act, 5},  {desk_act, 6},   {close_meeting, 0},
};

size_t day_steps(void)
{
    return sizeof steps / sizeof steps[0];
}

bool day_step(struct day *day, size_t step, struct err *err)
{
    assert(step < day_steps());
    when_advance(20000);
    return steps[step].act(day, steps[step].who, err);
}

bool day_between(struct day *day, struct err *err)
{
    bool changed;

    return store_receive(&day->place->store, &changed, err) && store_post(&day->place->store, err);
}

static void say_all(struct day *day, const struct roster *keyed, size_t who)
{
    struct visit *visit = &day->visits[who];
    struct visit_line *bus = visit_add_line(visit, POLICY_BUS);
    struct visit_line *car = visit_add_line(visit, POLICY_MILEAGE_CAR);
    struct err err;
    bool kept = who == 3 || ticket_add(&bus->ticket, keyed->key, &day->ticket, &err);

    assert(kept);
    visit->prep_minutes = who % 2 ? 0 : 60;
    bus->pence = 420 + (int64_t)who;
    bus->proof = who == 3 ? VISIT_LOST : VISIT_HERE;
    car->milli_miles = 12300;
    visit->fee = who == 1 ? VISIT_FEE_NONE : VISIT_FEE_BANK;
    visit->choices[0] = VISIT_NO;
    visit->choices[1] = VISIT_YES;
}

void day_begin(struct day *day, struct place *place)
{
    struct roster keyed = {0};

    *day = (struct day){.place = place, .float_id = id_new(), .sitting_in = id_new()};
    place_jpeg(&day->ticket);
    memcpy(keyed.key, place->office.meeting_key, NOTE_KEY_SIZE);
    for (size_t i = 0; i < DAY_DESK_OPS; i++)
        day->desk_ops[i] = id_new();
    for (size_t i = 0; i < OFFICE_PEOPLE; i++) {
        day->payments[i] = id_new();
        visit_begin(&day->visits[i], place->office.people[i],
                    i % 2 ? VISIT_BY_CARD : VISIT_BY_LETTERS);
        say_all(day, &keyed, i);
    }
}

void day_end(struct day *day)
{
    for (size_t i = 0; i < OFFICE_PEOPLE; i++)
        visit_forget(&day->visits[i]);
    bytes_clear(&day->ticket);
}
