// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_tin.h"

#include <string.h>

#include "kiosk/desk_parts.h"
#include "kiosk/vault.h"
#include "shared/log.h"
#include "tests/check.h"
#include "tests/kiosk/place.h"

#define LIMIT 1000
static const char CODE[] = "4071882359016634";
static const char OTHER[] = "4071882359016635";
static const char NEW_PIN[] = "135791";

static struct place place;

static void hear(void)
{
    struct roster *roster = &place.roster;
    uint8_t key[NOTE_KEY_SIZE];
    bool changed;
    struct err err;

    check_ok(store_receive(&place.store, &changed, &err), &err);
    assert_true(changed);
    memcpy(key, roster->key, sizeof key);
    check_ok(roster_open(roster, &place.store, roster->meeting, key, &err), &err);
}

static int set_up(void **state)
{
    struct err err;

    (void)state;
    place_open(&place, true);
    place_open_meeting(&place);
    check_ok(office_seal_tin(&place.office, &place.store, CODE, LIMIT, &err), &err);
    hear();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    place_close(&place);
    return 0;
}

static void show(const struct card *card)
{
    struct err err;

    check_ok(desk_show_card(&place.desk, &place.desk_place, card, &err), &err);
}

static enum desk_tin try_code(const char *code)
{
    enum desk_tin answer;
    struct err err;

    check_ok(desk_tin_try(&place.desk, &place.desk_place, code, &answer, &err), &err);
    return answer;
}

static enum desk_pin try_pin(const char *pin)
{
    enum desk_pin answer;
    struct err err;

    check_ok(desk_try_pin(&place.desk, &place.desk_place, pin, &answer, &err), &err);
    return answer;
}

static void use_code(struct id witness)
{
    struct desk_tin_use use = {id_new(), witness, NEW_PIN};
    struct err err;

    assert_int_equal(try_code(CODE), DESK_TIN_RIGHT);
    check_ok(desk_tin_use(&place.desk, &place.desk_place, &use, &err), &err);
}

static bool take_last(const struct record *record, void *context, struct err *err)
{
    return record->kind != RECORD_TIN_USED || body_read(record, context, err);
}

static void last_use(struct body_tin_used *out)
{
    struct err err;

    *out = (struct body_tin_used){0};
    check_ok(log_each(place.store.db, place.store.log_id, 0, take_last, out, &err), &err);
}

static void claim(struct visit *visit, size_t person, int64_t pence)
{
    struct visit_line *bus;
    struct err err;

    visit_begin(visit, place.office.people[person], VISIT_BY_CARD);
    check_ok(visit_arrive(visit, &place.visit, &err), &err);
    bus = visit_add_line(visit, POLICY_BUS);
    bus->pence = pence;
    bus->proof = VISIT_HERE;
    check_ok(visit_save(visit, &place.visit, &err), &err);
}

static bool pay(const struct visit *visit, struct err *err)
{
    return place_pay(&place, id_new(), visit->claim.claim, err);
}

// Somebody who is host here and not payer.
static void make_host_no_payer(void)
{
    struct body_payer_set body = {.staff = place.office.host_id, .host = true};
    struct err err;

    card_id(body.card, &place.office.host);
    card_hash_pin(body.pin_hash, &place.office.host, OFFICE_PIN);
    check_ok(office_say(&place.office, &place.store, RECORD_PAYER_SET, &body, &err), &err);
    hear();
}

static void test_desk_tin__gives_who_forgot_a_pin_another_for_this_meeting(void **state)
{
    struct body_tin_used used;

    (void)state;
    show(&place.office.payer);
    use_code(place.office.host_id);
    assert_true(place.desk.unlocked);
    last_use(&used);
    assert_string_equal(used.why, "pin_forgotten");
    assert_true(id_equal(used.staff, place.office.payer_id));
    assert_true(id_equal(used.witness, place.office.host_id));
    assert_int_equal(used.limit_pence, LIMIT);
    desk_lock(&place.desk);
    when_advance(DESK_CARD_MS);
    show(&place.office.payer);
    assert_int_equal(try_pin(OFFICE_PIN), DESK_PIN_WRONG);
    assert_int_equal(try_pin(NEW_PIN), DESK_PIN_RIGHT);
}

