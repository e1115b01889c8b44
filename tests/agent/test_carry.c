// SPDX-License-Identifier: Apache-2.0
#include "agent/carry.h"

#include <stdio.h>
#include <string.h>

#include "shared/keys.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/sample.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define FILES 8

/*
 * Files are written short here: "u1-3" an envelope of the kiosk's log, "x1-3" of another, "d1-3" of
 * the log down; "n1" a note, "a1" the answer about it; anything else is the name itself.
 */
#define UP 0x11
#define DOWN 0xD0
#define OTHER 0x77

struct scene {
    struct outbox_kiosk kiosk;
    struct acknowledgement head;
    char out[FILES][OUTBOX_NAME_SIZE];
    char in[FILES][OUTBOX_NAME_SIZE];
    char skip[FILES][OUTBOX_NAME_SIZE];
    struct outbox_list out_list;
    struct outbox_list in_list;
    struct outbox_list skip_list;
    struct carry_view view;
};

static void write_name(char out[static OUTBOX_NAME_SIZE], const char *text)
{
    struct outbox_range range = {.log_id = sample_id(text[0] == 'u'   ? UP
                                                     : text[0] == 'd' ? DOWN
                                                                      : OTHER)};
    uint8_t note[NOTE_NAME_SIZE];
    long long from;
    long long to;
    int number;

    if (strchr("uxd", text[0]) && sscanf(text + 1, "%lld-%lld", &from, &to) == 2) {
        range.from = from;
        range.to = to;
        outbox_envelope_name(out, &range);
    } else if (strchr("na", text[0]) && sscanf(text + 1, "%d", &number) == 1) {
        memset(note, number, sizeof note);
        outbox_note_name(out, note, text[0] == 'n' ? ".note" : ".ack");
    } else {
        str_copy(out, OUTBOX_NAME_SIZE, text);
    }
}

// Words with spaces between.
static void put(char (*names)[OUTBOX_NAME_SIZE], struct outbox_list *list, const char *words)
{
    char copy[256];
    char *rest = copy;
    char *word;

    snprintf(copy, sizeof copy, "%s", words);
    list->names = names;
    list->count = 0;
    while ((word = strsep(&rest, " ")))
        if (*word)
            write_name(names[list->count++], word);
}

static void begin(struct scene *scene, const char *out, const char *in)
{
    *scene = (struct scene){
        .kiosk = {.log_id = sample_id(UP), .down_log_id = sample_id(DOWN)},
        .head = {.log_id = sample_id(UP), .down_log_id = sample_id(DOWN)},
    };
    put(scene->out, &scene->out_list, out);
    put(scene->in, &scene->in_list, in);
    scene->view = (struct carry_view){.kiosk = &scene->kiosk,
                                      .out = &scene->out_list,
                                      .in = &scene->in_list,
                                      .head = &scene->head,
                                      .skip = &scene->skip_list};
}

static void want_notes(struct scene *scene, const char *numbers)
{
    for (; *numbers; numbers++)
        memset(scene->kiosk.notes_missing[scene->kiosk.notes_missing_count++], *numbers - '0',
               NOTE_NAME_SIZE);
}

static void check_next(const struct scene *scene, enum carry_act act, const char *name)
{
    char expected[OUTBOX_NAME_SIZE];
    struct carry_step step;

    carry_next(&scene->view, &step);
    assert_int_equal(step.act, act);
    if (!name)
        return;
    write_name(expected, name);
    assert_string_equal(step.name, expected);
}

// --- what is known ---

static void test_carry__waits_for_a_kiosk_that_never_ran(void **state)
{
    struct scene scene;

    (void)state;
    begin(&scene, "u1-3 n1", "d1-2 n4");
    scene.view.kiosk = NULL;
    check_next(&scene, CARRY_WAIT, NULL);
}

static void test_carry__asks_before_it_sends(void **state)
{
    struct scene scene;

    (void)state;
    begin(&scene, "u1-3 n1", "");
    scene.view.head = NULL;
    check_next(&scene, CARRY_ASK, NULL);
}

static void test_carry__asks_again_when_the_kiosk_began_a_new_log(void **state)
{
    struct scene scene;

    (void)state;
    begin(&scene, "u1-3", "");
    scene.kiosk.seq = 3;
    scene.head.log_id = sample_id(OTHER);
    check_next(&scene, CARRY_ASK, NULL);
}

static void test_carry__waits_when_all_is_done(void **state)
{
    struct scene scene;

    (void)state;
    begin(&scene, "u1-3", "server.ack enrolment.ack agent.state");
    scene.kiosk.seq = 3;
    scene.head.seq = 3;
    check_next(&scene, CARRY_WAIT, NULL);
}

// --- records up ---

