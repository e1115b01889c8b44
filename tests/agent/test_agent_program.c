// SPDX-License-Identifier: Apache-2.0

/* The program: when it runs and stops, what a finger asks of it, and what it says of itself. */

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "shared/json.h"
#include "shared/str.h"
#include "shared/when.h"
#include "tests/agent/machine.h"
#include "tests/check.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct machine machine;

static int set_up(void **state)
{
    (void)state;
    machine_open(&machine);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    machine_close(&machine);
    return 0;
}

static const char *said(const char *file)
{
    static struct bytes text;
    struct err err;

    bytes_clear(&text);
    check_ok(bytes_read_file(&text, file, 65536, &err), &err);
    if (!text.length)
        bytes_clear(&text);
    return bytes_text(&text);
}

static ino_t file_of(const char *path)
{
    struct stat found;

    assert_int_equal(stat(path, &found), 0);
    return found.st_ino;
}

static size_t lines(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += *text == '\n';
    return count;
}

static void test_agent_program__once_says_one_sentence_when_it_fails(void **state)
{
    (void)state;
    assert_int_equal(machine_finish(&machine, machine_start(&machine, "sync", "--once")), 0);
    assert_string_equal(said("said.err"), "");
    machine.office.fault = OFFICE_PORTAL;
    assert_int_equal(machine_finish(&machine, machine_start(&machine, "sync", "--once")), 1);
    assert_int_equal(lines(said("said.err")), 1);
    assert_true(str_starts(said("said.err"), "diolch-agent: what answered is not our server"));
}

static void test_agent_program__needs_an_enrolment(void **state)
{
    (void)state;
    office_make_machine();
    office_write_kiosk(&machine.kiosk);
    assert_int_equal(machine_finish(&machine, machine_start(&machine, "sync", "--once")), 1);
    assert_string_equal(said("said.err"),
                        "diolch-agent: this machine is not enrolled: enrol it first\n");
}

static void test_agent_program__runs_until_it_is_told_to_stop(void **state)
{
    static const int numbers[] = {SIGTERM, SIGINT};

    (void)state;
    for (size_t i = 0; i < COUNT(numbers); i++) {
        size_t before = peer_requests(machine.office.peer);
        pid_t pid = machine_start(&machine, "sync", NULL);

        assert_true(peer_wait_requests(machine.office.peer, before + 2)); // it waits for news
        assert_int_equal(machine_stop(&machine, pid, numbers[i]), 0);
        assert_string_equal(said("said.err"), "");
    }
}

static void test_agent_program__one_agent_at_a_time(void **state)
{
    size_t before = peer_requests(machine.office.peer);
    pid_t pid = machine_start(&machine, "sync", NULL);

    (void)state;
    assert_true(peer_wait_requests(machine.office.peer, before + 1));
    assert_int_equal(machine_finish(&machine, machine_start(&machine, "sync", "--once")), 1);
    assert_true(str_starts(said("said.err"), "diolch-agent: another agent is at work in data"));
    assert_int_equal(machine_finish(&machine, machine_start(&machine, "status", NULL)),
                     0); // which only looks
    assert_int_equal(machine_stop(&machine, pid, SIGTERM), 0);
}

// One request each, on a connection that is kept, while the poll for news goes on.
static void test_agent_program__a_new_record_goes_at_once(void **state)
{
    size_t before = peer_requests(machine.office.peer);
    size_t connections = peer_connections(machine.office.peer);
    pid_t pid = machine_start(&machine, "sync", NULL);

    (void)state;
    assert_true(peer_wait_requests(machine.office.peer, before + 2));
    for (size_t seq = 1; seq <= 3; seq++) {
        office_put_envelope(&machine.office, (int64_t)seq, (int64_t)seq);
        machine_say(&machine, (int64_t)seq, 0);
        assert_true(peer_wait_requests(machine.office.peer, before + 2 + seq));
        assert_int_equal(office_count(&machine.office, "POST /v1/envelope"), seq);
    }
    // It polls again only once it has put the last answer down.
    office_end_wait(&machine.office);
    assert_true(peer_wait_requests(machine.office.peer, before + 6));
    assert_int_equal(machine_stop(&machine, pid, SIGTERM), 0);
    assert_int_equal(peer_requests(machine.office.peer), before + 6);
    assert_int_equal(peer_connections(machine.office.peer), connections + 2);
    assert_int_equal(machine_told_head(&machine).seq, 3);
}