static void test_desk_tin__lets_another_pay_out_for_the_payer_up_to_its_limit(void **state)
{
    struct visit first = {0};
    struct visit second = {0};
    struct body_tin_used used;
    struct err err;

    (void)state;
    place_open_float(&place, 5000);
    claim(&first, 0, LIMIT - 1);
    claim(&second, 1, 2);
    make_host_no_payer();
    show(&place.office.host);
    assert_int_equal(try_pin(OFFICE_PIN), DESK_PIN_RIGHT);
    check_fails(pay(&first, &err), &err, ERR_INVALID);
    desk_lock(&place.desk);
    when_advance(DESK_CARD_MS);
    show(&place.office.host);
    use_code(place.office.payer_id);
    last_use(&used);
    assert_string_equal(used.why, "payer_away");
    check_ok(pay(&first, &err), &err);
    check_fails(pay(&second, &err), &err, ERR_INVALID); // a penny more than the code is good for
    visit_forget(&first);
    visit_forget(&second);
}

// What the payer paid before they went home is not counted.
static void test_desk_tin__its_limit_is_counted_from_its_use(void **state)
{
    struct visit before = {0};
    struct visit after = {0};
    struct err err;

    (void)state;
    place_open_float(&place, 5000);
    claim(&before, 0, LIMIT);
    claim(&after, 1, LIMIT);
    check_ok(pay(&before, &err), &err);
    desk_lock(&place.desk);
    show(&place.office.host);
    use_code(place.office.payer_id);
    check_ok(pay(&after, &err), &err);
    visit_forget(&before);
    visit_forget(&after);
}

static void test_desk_tin__works_once_whoever_shows_it(void **state)
{
    struct err err;

    (void)state;
    show(&place.office.payer);
    use_code(place.office.host_id);
    desk_lock(&place.desk);
    show(&place.office.host);
    assert_int_equal(try_code(CODE), DESK_TIN_USED);
    place_restart(&place);
    show(&place.office.host);
    assert_int_equal(try_code(CODE), DESK_TIN_USED);
    check_ok(office_seal_tin(&place.office, &place.store, OTHER, LIMIT, &err), &err);
    hear();
    assert_int_equal(try_code(OTHER), DESK_TIN_RIGHT); // the office sealed another
}

static void test_desk_tin__is_for_200_pounds_at_most_whatever_the_office_says(void **state)
{
    struct body_tin_used used;
    struct err err;

    (void)state;
    check_ok(office_seal_tin(&place.office, &place.store, CODE, 50000, &err), &err);
    hear();
    show(&place.office.payer);
    use_code(place.office.host_id);
    last_use(&used);
    assert_int_equal(used.limit_pence, 20000);
    assert_int_equal(place.desk.staff.limit_pence, 20000);
}

static void test_desk_tin__takes_two_people(void **state)
{
    struct desk_tin_use use = {id_new(), place.office.payer_id, NEW_PIN};
    struct body_tin_used used;
    struct err err;

    (void)state;
    show(&place.office.payer);
    assert_int_equal(try_code(CODE), DESK_TIN_RIGHT);
    check_fails(desk_tin_use(&place.desk, &place.desk_place, &use, &err), &err, ERR_INVALID);
    use.witness = (struct id){{0}};
    check_fails(desk_tin_use(&place.desk, &place.desk_place, &use, &err), &err, ERR_INVALID);
    assert_false(place.desk.unlocked);
    last_use(&used);
    assert_true(id_is_none(used.staff));
    use.witness = place.office.host_id;
    check_ok(desk_tin_use(&place.desk, &place.desk_place, &use, &err), &err);
}

