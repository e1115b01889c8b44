// SPDX-License-Identifier: Apache-2.0
#include "agent/agent.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "shared/json.h"
#include "shared/str.h"
#include "shared/when.h"
#include "tests/agent/office.h"
#include "tests/check.h"
#include "tests/shared/sample.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct office office;
static struct office other;
static struct outbox_kiosk kiosk;

static int set_up(void **state)
{
    (void)state;
    office_make_machine();
    office_open(&office, 0);
    office_open(&other, 1);
    kiosk = office_kiosk(&office, 0, 0);
    office_write_kiosk(&kiosk);
    office_enrol(&office);
    return 0;
}

static pid_t running; // the program, or 0

static int tear_down(void **state)
{
    (void)state;
    if (running) { // the test failed
        kill(running, SIGKILL);
        waitpid(running, NULL, 0);
    }
    running = 0;
    office_close(&office);
    office_close(&other);
    return 0;
}

static void say_kiosk(int64_t seq, int64_t down_seq)
{
    kiosk.seq = seq;
    kiosk.down_seq = down_seq;
    office_write_kiosk(&kiosk);
}

static struct acknowledgement told_head(void)
{
    struct acknowledgement head;
    struct bytes file = {0};
    struct err err;

    check_ok(outbox_get("in", "server.ack", ACKNOWLEDGEMENT_MAX, &file, &err), &err);
    check_ok(acknowledgement_read(&head, file.data, file.length, office.keys.sign_public, &err),
             &err);
    bytes_clear(&file);
    return head;
}

static struct outbox_agent told_state(void)
{
    struct outbox_agent told;
    struct err err;

    check_ok(outbox_read_state("in", "agent.state", &outbox_agent_shape, &told, &err), &err);
    return told;
}

// --- records up ---

static void test_agent_sync__records_go_up_in_order(void **state)
{
    struct err err;

    (void)state;
    office_put_envelope(&office, 1, 3);
    office_put_envelope(&office, 4, 4);
    office_put_envelope(&office, 5, 9);
    say_kiosk(9, 0);
    check_ok(office_sync(&err), &err);
    assert_int_equal(office.head.seq, 9);
    assert_int_equal(office_count(&office, "POST /v1/envelope"), 3);
    assert_int_equal(told_head().seq, 9);
    assert_int_equal(office_files("out", ".env"), 3); // the kiosk's to delete
    check_ok(office_sync(&err), &err);
    assert_int_equal(office_count(&office, "POST /v1/envelope"), 3);
}

static void test_agent_sync__one_connection_carries_all(void **state)
{
    struct err err;
    size_t before = peer_connections(office.peer);

    (void)state;
    for (int64_t seq = 1; seq <= 6; seq++)
        office_put_envelope(&office, seq, seq);
    say_kiosk(6, 0);
    check_ok(office_sync(&err), &err);
    assert_int_equal(peer_connections(office.peer), before + 1);
}

static void test_agent_sync__a_lost_answer_stores_nothing_twice(void **state)
{
    struct err err;
    size_t before;

    (void)state;
    office_put_envelope(&office, 1, 3);
    office_put_envelope(&office, 4, 6);
    say_kiosk(6, 0);
    office.fault = OFFICE_LOSES;
    check_fails(office_sync(&err), &err, ERR_OFFLINE);
    assert_non_null(strstr(err.text, "cut off"));
    assert_int_equal(office.head.seq, 3);
    assert_int_equal(told_head().seq, 0);
    office.fault = OFFICE_GOOD;
    before = office_count(&office, "POST /v1/envelope"); // libcurl may have tried it twice
    check_ok(office_sync(&err), &err);
    assert_int_equal(office.head.seq, 6);
    assert_int_equal(office_count(&office, "POST /v1/envelope"), before + 1);
}

static void test_agent_sync__a_server_that_was_restored_gets_it_again(void **state)
{
    struct err err;

    (void)state;
    office_put_envelope(&office, 1, 3);
    office_put_envelope(&office, 4, 6);
    say_kiosk(6, 0);
    check_ok(office_sync(&err), &err);
    office.head.seq = 2;
    check_ok(office_sync(&err), &err);
    assert_int_equal(office.head.seq, 6);
    assert_int_equal(office_count(&office, "POST /v1/envelope"), 4);
    assert_int_equal(told_head().seq, 6);
}