static void test_agent_program__news_of_the_server_comes_at_once(void **state)
{
    size_t before = peer_requests(machine.office.peer);
    pid_t pid = machine_start(&machine, "sync", NULL);
    struct outbox_range range = {machine.office.head.down_log_id, 1, 2};
    char name[OUTBOX_NAME_SIZE];

    (void)state;
    assert_true(peer_wait_requests(machine.office.peer, before + 2));
    // The poll was begun before this record went: its answer is news all the same.
    office_put_envelope(&machine.office, 1, 2);
    machine_say(&machine, 2, 0);
    assert_true(peer_wait_requests(machine.office.peer, before + 3));
    peer_begin(machine.office.peer);
    machine.office.down_count = 2;
    peer_end(machine.office.peer);
    peer_poke(machine.office.peer);
    outbox_envelope_name(name, &range);
    assert_true(office_wait("in", name, true));
    assert_int_equal(machine_stop(&machine, pid, SIGTERM), 0);
}

static void test_agent_program__polls_do_not_wake_the_kiosk(void **state)
{
    size_t before = peer_requests(machine.office.peer);
    pid_t pid = machine_start(&machine, "sync", NULL);
    ino_t agent_state;
    ino_t head;

    (void)state;
    assert_true(peer_wait_requests(machine.office.peer, before + 2));
    agent_state = file_of("in/agent.state");
    head = file_of("in/server.ack");
    for (size_t i = 1; i <= 3; i++) {
        office_write_kiosk(&machine.kiosk); // it is woken, and finds nothing to do
        office_end_wait(&machine.office);
        assert_true(peer_wait_requests(machine.office.peer, before + 2 + i));
    }
    assert_int_equal(machine_stop(&machine, pid, SIGTERM), 0);
    assert_int_equal(file_of("in/agent.state"), agent_state);
    assert_int_equal(file_of("in/server.ack"), head);
}

// A pause of one second, of two, of four, each shortened by up to a half.
static void test_agent_program__what_is_refused_for_ever_is_sent_less_and_less(void **state)
{
    size_t before = peer_requests(machine.office.peer);
    struct timespec begun;
    struct timespec ended;
    pid_t pid;

    (void)state;
    machine.office.fault = OFFICE_REFUSES;
    office_put_envelope(&machine.office, 1, 3);
    machine_say(&machine, 3, 0);
    clock_gettime(CLOCK_MONOTONIC, &begun);
    pid = machine_start(&machine, "sync", NULL);
    assert_true(
        peer_wait_requests(machine.office.peer, before + 8)); // four times head and envelope
    clock_gettime(CLOCK_MONOTONIC, &ended);
    assert_int_equal(machine_stop(&machine, pid, SIGTERM), 0);
    assert_true((ended.tv_sec - begun.tv_sec) * 1000 + (ended.tv_nsec - begun.tv_nsec) / 1000000 >=
                3400);
}

// --- wishes ---

static struct outbox_answer read_wish_answer(const char *name)
{
    struct outbox_answer answer;
    struct err err;

    assert_true(office_wait("in", name, true));
    check_ok(outbox_read_state("in", name, &outbox_answer_shape, &answer, &err), &err);
    return answer;
}

static void end_wish(const char *word)
{
    char name[OUTBOX_NAME_SIZE];
    struct err err;

    snprintf(name, sizeof name, "%s.wish", word);
    check_ok(outbox_remove("out", name, &err), &err);
    office_write_kiosk(&machine.kiosk);
    snprintf(name, sizeof name, "%s.answer", word);
    assert_true(office_wait("in", name, false));
}

