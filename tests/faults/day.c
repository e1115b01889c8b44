// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/day.h"

#include <assert.h>
#include <string.h>

#include "shared/log.h"
#include "shared/str.h"

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
    bool ok;

    (void)unused;
    ok = unlock(place, &place->office.payer, err) &&
         desk_open_float(&place->desk, &place->desk_place, day->float_id, 15000,
                         place->office.host_id, err);
    desk_lock(&place->desk);
    return ok;
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
         (claim.cash_pence > 0 ||
          desk_pay(&place->desk, &place->desk_place, day->payments[who], &claim, err));
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
    {open_meeting, 0}, {arrive, 0}, {save, 0},          {open_float, 0}, {sit_in, 0},
    {arrive, 1},       {save, 1},   {pay, 0},           {amend, 1},      {hear, 0},
    {arrive, 2},       {save, 2},   {leave, 0},         {pay, 2},        {wrong_pin, 0},
    {arrive, 3},       {save, 3},   {hear, 1},          {pay, 1},        {leave, 1},
    {arrive, 5},       {save, 5},   {close_meeting, 0},
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
