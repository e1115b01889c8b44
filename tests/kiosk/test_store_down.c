// SPDX-License-Identifier: Apache-2.0

/* What the office says: its log, taken as it was signed, or the money is held. */

#include "kiosk/store.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/acknowledgement.h"
#include "shared/log.h"
#include "tests/check.h"
#include "tests/kiosk/place.h"

static struct place place;

static int set_up(void **state)
{
    (void)state;
    place_open(&place, true);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    place_close(&place);
    return 0;
}

// The same office, restored from a backup: it says something else under a number it used before.
static void say_otherwise(int64_t seq, size_t more)
{
    struct body_claim_ruled body = {.claim = place.office.people[0], .code = "look"};
    struct envelope_batch batch = {.log_id = place.office.down_log, .from = seq};
    struct record record = {.log_id = place.office.down_log,
                            .kind = RECORD_CLAIM_HELD,
                            .schema = 1,
                            .wall_ms = when_now_ms(),
                            .local_date = "2025-11-12"};
    struct bytes sealed = {0};
    struct bytes json = {0};
    char name[OUTBOX_NAME_SIZE];
    struct err err;

    body_write(RECORD_CLAIM_HELD, &body, &json);
    record.body = bytes_text(&json);
    record.body_length = json.length;
    check_ok(log_hash_at(place.office.db, place.office.down_log, seq - 1, record.prev_hash, &err),
             &err);
    for (size_t i = 0; i <= more; i++) {
        struct bytes raw = {0};

        record.seq = seq + (int64_t)i;
        record.op_id = id_new();
        record_write(&record, &raw);
        record_hash(record.prev_hash, raw.data, raw.length);
        assert_true(envelope_batch_add(&batch, raw.data, raw.length));
        bytes_clear(&raw);
    }
    envelope_seal(&batch, &place.office.keys,
                  (const uint8_t(*)[KEYS_PUBLIC_SIZE])place.store.keys.seal_public, 1, &sealed);
    outbox_envelope_name(name,
                         &(struct outbox_range){place.office.down_log, seq, seq + (int64_t)more});
    check_ok(outbox_put(place.store.in, name, sealed.data, sealed.length, &err), &err);
    envelope_batch_clear(&batch);
    bytes_clear(&sealed);
    bytes_clear(&json);
}

static void test_store_down__an_office_that_says_two_things_holds_the_money(void **state)
{
    struct acknowledgement fine;

    (void)state;
    say_otherwise(place.office.sent, 1); // the last one again, otherwise, and one more
    place_receive(&place);
    assert_true(place.store.money_held);
    assert_int_equal(place_count_noted(&place, "down_forked"), 1);
    when_advance(1000);
    fine = place_answer_for(&place, place_head(&place));
    place_answer(&place, &fine);
    place_receive(&place);
    assert_true(place.store.money_held); // an answer about our own log says nothing of it
    assert_int_equal(place.store.acknowledged, place_head(&place));
    place_restart(&place);
    assert_true(place.store.money_held);
    place_receive(&place);
    assert_int_equal(place_count_noted(&place, "down_forked"), 1);
}

static void test_store_down__an_office_that_forgot_what_it_said_holds_the_money(void **state)
{
    struct acknowledgement other;

    (void)state;
    other = place_answer_for(&place, 0);
    other.down_hash[0] ^= 1;
    place_answer(&place, &other);
    assert_true(place_receive(&place));
    assert_true(place.store.money_held);
    assert_int_equal(place_count_noted(&place, "down_forked"), 1);
    memset(other.down_hash, 0, sizeof other.down_hash); // one that does not say it is no fork
    other.server_ms++;
    place.store.down_forked = false;
    place_answer(&place, &other);
    place_receive(&place);
    assert_false(place.store.down_forked);
}

static void test_store_down__what_is_not_the_offices_is_passed_over(void **state)
{
    static const char *const names[] = {"rubbish", "server.ack", "agent.state", "enrolment.ack"};
    char path[OUTBOX_PATH_SIZE];
    char name[OUTBOX_NAME_SIZE];
    struct log_head before;
    struct log_head after;
    struct err err;

    (void)state;
    check_ok(log_head(place.store.db, place.office.down_log, &before, &err), &err);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        check_ok(outbox_put(place.store.in, names[i], "\0\xFFnot ours", 10, &err), &err);
    outbox_envelope_name(
        name, &(struct outbox_range){place.office.down_log, before.seq + 1, before.seq + 1});
    check_ok(outbox_put(place.store.in, name, "damaged", 7, &err), &err);
    outbox_path(path, place.store.in, "a-folder.note");
    assert_int_equal(mkdir(path, 0700), 0);
    assert_false(place_receive(&place));
    check_ok(log_head(place.store.db, place.office.down_log, &after, &err), &err);
    assert_int_equal(after.seq, before.seq);
}

static void test_store_down__another_server_says_nothing_here(void **state)
{
    struct body_claim_ruled body = {.claim = place.office.people[0], .code = "look"};
    struct keys honest = place.office.keys;
    struct log_head before;
    struct log_head after;
    struct err err;

    (void)state;
    check_ok(log_head(place.store.db, place.office.down_log, &before, &err), &err);
    keys_make(&place.office.keys);
    check_ok(office_say(&place.office, &place.store, RECORD_CLAIM_HELD, &body, &err), &err);
    assert_false(place_receive(&place));
    check_ok(log_head(place.store.db, place.office.down_log, &after, &err), &err);
    assert_int_equal(after.seq, before.seq);
    place.office.keys = honest;
}

#define IN_PLACE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    char folder[] = "store.XXXXXX";
    const struct CMUnitTest tests[] = {
        IN_PLACE(test_store_down__an_office_that_says_two_things_holds_the_money),
        IN_PLACE(test_store_down__an_office_that_forgot_what_it_said_holds_the_money),
        IN_PLACE(test_store_down__what_is_not_the_offices_is_passed_over),
        IN_PLACE(test_store_down__another_server_says_nothing_here),
    };

    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