static void test_carry__sends_what_has_the_next_record(void **state)
{
    static const struct {
        const char *out;
        int64_t head;
        const char *sent; // NULL: none
    } rows[] = {
        {"u1-3 u4-4 u5-9", 0, "u1-3"},
        {"u1-3 u4-4 u5-9", 3, "u4-4"},
        {"u1-3 u4-4 u5-9", 5, "u5-9"},                 // the server has a part of it
        {"u1-3 u4-4 u5-9", 9, NULL},                   // all of it
        {"u1-3 u5-9", 3, NULL},                        // the kiosk fills the gap
        {"u1-3 u5-9", 1, "u1-3"},                      //
        {"u1-256 u200-210 u201-201", 200, "u201-201"}, // the latest to begin says the least again
        {"u1-256 u200-210", 220, "u1-256"},
        {"x1-3", 0, NULL}, // another life of the log
        {"x1-3 u1-2", 0, "u1-2"},
        {"1-3.env u1 kiosk.state sync.wish", 0, NULL},
    };
    struct scene scene;

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        begin(&scene, rows[i].out, "");
        scene.kiosk.seq = 300;
        scene.head.seq = rows[i].head;
        check_next(&scene, rows[i].sent ? CARRY_SEND : CARRY_WAIT, rows[i].sent);
    }
}

static void test_carry__a_fork_stops_nothing(void **state)
{
    struct scene scene;

    (void)state;
    begin(&scene, "u4-6", "");
    scene.kiosk.seq = 6;
    scene.head.seq = 3;
    scene.head.forked = true;
    check_next(&scene, CARRY_SEND, "u4-6");
}

static void test_carry__goes_back_to_where_the_server_went(void **state)
{
    struct scene scene;

    (void)state;
    begin(&scene, "u1-9", "d4-6");
    scene.kiosk.seq = 9;
    scene.kiosk.down_seq = 3;
    scene.head.seq = 2;
    scene.head.down_seq = 1;
    check_next(&scene, CARRY_SEND, "u1-9");
    scene.head.seq = 20; // the kiosk was rolled back: its own matter
    check_next(&scene, CARRY_WAIT, NULL);
}

static void test_carry__what_was_refused_stops_nothing_else(void **state)
{
    struct scene scene;

    (void)state;
    begin(&scene, "u1-3 u1-9 n2", "");
    put(scene.skip, &scene.skip_list, "u1-9");
    scene.kiosk.seq = 9;
    scene.head.down_seq = 4;
    check_next(&scene, CARRY_SEND, "u1-3");
    put(scene.skip, &scene.skip_list, "u1-9 u1-3");
    check_next(&scene, CARRY_FETCH, NULL);
    scene.head.down_seq = 0;
    check_next(&scene, CARRY_WAIT, NULL); // no note before its record
}

// --- records down ---

static void test_carry__fetches_behind_what_lies_ready(void **state)
{
    static const struct {
        const char *in;
        int64_t stored;
        int64_t head;
        int64_t after; // -1: nothing is fetched
    } rows[] = {
        {"", 0, 0, -1},           {"", 0, 1, 0},      {"", 5, 9, 5},
        {"d6-9", 5, 9, -1},       {"d6-9", 5, 12, 9}, {"d6-9 d10-12", 5, 13, 12},
        {"d4-7 d6-9", 5, 13, 9},  {"d8-9", 5, 13, 5}, {"", 9, 5, -1},
        {"d6-7 d9-12", 5, 13, 7},
    };
    struct scene scene;
    struct carry_step step;

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        begin(&scene, "", rows[i].in);
        scene.kiosk.down_seq = rows[i].stored;
        scene.head.down_seq = rows[i].head;
        carry_next(&scene.view, &step);
        assert_int_equal(step.act, rows[i].after < 0 ? CARRY_WAIT : CARRY_FETCH);
        if (rows[i].after >= 0)
            assert_int_equal(step.after, rows[i].after);
    }
}

static void test_carry__fetches_nothing_the_kiosk_would_not_know(void **state)
{
    struct scene scene;

    (void)state;
    begin(&scene, "", "enrolment.ack");
    scene.kiosk.down_log_id = (struct id){0}; // it has not read the enrolment yet
    scene.head.down_seq = 4;
    check_next(&scene, CARRY_WAIT, NULL);
    scene.kiosk.down_log_id = sample_id(OTHER);
    check_next(&scene, CARRY_WAIT, NULL);
}

// --- notes ---

static void test_carry__notes_go_after_all_records(void **state)
{
    struct scene scene;

    (void)state;
    begin(&scene, "u1-3 n1 n2", "a1");
    scene.kiosk.seq = 3;
    check_next(&scene, CARRY_SEND, "u1-3");
    scene.head.seq = 3;
    scene.head.down_seq = 1;
    check_next(&scene, CARRY_FETCH, NULL);
    scene.head.down_seq = 0;
    check_next(&scene, CARRY_SEND_NOTE, "n2");
    scene.kiosk.seq = 4; // its file comes in a moment
    check_next(&scene, CARRY_WAIT, NULL);
    scene.kiosk.seq = 3;
    put(scene.skip, &scene.skip_list, "n2");
    check_next(&scene, CARRY_WAIT, NULL);
}