static void test_agent_program__a_finger_enrols(void **state)
{
    struct outbox_answer answer;
    pid_t pid;

    (void)state;
    office_make_machine();
    office_write_kiosk(&machine.kiosk);
    pid = machine_start(&machine, "sync", NULL);
    office_wish("enrol", peer_url(machine.office.peer), "no-code");
    answer = read_wish_answer("enrol.answer");
    assert_false(answer.done);
    assert_string_equal(answer.wish, "enrol");
    assert_non_null(strstr(answer.text, "no code"));
    end_wish("enrol"); // also without an enrolment
    office_wish("enrol", peer_url(machine.office.peer), machine.office.code_text);
    answer = read_wish_answer("enrol.answer");
    assert_true(answer.done);
    assert_true(office_has("in", "enrolment.ack"));
    assert_true(office_wait("in", "server.ack", true)); // and it carries at once
    end_wish("enrol");
    assert_int_equal(machine_stop(&machine, pid, SIGTERM), 0);
}

static void test_agent_program__a_finger_moves_to_another_server(void **state)
{
    size_t before = peer_requests(machine.office.peer);
    pid_t pid = machine_start(&machine, "sync", NULL);

    (void)state;
    assert_true(peer_wait_requests(machine.office.peer, before + 2));
    office_wish("enrol", peer_url(machine.other.peer), machine.other.code_text);
    assert_true(read_wish_answer("enrol.answer").done);
    assert_true(peer_wait_requests(machine.other.peer, 4)); // identity, enrolment, head, waiting
    assert_int_equal(office_count(&machine.other, "GET /v1/head"), 2);
    assert_int_equal(machine_stop(&machine, pid, SIGTERM), 0);
    assert_string_equal(said("said.err"), "");
}

static void test_agent_program__once_also_does_what_a_finger_wished(void **state)
{
    struct err err;

    (void)state;
    office_make_machine();
    office_write_kiosk(&machine.kiosk);
    office_wish("enrol", peer_url(machine.office.peer), machine.office.code_text);
    office_wish("sync", "", "");
    check_ok(office_sync(&err), &err);
    assert_true(read_wish_answer("enrol.answer").done);
    assert_true(read_wish_answer("sync.answer").done);
    assert_int_equal(machine_told_head(&machine).seq, 0);
}

static void test_agent_program__send_now_is_answered_when_it_is_known(void **state)
{
    struct outbox_answer answer;
    struct err err;

    (void)state;
    office_put_envelope(&machine.office, 1, 3);
    machine_say(&machine, 3, 0);
    office_wish("sync", "", "");
    machine.office.fault = OFFICE_BUSY;
    assert_false(office_sync(&err));
    answer = read_wish_answer("sync.answer");
    assert_false(answer.done);
    assert_non_null(strstr(answer.text, "busy"));
    check_ok(outbox_remove("in", "sync.answer", &err), &err);
    machine.office.fault = OFFICE_GOOD;
    check_ok(office_sync(&err), &err);
    assert_true(read_wish_answer("sync.answer").done);
    assert_int_equal(machine.office.head.seq, 3);
}

static void test_agent_program__send_now_ends_a_pause(void **state)
{
    size_t before = peer_requests(machine.office.peer);
    pid_t pid;

    (void)state;
    machine.office.fault = OFFICE_BUSY;
    pid = machine_start(&machine, "sync", NULL);
    for (size_t i = 1; i <= 6; i++) { // without the wishes these pauses last a minute
        assert_true(peer_wait_requests(machine.office.peer, before + i));
        office_wish("sync", "", "");
        assert_false(read_wish_answer("sync.answer").done);
        end_wish("sync");
    }
    assert_int_equal(machine_stop(&machine, pid, SIGTERM), 0);
}

// --- status ---

static const struct json *read_status(struct json **json)
{
    const char *text;
    struct err err;

    assert_int_equal(machine_finish(&machine, machine_start(&machine, "status", "--json")), 0);
    text = said("said.out");
    check_ok(json_read(json, text, strlen(text) - 1, 4096, &err), &err);
    return *json;
}

static int64_t number(const struct json *object, const char *name)
{
    assert_non_null(json_get(object, name));
    return json_int(json_get(object, name));
}