static void test_desk_tin__a_wrong_code_is_a_wrong_try_even_over_a_restart(void **state)
{
    (void)state;
    show(&place.office.payer);
    for (int i = 0; i < DESK_FREE_TRIES - 2; i++)
        assert_int_equal(try_pin("111111"), DESK_PIN_WRONG);
    assert_int_equal(try_code(OTHER), DESK_TIN_WRONG);
    assert_int_equal(try_code(OTHER), DESK_TIN_WAIT);
    assert_int_equal(try_code(CODE), DESK_TIN_WAIT); // not even looked at
    place_restart(&place);
    show(&place.office.payer);
    assert_int_equal(try_code(CODE), DESK_TIN_WAIT);
    when_advance(DESK_FIRST_WAIT_MS);
    assert_int_equal(try_code(CODE), DESK_TIN_RIGHT);
}

// The plug is pulled after the try was counted, and again after the code was right.
static void test_desk_tin__killed_before_its_use_it_still_works(void **state)
{
    struct err err;

    (void)state;
    show(&place.office.payer);
    for (int i = 0; i < DESK_FREE_TRIES; i++)
        check_ok(desk_count_try(&place.desk, &place.desk_place, &err), &err);
    place_restart(&place);
    show(&place.office.payer);
    assert_int_equal(try_code(CODE), DESK_TIN_WAIT); // they count, though none was looked at
    when_advance(DESK_FIRST_WAIT_MS);
    assert_int_equal(try_code(CODE), DESK_TIN_RIGHT);
    place_restart(&place);
    assert_false(place.desk.unlocked);
    show(&place.office.payer);
    use_code(place.office.host_id);
}

// It was durable before it opened anything: the code is gone, and the PIN it gave works.
static void test_desk_tin__killed_after_its_use_the_new_pin_works(void **state)
{
    (void)state;
    show(&place.office.payer);
    use_code(place.office.host_id);
    place_restart(&place);
    assert_false(place.desk.unlocked);
    show(&place.office.payer);
    assert_int_equal(try_code(CODE), DESK_TIN_USED);
    assert_int_equal(try_pin(NEW_PIN), DESK_PIN_RIGHT);
    assert_int_equal(desk_why_not_payer(&place.desk), DESK_ALLOWED);
}

static void test_desk_tin__says_when_the_office_made_none(void **state)
{
    (void)state;
    place.roster.planned.tin_limit_pence = 0;
    show(&place.office.payer);
    assert_int_equal(try_code(CODE), DESK_TIN_NONE);
}

static void lose_power(void)
{
    struct err err;

    check_ok(vault_destroy(place.desk_place.run, &err), &err);
    place_restart(&place);
    assert_false(place.roster.open);
}

static void test_desk_tin__opens_the_meeting_when_no_host_came(void **state)
{
    struct desk_opening opening = {place.office.meeting, when_now_ms()};
    const struct card *card = &place.office.payer;
    struct err err;

    (void)state;
    lose_power();
    check_fails(desk_begin_opening(&place.desk, &place.desk_place, card, &err), &err,
                ERR_NOT_FOUND);
    check_ok(desk_tin_begin(&place.desk, &place.desk_place, card, &err), &err);
    use_code(place.office.host_id);
    assert_false(place.desk.unlocked);
    lose_power(); // before it was opened: their card opens it all the same
    check_ok(desk_begin_opening(&place.desk, &place.desk_place, card, &err), &err);
    check_ok(desk_open_meeting(&place.desk_place, card, &opening, &err), &err);
    assert_true(roster_is_host(&place.roster, place.office.payer_id));
    show(card);
    assert_int_equal(try_pin(NEW_PIN), DESK_PIN_RIGHT);
    check_ok(desk_close_meeting(&place.desk, &place.desk_place, &err), &err);
}