static void test_carry__fetches_the_notes_the_kiosk_misses(void **state)
{
    struct carry_step step;
    struct scene scene;
    uint8_t note[NOTE_NAME_SIZE];

    (void)state;
    begin(&scene, "", "n5");
    want_notes(&scene, "567");
    carry_next(&scene.view, &step);
    assert_int_equal(step.act, CARRY_FETCH_NOTE);
    memset(note, 6, sizeof note);
    assert_memory_equal(step.note, note, sizeof note);
    put(scene.skip, &scene.skip_list, "n6");
    carry_next(&scene.view, &step);
    memset(note, 7, sizeof note);
    assert_memory_equal(step.note, note, sizeof note);
    put(scene.skip, &scene.skip_list, "n6 n7");
    check_next(&scene, CARRY_WAIT, NULL);
}

// --- what is removed ---

static void test_carry__removes_what_the_kiosk_is_done_with(void **state)
{
    static const struct {
        const char *out;
        const char *in;
        const char *removed; // NULL: nothing
    } rows[] = {
        {"", "d1-5", "d1-5"},                 // stored
        {"", "d4-5", "d4-5"},                 //
        {"", "d4-6", NULL},                   // a part of it is not
        {"", "d6-6", NULL},                   //
        {"", "x6-9", "x6-9"},                 // of a log that is no more
        {"", "n4", NULL},                     // missing, and so kept for it
        {"", "n1", "n1"},                     // it has it
        {"n2", "a2", NULL},                   // it has not seen that the note arrived
        {"n1", "a2", "a2"},                   //
        {"enrol.wish", "enrol.answer", NULL}, //
        {"sync.wish", "enrol.answer", "enrol.answer"},
        {"", "server.ack enrolment.ack agent.state", NULL},
        {"", "readme.txt u1 1-5.env", NULL}, // not ours
    };
    struct scene scene;

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        begin(&scene, rows[i].out, rows[i].in);
        scene.kiosk.down_seq = 5;
        scene.head.down_seq = 6;
        want_notes(&scene, "4");
        put(scene.skip, &scene.skip_list, "n4 n1 n2");
        if (rows[i].removed)
            check_next(&scene, CARRY_REMOVE, rows[i].removed);
        else
            check_next(&scene, strstr(rows[i].in, "-6") ? CARRY_WAIT : CARRY_FETCH, NULL);
    }
}

static void test_carry__removes_without_a_server(void **state)
{
    struct scene scene;

    (void)state;
    begin(&scene, "", "enrol.answer");
    scene.view.head = NULL;
    check_next(&scene, CARRY_REMOVE, "enrol.answer");
    scene.view.kiosk = NULL; // a code was refused before the kiosk said a word
    check_next(&scene, CARRY_REMOVE, "enrol.answer");
}

// --- counts ---

static void test_carry__counts_what_waits(void **state)
{
    static const struct {
        const char *out;
        const char *in;
        int64_t seq;
        int64_t head; // -1: not known
        int64_t records;
        int64_t notes;
    } rows[] = {
        {"", "", 0, -1, 0, 0},      {"u1-3", "", 3, -1, 3, 0}, {"u1-3", "", 3, 1, 2, 0},
        {"", "", 3, 3, 0, 0},       {"", "", 3, 7, 0, 0},      {"n1 n2 n3", "a2", 3, 3, 0, 2},
        {"u1-3", "n1", 9, 0, 9, 0},
    };
    struct scene scene;
    int64_t records;
    int64_t notes;

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        begin(&scene, rows[i].out, rows[i].in);
        scene.kiosk.seq = rows[i].seq;
        scene.head.seq = rows[i].head;
        if (rows[i].head < 0)
            scene.view.head = NULL;
        carry_count(&scene.view, &records, &notes);
        assert_int_equal(records, rows[i].records);
        assert_int_equal(notes, rows[i].notes);
    }
    begin(&scene, "n1", "");
    scene.view.kiosk = NULL;
    carry_count(&scene.view, &records, &notes);
    assert_int_equal(records, 0);
    assert_int_equal(notes, 1);
    begin(&scene, "", "");
    scene.kiosk.seq = 4;
    scene.head.seq = 3;
    scene.head.log_id = sample_id(OTHER); // of the life before
    carry_count(&scene.view, &records, &notes);
    assert_int_equal(records, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_carry__waits_for_a_kiosk_that_never_ran),
        cmocka_unit_test(test_carry__asks_before_it_sends),
        cmocka_unit_test(test_carry__asks_again_when_the_kiosk_began_a_new_log),
        cmocka_unit_test(test_carry__waits_when_all_is_done),
        cmocka_unit_test(test_carry__sends_what_has_the_next_record),
        cmocka_unit_test(test_carry__a_fork_stops_nothing),
        cmocka_unit_test(test_carry__goes_back_to_where_the_server_went),
        cmocka_unit_test(test_carry__what_was_refused_stops_nothing_else),
        cmocka_unit_test(test_carry__fetches_behind_what_lies_ready),
        cmocka_unit_test(test_carry__fetches_nothing_the_kiosk_would_not_know),
        cmocka_unit_test(test_carry__notes_go_after_all_records),
        cmocka_unit_test(test_carry__fetches_the_notes_the_kiosk_misses),
        cmocka_unit_test(test_carry__removes_what_the_kiosk_is_done_with),
        cmocka_unit_test(test_carry__removes_without_a_server),
        cmocka_unit_test(test_carry__counts_what_waits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