static void test_agent_sync__a_gap_waits_for_the_kiosk(void **state)
{
    struct err err;

    (void)state;
    office_put_envelope(&office, 1, 3);
    office_put_envelope(&office, 7, 9);
    say_kiosk(9, 0);
    check_ok(office_sync(&err), &err);
    assert_int_equal(told_head().seq, 3);
    assert_int_equal(office_count(&office, "POST /v1/envelope"), 1);
    office_put_envelope(&office, 3, 6);
    check_ok(office_sync(&err), &err);
    assert_int_equal(told_head().seq, 9);
}

static void test_agent_sync__what_is_refused_stops_nothing_else(void **state)
{
    static const enum office_fault faults[] = {OFFICE_REFUSES, OFFICE_STUBBORN};
    struct err err;

    (void)state;
    office_put_envelope(&office, 1, 3);
    office.down_count = 2;
    say_kiosk(3, 0);
    for (size_t i = 0; i < COUNT(faults); i++) {
        office.fault = faults[i];
        check_fails(office_sync(&err), &err, ERR_INVALID);
        assert_non_null(strstr(err.text, "exceptions"));
        assert_string_equal(told_state().last_refusal, err.text);
        assert_int_equal(office_count(&office, "POST /v1/envelope"), i + 1);
        assert_int_equal(office_files("in", ".env"), 1); // news came all the same
        assert_int_equal(office_files("out", ".env"), 1);
    }
}

// --- anything but a proper answer ---

static void test_agent_sync__a_bad_answer_moves_and_deletes_nothing(void **state)
{
    static const struct {
        enum office_fault fault;
        const char *part;
    } rows[] = {
        {OFFICE_PORTAL, "not our server"},
        {OFFICE_BUSY, "busy"},
        {OFFICE_STRANGER, "does not know this kiosk"},
        {OFFICE_FORGED, "signature"},
        {OFFICE_MISTAKEN, "another kiosk's records"},
    };
    struct acknowledgement before;
    struct err err;

    (void)state;
    check_ok(office_sync(&err), &err);
    before = told_head();
    office_put_envelope(&office, 1, 3);
    say_kiosk(3, 0);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct acknowledgement after;
        char expected[OUTBOX_TEXT_SIZE];

        office.fault = rows[i].fault;
        check_fails(office_sync(&err), &err, ERR_OFFLINE);
        if (!strstr(err.text, rows[i].part))
            fail_msg("'%s' is not in '%s'", rows[i].part, err.text);
        snprintf(expected, sizeof expected, "%s", err.text);
        assert_string_equal(told_state().last_refusal, expected);
        after = told_head();
        assert_memory_equal(&after, &before, sizeof after);
        assert_int_equal(office_files("out", ".env"), 1);
        assert_int_equal(office_files("in", ".env"), 0);
    }
    assert_int_equal(office_count(&office, "POST /v1/envelope"), 0);
    office.fault = OFFICE_GOOD;
    check_ok(office_sync(&err), &err);
    assert_string_equal(told_state().last_refusal, "");
}

// --- records down ---

static void test_agent_sync__news_comes_down_and_is_cleared_away(void **state)
{
    struct err err;

    (void)state;
    office.down_count = 7;
    check_ok(office_sync(&err), &err);
    assert_int_equal(office_count(&office, "GET /v1/down"), 3); // three records at a time
    assert_int_equal(office_files("in", ".env"), 3);
    assert_int_equal(told_head().down_seq, 7);
    say_kiosk(0, 3);
    check_ok(office_sync(&err), &err);
    assert_int_equal(office_files("in", ".env"), 2);
    say_kiosk(0, 7);
    check_ok(office_sync(&err), &err);
    assert_int_equal(office_files("in", ".env"), 0);
    assert_int_equal(office_count(&office, "GET /v1/down"), 3);
}

