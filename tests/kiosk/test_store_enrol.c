// SPDX-License-Identifier: Apache-2.0

/* Which server a kiosk believes when it is new. */

#include "kiosk/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shared/enrol.h"
#include "shared/log.h"
#include "tests/check.h"
#include "tests/kiosk/place.h"

struct enrolling {
    struct store store;
    struct keys server;
    struct outbox_enrolment answer;
};

static void begin_enrolling(struct enrolling *it, const char *folder)
{
    char data[64];
    char out[64];
    char in[64];
    struct err err;

    snprintf(data, sizeof data, "%s.data", folder);
    snprintf(out, sizeof out, "%s.out", folder);
    snprintf(in, sizeof in, "%s.in", folder);
    check_ok(store_open(&it->store, data, out, in, &err), &err);
    keys_make(&it->server);
    it->answer = (struct outbox_enrolment){
        .kiosk_id = id_new(), .log_id = it->store.log_id, .down_log_id = id_new(), .letter = "B"};
    memcpy(it->answer.server_sign, it->server.sign_public, KEYS_PUBLIC_SIZE);
    memcpy(it->answer.server_seal, it->server.seal_public, KEYS_PUBLIC_SIZE);
    memcpy(it->answer.recovery_seal, it->server.seal_public, KEYS_PUBLIC_SIZE);
}

static bool offer(struct enrolling *it)
{
    struct bytes file = {0};
    bool changed;
    struct err err;

    enrol_write_answer(&it->answer, &it->server, &file);
    check_ok(outbox_put(it->store.in, "enrolment.ack", file.data, file.length, &err), &err);
    bytes_clear(&file);
    check_ok(store_receive(&it->store, &changed, &err), &err);
    assert_int_equal(changed, it->store.enrolled);
    return changed;
}

static void wish(struct enrolling *it, const uint8_t *server_sign)
{
    struct outbox_wish asked = {.wish = "enrol", .url = "https://office.example"};
    struct enrol_code code;
    struct err err;

    enrol_make_code(&code, server_sign);
    enrol_write_code(asked.code, &code);
    check_ok(outbox_write_state(it->store.out, "enrol.wish", &outbox_wish_shape, &asked, &err),
             &err);
}

static void test_store_enrol__the_server_of_the_typed_code_and_no_other_enrols_it(void **state)
{
    struct enrolling it;
    struct keys other;

    (void)state;
    begin_enrolling(&it, "wished");
    keys_make(&other);
    wish(&it, other.sign_public);
    assert_false(offer(&it));
    wish(&it, it.server.sign_public);
    assert_true(offer(&it));
    assert_memory_equal(it.store.enrolment.server_sign, it.server.sign_public, KEYS_PUBLIC_SIZE);
    store_close(&it.store);
}

static void test_store_enrol__a_wish_that_cannot_be_read_lets_nobody_in(void **state)
{
    struct enrolling it;
    struct err err;

    (void)state;
    begin_enrolling(&it, "unread");
    check_ok(outbox_put(it.store.out, "enrol.wish", "{", 1, &err), &err);
    assert_false(offer(&it));
    store_close(&it.store);
}

static void test_store_enrol__the_first_server_is_believed_and_stays(void **state)
{
    struct enrolling it;
    struct id first;

    (void)state;
    begin_enrolling(&it, "first");
    it.answer.log_id = id_new(); // another kiosk's
    assert_false(offer(&it));
    it.answer.log_id = it.store.log_id;
    assert_true(offer(&it));
    first = it.store.enrolment.down_log_id;
    keys_make(&it.server);
    memcpy(it.answer.server_sign, it.server.sign_public, KEYS_PUBLIC_SIZE);
    it.answer.down_log_id = id_new();
    {
        struct bytes file = {0};
        bool changed;
        struct err err;

        enrol_write_answer(&it.answer, &it.server, &file);
        check_ok(outbox_put(it.store.in, "enrolment.ack", file.data, file.length, &err), &err);
        bytes_clear(&file);
        check_ok(store_receive(&it.store, &changed, &err), &err);
        assert_false(changed);
    }
    assert_true(id_equal(it.store.enrolment.down_log_id, first));
    store_close(&it.store);
}

int main(void)
{
    char folder[] = "store.XXXXXX";
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_store_enrol__the_server_of_the_typed_code_and_no_other_enrols_it),
        cmocka_unit_test(test_store_enrol__a_wish_that_cannot_be_read_lets_nobody_in),
        cmocka_unit_test(test_store_enrol__the_first_server_is_believed_and_stays),
    };

    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