static void test_agent_program__status_has_the_fields_of_the_contract(void **state)
{
    static const char *const names[] = {"enrolled",
                                        "last_contact",
                                        "waiting_records",
                                        "oldest_waiting",
                                        "waiting_pictures",
                                        "last_refusal",
                                        "up",
                                        "down"};
    uint8_t note[NOTE_NAME_SIZE];
    const struct json *status;
    struct json *json;
    struct err err;

    (void)state;
    machine.office.down_count = 2;
    office_put_envelope(&machine.office, 1, 3);
    machine_say(&machine, 3, 0);
    check_ok(office_sync(&err), &err);
    machine.kiosk.oldest_waiting_ms = INT64_C(1795435200000);
    machine_say(&machine, 5, 0);
    office_put_note(note, 100);
    status = read_status(&json);
    assert_int_equal(json_count(status), COUNT(names));
    for (size_t i = 0; i < COUNT(names); i++)
        assert_non_null(json_get(status, names[i]));
    assert_true(json_bool(json_get(status, "enrolled")));
    assert_int_equal(json_kind(json_get(status, "last_contact")), JSON_TEXT);
    assert_int_equal(number(status, "waiting_records"), 2);
    assert_string_equal(json_text(json_get(status, "oldest_waiting")), "2026-11-23T12:00:00Z");
    assert_int_equal(number(status, "waiting_pictures"), 1);
    assert_int_equal(json_kind(json_get(status, "last_refusal")), JSON_NULL);
    assert_int_equal(number(json_get(status, "up"), "seq"), 3);
    assert_int_equal(strlen(json_text(json_get(json_get(status, "up"), "hash"))), 64);
    assert_int_equal(number(json_get(status, "down"), "seq"), 2);
    json_free(json);
}

static void test_agent_program__status_is_told_before_anything_was_set_up(void **state)
{
    const struct json *status;
    struct json *json;

    (void)state;
    office_make_machine();
    status = read_status(&json);
    assert_false(json_bool(json_get(status, "enrolled")));
    assert_int_equal(json_kind(json_get(status, "last_contact")), JSON_NULL);
    assert_int_equal(number(status, "waiting_records"), 0);
    json_free(json);
    assert_int_equal(machine_finish(&machine, machine_start(&machine, "status", NULL)), 0);
    assert_non_null(strstr(said("said.out"), "Enrolled: no\nLast contact: never\n"));
    assert_null(strstr(said("said.out"), "switch off"));
}

static void test_agent_program__status_tells_people_what_waits_and_why(void **state)
{
    struct err err;

    (void)state;
    check_ok(office_sync(&err), &err);
    assert_int_equal(machine_finish(&machine, machine_start(&machine, "status", NULL)), 0);
    assert_non_null(strstr(said("said.out"), "Last contact: just now\n"));
    assert_non_null(strstr(said("said.out"), "All sent, you may switch off.\n"));
    office_put_envelope(&machine.office, 1, 3);
    machine.kiosk.oldest_waiting_ms = when_now_ms() - INT64_C(3) * 24 * 3600 * 1000;
    machine_say(&machine, 3, 0);
    machine.office.fault = OFFICE_PORTAL;
    assert_false(office_sync(&err));
    assert_int_equal(machine_finish(&machine, machine_start(&machine, "status", NULL)), 0);
    assert_non_null(strstr(said("said.out"), "Waiting: 3 records\nThe oldest: 3 days ago\n"));
    assert_non_null(strstr(said("said.out"), "Last refusal: what answered is not our server"));
    assert_null(strstr(said("said.out"), "switch off"));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test_agent_program__##test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(once_says_one_sentence_when_it_fails),
        EACH(needs_an_enrolment),
        EACH(runs_until_it_is_told_to_stop),
        EACH(one_agent_at_a_time),
        EACH(a_new_record_goes_at_once),
        EACH(news_of_the_server_comes_at_once),
        EACH(polls_do_not_wake_the_kiosk),
        EACH(what_is_refused_for_ever_is_sent_less_and_less),
        EACH(a_finger_enrols),
        EACH(a_finger_moves_to_another_server),
        EACH(once_also_does_what_a_finger_wished),
        EACH(send_now_is_answered_when_it_is_known),
        EACH(send_now_ends_a_pause),
        EACH(status_has_the_fields_of_the_contract),
        EACH(status_is_told_before_anything_was_set_up),
        EACH(status_tells_people_what_waits_and_why),
    };
    struct err err;

    if (!keys_start(&err))
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