static void test_agent_sync__other_records_than_asked_for_are_not_taken(void **state)
{
    struct err err;

    (void)state;
    office.down_count = 2;
    office.fault = OFFICE_WRONG_DOWN;
    check_fails(office_sync(&err), &err, ERR_OFFLINE);
    assert_int_equal(office_files("in", ".env"), 0);
}

// Fetching what is removed at once would never end.
static void test_agent_sync__fetches_nothing_before_the_kiosk_is_enrolled(void **state)
{
    struct err err;

    (void)state;
    kiosk.down_log_id = (struct id){0};
    say_kiosk(0, 0);
    office.down_count = 2;
    check_ok(office_sync(&err), &err);
    assert_int_equal(office_count(&office, "GET /v1/down"), 0);
}

// --- notes ---

static void test_agent_sync__a_picture_goes_on_where_it_was_cut_off(void **state)
{
    uint8_t name[NOTE_NAME_SIZE];
    char answer[OUTBOX_NAME_SIZE];
    char put[128];
    struct err err;

    (void)state;
    office_put_note(name, 700000);
    office_fill_note(&office.up[0], 3, 300000); // the same bytes as far as they go
    memcpy(office.up[0].name, name, sizeof name);
    check_ok(office_sync(&err), &err);
    assert_true(office.up[0].complete);
    assert_int_equal(office.up[0].bytes.length, 700000);
    assert_int_equal(office_count(&office, "PUT"), 2);
    outbox_note_name(answer, name, "");
    snprintf(put, sizeof put, "PUT /v1/note/%s?offset=300000", answer);
    assert_int_equal(office_count(&office, put), 1);
    outbox_note_name(answer, name, ".ack");
    assert_true(office_has("in", answer));
    check_ok(office_sync(&err), &err); // it is not sent again
    assert_int_equal(office_count(&office, "PUT"), 2);
    outbox_note_name(answer, name, ".note");
    check_ok(outbox_remove("out", answer, &err), &err);
    check_ok(office_sync(&err), &err);
    assert_int_equal(office_files("in", ".ack"), 2); // of the server, and of the enrolment
}

static void test_agent_sync__a_picture_that_is_refused_stays_and_is_named(void **state)
{
    uint8_t name[NOTE_NAME_SIZE];
    struct err err;

    (void)state;
    office_put_note(name, 5000);
    office.fault = OFFICE_NO_PICTURES;
    office.down_count = 1;
    check_fails(office_sync(&err), &err, ERR_INVALID);
    assert_non_null(strstr(err.text, "too large"));
    assert_int_equal(office_files("out", ".note"), 1);
    assert_int_equal(office_files("in", ".ack"), 2); // none of it
}

static void test_agent_sync__the_kiosk_gets_the_notes_it_misses(void **state)
{
    char name[OUTBOX_NAME_SIZE];
    struct bytes file = {0};
    struct err err;

    (void)state;
    office_fill_note(&office.down[0], 8, 3000);
    office_fill_note(&office.down[1], 9, 3000);
    office.down[1].bytes.data[5] ^= 1; // damaged on its way
    kiosk.notes_missing_count = 3;
    memcpy(kiosk.notes_missing[0], office.down[0].name, NOTE_NAME_SIZE);
    memcpy(kiosk.notes_missing[1], office.down[1].name, NOTE_NAME_SIZE);
    memset(kiosk.notes_missing[2], 0x44, NOTE_NAME_SIZE); // the server has no such note
    say_kiosk(0, 0);
    check_ok(office_sync(&err), &err);
    assert_int_equal(office_files("in", ".note"), 1);
    outbox_note_name(name, office.down[0].name, ".note");
    check_ok(outbox_get("in", name, NOTE_SEALED_MAX, &file, &err), &err);
    assert_int_equal(file.length, 3000);
    bytes_clear(&file);
    assert_int_equal(office_count(&office, "GET /v1/note/"), 3); // each once
    kiosk.notes_missing_count = 0;
    say_kiosk(0, 0);
    check_ok(office_sync(&err), &err);
    assert_int_equal(office_files("in", ".note"), 0);
}

