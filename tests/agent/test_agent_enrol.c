// SPDX-License-Identifier: Apache-2.0
#include "agent/agent.h"

#include <string.h>

#include "tests/agent/office.h"
#include "tests/check.h"
#include "tests/shared/sample.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct office office;
static struct office other;

static int set_up(void **state)
{
    struct outbox_kiosk kiosk;

    (void)state;
    office_make_machine();
    office_open(&office, 0);
    office_open(&other, 1);
    kiosk = office_kiosk(&office, 0, 0);
    kiosk.down_log_id = (struct id){0};
    office_write_kiosk(&kiosk);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    office_close(&office);
    office_close(&other);
    return 0;
}

static bool enrol(const char *url, const char *code, struct err *err)
{
    struct agent agent;
    struct err failed;
    bool ok;

    check_ok(agent_open(&agent, "agent.conf", true, &failed), &failed);
    ok = agent_enrol(&agent, url, code, err);
    agent_close(&agent);
    return ok;
}

static void check_server(const char *url)
{
    struct agent agent;
    struct err err;

    check_ok(agent_open(&agent, "agent.conf", false, &err), &err);
    assert_int_equal(agent.enrolled, url != NULL);
    assert_string_equal(agent.url, url ? url : "");
    agent_close(&agent);
}

static void test_agent_enrol__is_known_on_both_sides(void **state)
{
    struct outbox_enrolment enrolment;
    struct outbox_agent told;
    struct bytes file = {0};
    struct err err;

    (void)state;
    check_server(NULL);
    check_ok(enrol(peer_url(office.peer), office.code_text, &err), &err);
    check_server(peer_url(office.peer));
    check_ok(outbox_get("in", "enrolment.ack", 4096, &file, &err), &err);
    check_ok(enrol_read_answer(&enrolment, file.data, file.length, office.keys.sign_public, &err),
             &err);
    assert_true(id_equal(enrolment.log_id, sample_id(OFFICE_LOG)));
    check_ok(outbox_read_state("in", "agent.state", &outbox_agent_shape, &told, &err), &err);
    assert_true(told.enrolled);
    assert_string_equal(told.last_refusal, "");
    assert_true(told.last_contact_ms > 0);
    assert_string_equal(office.targets[0], "GET /v1/identity");
    assert_string_equal(office.targets[1], "POST /v1/enrol");
    assert_false(office_has("data", "candidate.pem"));
    bytes_clear(&file);
}

static void test_agent_enrol__keeps_the_certificate_and_believes_no_other(void **state)
{
    struct bytes file = {0};
    struct err err;

    (void)state;
    check_ok(enrol(peer_url(office.peer), office.code_text, &err), &err);
    check_ok(outbox_get("data", "server.pem", 8192, &file, &err), &err);
    assert_string_equal(bytes_text(&file), peer_certificate(0));
    bytes_clear(&file);
    // A file that was lost comes back from the identity.
    check_ok(outbox_remove("data", "server.pem", &err), &err);
    check_ok(office_sync(&err), &err);
    check_ok(outbox_get("data", "server.pem", 8192, &file, &err), &err);
    assert_string_equal(bytes_text(&file), peer_certificate(0));
    bytes_clear(&file);
}

static void test_agent_enrol__sends_nothing_secret_to_another_server(void **state)
{
    struct err err;

    (void)state;
    check_fails(enrol(peer_url(other.peer), office.code_text, &err), &err, ERR_INVALID);
    assert_non_null(strstr(err.text, "not the one the code is for"));
    assert_int_equal(other.target_count, 1);
    assert_string_equal(other.targets[0], "GET /v1/identity");
    check_server(NULL);
    assert_false(office_has("in", "enrolment.ack"));
}