// Eight hosts are planned, which is as many as there can be: who stands in is the ninth, and pushes
// none of them out.
static void test_desk_tin__who_stands_in_pushes_no_host_out(void **state)
{
    struct body_meeting_planned body = place.roster.planned;
    struct card last;
    struct id last_id = id_new();
    uint8_t key[NOTE_KEY_SIZE];
    struct err err;

    (void)state;
    card_make(&last, CARD_HOST);
    body.hosts_count = BODY_HOSTS_MAX;
    for (size_t i = 1; i < BODY_HOSTS_MAX; i++) {
        body.hosts[i] = body.hosts[0];
        body.hosts[i].staff = last_id;
        card_id(body.hosts[i].card, &last);
        card_wrap(body.hosts[i].wrapped_key, &last, place.roster.key);
    }
    check_ok(office_say(&place.office, &place.store, RECORD_MEETING_PLANNED, &body, &err), &err);
    hear();
    show(&place.office.payer);
    use_code(place.office.host_id);
    assert_true(roster_is_host(&place.roster, place.office.payer_id));
    assert_true(roster_is_host(&place.roster, last_id));
    check_ok(roster_unwrap(&place.store, &last, place.office.meeting, body.start_ms, key, &err),
             &err);
    check_ok(roster_unwrap(&place.store, &place.office.payer, place.office.meeting, body.start_ms,
                           key, &err),
             &err);
}

static bool helps(const struct card *card)
{
    struct roster_planned planned[ROSTER_PLANNED_MAX];
    size_t count;
    struct err err;
    bool answer;

    check_ok(roster_list_planned(&place.store, card, when_now_ms(), planned, &count, &err), &err);
    check_ok(desk_tin_helps(&place.desk_place, planned, count, &answer, &err), &err);
    return answer;
}

// They stood in at a meeting before this one: their card opens that, and the code this.
static void test_desk_tin__helps_who_stood_in_before(void **state)
{
    struct body_meeting_planned body = place.roster.planned;
    const struct card *card = &place.office.payer;
    struct err err;

    (void)state;
    show(card);
    use_code(place.office.host_id);
    lose_power();
    assert_false(helps(card));
    place.office.meeting = id_new();
    tin_wrap(body.tin_key, CODE, place.office.meeting, place.office.meeting_key);
    check_ok(office_say(&place.office, &place.store, RECORD_MEETING_PLANNED, &body, &err), &err);
    assert_true(place_receive(&place));
    check_ok(desk_begin_opening(&place.desk, &place.desk_place, card, &err), &err);
    assert_true(helps(card));
}

static void test_desk_tin__another_meetings_code_opens_nothing(void **state)
{
    struct err err;

    (void)state;
    lose_power();
    when_advance(INT64_C(2) * 86400000);
    check_ok(desk_tin_begin(&place.desk, &place.desk_place, &place.office.payer, &err), &err);
    assert_int_equal(try_code(CODE), DESK_TIN_NONE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_desk_tin__gives_who_forgot_a_pin_another_for_this_meeting),
        TEST(test_desk_tin__lets_another_pay_out_for_the_payer_up_to_its_limit),
        TEST(test_desk_tin__its_limit_is_counted_from_its_use),
        TEST(test_desk_tin__works_once_whoever_shows_it),
        TEST(test_desk_tin__is_for_200_pounds_at_most_whatever_the_office_says),
        TEST(test_desk_tin__takes_two_people),
        TEST(test_desk_tin__a_wrong_code_is_a_wrong_try_even_over_a_restart),
        TEST(test_desk_tin__killed_before_its_use_it_still_works),
        TEST(test_desk_tin__killed_after_its_use_the_new_pin_works),
        TEST(test_desk_tin__says_when_the_office_made_none),
        TEST(test_desk_tin__opens_the_meeting_when_no_host_came),
        TEST(test_desk_tin__who_stands_in_pushes_no_host_out),
        TEST(test_desk_tin__helps_who_stood_in_before),
        TEST(test_desk_tin__another_meetings_code_opens_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