// --- the program ---

static pid_t start(const char *command, const char *option)
{
    char program[OUTBOX_PATH_SIZE];
    char *const words[] = {(char *)"diolch-agent", (char *)"--config", (char *)"agent.conf",
                           (char *)command,        (char *)option,     NULL};
    posix_spawn_file_actions_t actions;
    extern char **environ;
    pid_t pid;

    snprintf(program, sizeof program, "%s/diolch-agent", getenv("TEST_BIN_DIR"));
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "said.out", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, "said.err", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_int_equal(posix_spawn(&pid, program, &actions, NULL, words, environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    if (!option && str_equal(command, "sync"))
        running = pid;
    return pid;
}

static int finish(pid_t pid)
{
    int status;

    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (pid == running)
        running = 0;
    if (WIFSIGNALED(status))
        fail_msg("it was ended by signal %d", WTERMSIG(status));
    return WEXITSTATUS(status);
}

static int stop(pid_t pid, int number)
{
    kill(pid, number);
    return finish(pid);
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

static void test_agent_sync__once_says_one_sentence_when_it_fails(void **state)
{
    (void)state;
    assert_int_equal(finish(start("sync", "--once")), 0);
    assert_string_equal(said("said.err"), "");
    office.fault = OFFICE_PORTAL;
    assert_int_equal(finish(start("sync", "--once")), 1);
    assert_int_equal(lines(said("said.err")), 1);
    assert_true(str_starts(said("said.err"), "diolch-agent: what answered is not our server"));
}

static void test_agent_sync__needs_an_enrolment(void **state)
{
    (void)state;
    office_make_machine();
    office_write_kiosk(&kiosk);
    assert_int_equal(finish(start("sync", "--once")), 1);
    assert_string_equal(said("said.err"),
                        "diolch-agent: this machine is not enrolled: enrol it first\n");
}

static void test_agent_sync__runs_until_it_is_told_to_stop(void **state)
{
    static const int numbers[] = {SIGTERM, SIGINT};

    (void)state;
    for (size_t i = 0; i < COUNT(numbers); i++) {
        size_t before = peer_requests(office.peer);
        pid_t pid = start("sync", NULL);

        assert_true(peer_wait_requests(office.peer, before + 2)); // it waits for news
        assert_int_equal(stop(pid, numbers[i]), 0);
        assert_string_equal(said("said.err"), "");
    }
}

static void test_agent_sync__one_agent_at_a_time(void **state)
{
    size_t before = peer_requests(office.peer);
    pid_t pid = start("sync", NULL);

    (void)state;
    assert_true(peer_wait_requests(office.peer, before + 1));
    assert_int_equal(finish(start("sync", "--once")), 1);
    assert_true(str_starts(said("said.err"), "diolch-agent: another agent is at work in data"));
    assert_int_equal(finish(start("status", NULL)), 0); // which only looks
    assert_int_equal(stop(pid, SIGTERM), 0);
}

static void test_agent_sync__a_new_record_goes_at_once(void **state)
{
    size_t before = peer_requests(office.peer);
    pid_t pid = start("sync", NULL);

    (void)state;
    assert_true(peer_wait_requests(office.peer, before + 2));
    office_put_envelope(&office, 1, 2);
    say_kiosk(2, 0);
    assert_true(peer_wait_requests(office.peer, before + 4)); // the envelope, and waiting again
    assert_int_equal(office_count(&office, "POST /v1/envelope"), 1);
    assert_int_equal(stop(pid, SIGTERM), 0);
}

static void test_agent_sync__news_of_the_server_comes_at_once(void **state)
{
    size_t before = peer_requests(office.peer);
    pid_t pid = start("sync", NULL);
    struct outbox_range range = {office.head.down_log_id, 1, 2};
    char name[OUTBOX_NAME_SIZE];

    (void)state;
    assert_true(peer_wait_requests(office.peer, before + 2));
    peer_begin(office.peer);
    office.down_count = 2;
    peer_end(office.peer);
    peer_poke(office.peer);
    outbox_envelope_name(name, &range);
    assert_true(office_wait("in", name, true));
    assert_int_equal(stop(pid, SIGTERM), 0);
}

static void test_agent_sync__polls_do_not_wake_the_kiosk(void **state)
{
    size_t before = peer_requests(office.peer);
    pid_t pid = start("sync", NULL);
    ino_t agent_state;
    ino_t head;

    (void)state;
    assert_true(peer_wait_requests(office.peer, before + 2));
    agent_state = file_of("in/agent.state");
    head = file_of("in/server.ack");
    for (size_t i = 1; i <= 3; i++) {
        office_write_kiosk(&kiosk); // it is woken, and finds nothing to do
        assert_true(peer_wait_requests(office.peer, before + 2 + i));
    }
    assert_int_equal(stop(pid, SIGTERM), 0);
    assert_int_equal(file_of("in/agent.state"), agent_state);
    assert_int_equal(file_of("in/server.ack"), head);
}

// A pause of one second, of two, of four, each shortened by up to a half.
static void test_agent_sync__what_is_refused_for_ever_is_sent_less_and_less(void **state)
{
    size_t before = peer_requests(office.peer);
    struct timespec begun;
    struct timespec ended;
    pid_t pid;

    (void)state;
    office.fault = OFFICE_REFUSES;
    office_put_envelope(&office, 1, 3);
    say_kiosk(3, 0);
    clock_gettime(CLOCK_MONOTONIC, &begun);
    pid = start("sync", NULL);
    assert_true(peer_wait_requests(office.peer, before + 8)); // four times head and envelope
    clock_gettime(CLOCK_MONOTONIC, &ended);
    assert_int_equal(stop(pid, SIGTERM), 0);
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
    office_write_kiosk(&kiosk);
    snprintf(name, sizeof name, "%s.answer", word);
    assert_true(office_wait("in", name, false));
}

static void test_agent_sync__a_finger_enrols(void **state)
{
    struct outbox_answer answer;
    pid_t pid;

    (void)state;
    office_make_machine();
    office_write_kiosk(&kiosk);
    pid = start("sync", NULL);
    office_wish("enrol", peer_url(office.peer), "no-code");
    answer = read_wish_answer("enrol.answer");
    assert_false(answer.done);
    assert_string_equal(answer.wish, "enrol");
    assert_non_null(strstr(answer.text, "no code"));
    end_wish("enrol"); // also without an enrolment
    office_wish("enrol", peer_url(office.peer), office.code_text);
    answer = read_wish_answer("enrol.answer");
    assert_true(answer.done);
    assert_true(office_has("in", "enrolment.ack"));
    assert_true(office_wait("in", "server.ack", true)); // and it carries at once
    end_wish("enrol");
    assert_int_equal(stop(pid, SIGTERM), 0);
}

static void test_agent_sync__a_finger_moves_to_another_server(void **state)
{
    size_t before = peer_requests(office.peer);
    pid_t pid = start("sync", NULL);

    (void)state;
    assert_true(peer_wait_requests(office.peer, before + 2));
    office_wish("enrol", peer_url(other.peer), other.code_text);
    assert_true(read_wish_answer("enrol.answer").done);
    assert_true(peer_wait_requests(other.peer, 4)); // identity, enrolment, head, waiting
    assert_int_equal(office_count(&other, "GET /v1/head"), 2);
    assert_int_equal(stop(pid, SIGTERM), 0);
    assert_string_equal(said("said.err"), "");
}

static void test_agent_sync__once_also_does_what_a_finger_wished(void **state)
{
    struct err err;

    (void)state;
    office_make_machine();
    office_write_kiosk(&kiosk);
    office_wish("enrol", peer_url(office.peer), office.code_text);
    office_wish("sync", "", "");
    check_ok(office_sync(&err), &err);
    assert_true(read_wish_answer("enrol.answer").done);
    assert_true(read_wish_answer("sync.answer").done);
    assert_int_equal(told_head().seq, 0);
}

static void test_agent_sync__send_now_is_answered_when_it_is_known(void **state)
{
    struct outbox_answer answer;
    struct err err;

    (void)state;
    office_put_envelope(&office, 1, 3);
    say_kiosk(3, 0);
    office_wish("sync", "", "");
    office.fault = OFFICE_BUSY;
    assert_false(office_sync(&err));
    answer = read_wish_answer("sync.answer");
    assert_false(answer.done);
    assert_non_null(strstr(answer.text, "busy"));
    check_ok(outbox_remove("in", "sync.answer", &err), &err);
    office.fault = OFFICE_GOOD;
    check_ok(office_sync(&err), &err);
    assert_true(read_wish_answer("sync.answer").done);
    assert_int_equal(office.head.seq, 3);
}

static void test_agent_sync__send_now_ends_a_pause(void **state)
{
    size_t before = peer_requests(office.peer);
    pid_t pid;

    (void)state;
    office.fault = OFFICE_BUSY;
    pid = start("sync", NULL);
    for (size_t i = 1; i <= 6; i++) { // without the wishes these pauses last a minute
        assert_true(peer_wait_requests(office.peer, before + i));
        office_wish("sync", "", "");
        assert_false(read_wish_answer("sync.answer").done);
        end_wish("sync");
    }
    assert_int_equal(stop(pid, SIGTERM), 0);
}

// --- status ---

static const struct json *read_status(struct json **json)
{
    const char *text;
    struct err err;

    assert_int_equal(finish(start("status", "--json")), 0);
    text = said("said.out");
    check_ok(json_read(json, text, strlen(text) - 1, 4096, &err), &err);
    return *json;
}

static int64_t number(const struct json *object, const char *name)
{
    assert_non_null(json_get(object, name));
    return json_int(json_get(object, name));
}

static void test_agent_sync__status_has_the_fields_of_the_contract(void **state)
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
    office.down_count = 2;
    office_put_envelope(&office, 1, 3);
    say_kiosk(3, 0);
    check_ok(office_sync(&err), &err);
    kiosk.oldest_waiting_ms = INT64_C(1795435200000);
    say_kiosk(5, 0);
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

static void test_agent_sync__status_is_told_before_anything_was_set_up(void **state)
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
    assert_int_equal(finish(start("status", NULL)), 0);
    assert_non_null(strstr(said("said.out"), "Enrolled: no\nLast contact: never\n"));
    assert_null(strstr(said("said.out"), "switch off"));
}

static void test_agent_sync__status_tells_people_what_waits_and_why(void **state)
{
    struct err err;

    (void)state;
    check_ok(office_sync(&err), &err);
    assert_int_equal(finish(start("status", NULL)), 0);
    assert_non_null(strstr(said("said.out"), "Last contact: just now\n"));
    assert_non_null(strstr(said("said.out"), "All sent, you may switch off.\n"));
    office_put_envelope(&office, 1, 3);
    kiosk.oldest_waiting_ms = when_now_ms() - INT64_C(3) * 24 * 3600 * 1000;
    say_kiosk(3, 0);
    office.fault = OFFICE_PORTAL;
    assert_false(office_sync(&err));
    assert_int_equal(finish(start("status", NULL)), 0);
    assert_non_null(strstr(said("said.out"), "Waiting: 3 records\nThe oldest: 3 days ago\n"));
    assert_non_null(strstr(said("said.out"), "Last refusal: what answered is not our server"));
    assert_null(strstr(said("said.out"), "switch off"));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test_agent_sync__##test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(records_go_up_in_order),
        EACH(one_connection_carries_all),
        EACH(a_lost_answer_stores_nothing_twice),
        EACH(a_server_that_was_restored_gets_it_again),
        EACH(a_gap_waits_for_the_kiosk),
        EACH(what_is_refused_stops_nothing_else),
        EACH(a_bad_answer_moves_and_deletes_nothing),
        EACH(news_comes_down_and_is_cleared_away),
        EACH(other_records_than_asked_for_are_not_taken),
        EACH(fetches_nothing_before_the_kiosk_is_enrolled),
        EACH(a_picture_goes_on_where_it_was_cut_off),
        EACH(a_picture_that_is_refused_stays_and_is_named),
        EACH(the_kiosk_gets_the_notes_it_misses),
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