static void test_agent_enrol__needs_a_kiosk_that_was_started(void **state)
{
    struct err err;

    (void)state;
    check_ok(outbox_remove("out", "kiosk.state", &err), &err);
    check_fails(enrol(peer_url(office.peer), office.code_text, &err), &err, ERR_NOT_FOUND);
    assert_non_null(strstr(err.text, "start it once"));
    assert_int_equal(peer_connections(office.peer), 0);
}

static void test_agent_enrol__passes_the_servers_sentence_on(void **state)
{
    struct err err;

    (void)state;
    office.code.secret[0] ^= 1; // used up meanwhile
    check_fails(enrol(peer_url(office.peer), office.code_text, &err), &err, ERR_INVALID);
    assert_string_equal(err.text, "Mae'r cod hwn wedi'i ddefnyddio. Ask for a n\xC3\xAAw one.");
    check_server(NULL);
}

static void test_agent_enrol__what_is_no_code_or_address_is_not_tried(void **state)
{
    static const char *const codes[] = {"", "ABCD", "not-a-code", "0000-1111"};
    static const char *const addresses[] = {"", "http://127.0.0.1:8443", "https://a b",
                                            "https://office.example/\n", "office.example"};
    char url[OUTBOX_TEXT_SIZE + 1];
    struct err err;

    (void)state;
    for (size_t i = 0; i < COUNT(codes); i++)
        check_fails(enrol(peer_url(office.peer), codes[i], &err), &err, ERR_INVALID);
    for (size_t i = 0; i < COUNT(addresses); i++)
        check_fails(enrol(addresses[i], office.code_text, &err), &err, ERR_INVALID);
    memset(url, 'a', sizeof url - 1);
    memcpy(url, "https://", strlen("https://"));
    url[sizeof url - 1] = '\0';
    check_fails(enrol(url, office.code_text, &err), &err, ERR_INVALID);
    assert_int_equal(peer_connections(office.peer), 0);
}

static void test_agent_enrol__an_answer_that_is_not_ours_is_not_taken(void **state)
{
    static const enum office_fault faults[] = {OFFICE_FORGED, OFFICE_PORTAL, OFFICE_OTHER_LIFE,
                                               OFFICE_BUSY};
    struct err err;

    (void)state;
    for (size_t i = 0; i < COUNT(faults); i++) {
        office.fault = faults[i];
        assert_false(enrol(peer_url(office.peer), office.code_text, &err));
        check_server(NULL);
        assert_false(office_has("in", "enrolment.ack"));
    }
}

static void test_agent_enrol__the_old_server_stays_until_the_new_one_accepts(void **state)
{
    struct err err;

    (void)state;
    check_ok(enrol(peer_url(office.peer), office.code_text, &err), &err);
    other.code.secret[0] ^= 1;
    check_fails(enrol(peer_url(other.peer), other.code_text, &err), &err, ERR_INVALID);
    check_server(peer_url(office.peer));
    check_ok(office_sync(&err), &err); // it is still spoken to
    other.code.secret[0] ^= 1;
    check_ok(enrol(peer_url(other.peer), other.code_text, &err), &err);
    check_server(peer_url(other.peer));
}

static void test_agent_enrol__a_lost_answer_is_asked_for_again(void **state)
{
    struct err err;

    (void)state;
    check_ok(enrol(peer_url(office.peer), office.code_text, &err), &err);
    check_ok(enrol(peer_url(office.peer), office.code_text, &err), &err);
    check_server(peer_url(office.peer));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test_agent_enrol__##test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(is_known_on_both_sides),
        EACH(keeps_the_certificate_and_believes_no_other),
        EACH(sends_nothing_secret_to_another_server),
        EACH(needs_a_kiosk_that_was_started),
        EACH(passes_the_servers_sentence_on),
        EACH(what_is_no_code_or_address_is_not_tried),
        EACH(an_answer_that_is_not_ours_is_not_taken),
        EACH(the_old_server_stays_until_the_new_one_accepts),
        EACH(a_lost_answer_is_asked_for_again),
    };
    struct err err;

    if (!keys_start(&err))
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
