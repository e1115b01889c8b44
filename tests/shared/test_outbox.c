// SPDX-License-Identifier: Apache-2.0
#include "shared/outbox.h"

#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/record.h"
#include "tests/check.h"
#include "tests/shared/sample.h"

#define FOLDER "folder"
#define LOG "10101010101010101010101010101010"
#define HASH "abababababababababababababababababababababababababababababababab"

static int remove_one(const char *path, const struct stat *found, int kind, struct FTW *place)
{
    (void)found;
    (void)kind;
    (void)place;
    return remove(path);
}

static int make_folder(void **state)
{
    struct err err;

    (void)state;
    nftw(FOLDER, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    return outbox_make_folder(FOLDER, &err) ? 0 : -1;
}

// --- names ---

static void test_outbox__an_envelopes_name_comes_back(void **state)
{
    static const struct outbox_range ranges[] = {
        {{{0x10}}, 1, 1},
        {{{0xFF, 0xEE}}, 257, 512},
        {{{0x01}}, RECORD_SEQ_MAX, RECORD_SEQ_MAX},
    };
    char name[OUTBOX_NAME_SIZE];
    struct outbox_range back;

    (void)state;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        outbox_envelope_name(name, &ranges[i]);
        assert_true(outbox_parse_envelope(&back, name));
        assert_true(id_equal(back.log_id, ranges[i].log_id));
        assert_int_equal(back.from, ranges[i].from);
        assert_int_equal(back.to, ranges[i].to);
    }
    outbox_envelope_name(name, &(struct outbox_range){sample_id(0x10), 1, 256});
    assert_string_equal(name, LOG "-000000000001-000000000256.env");
}

static void test_outbox__names_sort_as_their_records(void **state)
{
    char before[OUTBOX_NAME_SIZE];
    char after[OUTBOX_NAME_SIZE];

    (void)state;
    outbox_envelope_name(before, &(struct outbox_range){sample_id(0x10), 99, 99});
    outbox_envelope_name(after, &(struct outbox_range){sample_id(0x10), 100, 355});
    assert_true(strcmp(before, after) < 0);
}

static const char *const hostile_envelopes[] = {
    "",
    ".env",
    LOG,
    LOG "-000000000001-000000000256",
    LOG "-000000000001-000000000256.ENV",
    LOG "-000000000001-000000000256.env.tmp",
    LOG "-000000000001-000000000256.envx",
    LOG "-000000000000-000000000256.env",
    LOG "-000000000002-000000000001.env",
    LOG "-00000000001-000000000256.env",
    LOG "-0000000000001-000000000256.env",
    LOG "-+00000000001-000000000256.env",
    LOG "- 0000000001-0000000000256.env",
    LOG "-00000000000a-000000000256.env",
    LOG "-000000000001_000000000256.env",
    LOG "_000000000001-000000000256.env",
    "1010101010101010101010101010101G-000000000001-000000000256.env",
    "ABABABABABABABABABABABABABABABAB-000000000001-000000000256.env",
    "00000000000000000000000000000000-000000000001-000000000256.env",
    "../../../../../../etc/passwd....-000000000001-000000000256.env",
    HASH ".note",
};

static void test_outbox__no_other_name_is_an_envelopes(void **state)
{
    struct outbox_range range = {.from = 42};

    (void)state;
    for (size_t i = 0; i < sizeof hostile_envelopes / sizeof hostile_envelopes[0]; i++)
        if (outbox_parse_envelope(&range, hostile_envelopes[i]))
            fail_msg("%s", hostile_envelopes[i]);
    assert_int_equal(range.from, 42);
}

static void test_outbox__a_notes_name_comes_back(void **state)
{
    uint8_t note[NOTE_NAME_SIZE];
    uint8_t back[NOTE_NAME_SIZE];
    char name[OUTBOX_NAME_SIZE];

    (void)state;
    memset(note, 0xAB, sizeof note);
    outbox_note_name(name, note, ".note");
    assert_string_equal(name, HASH ".note");
    assert_true(outbox_parse_note(back, name, ".note"));
    assert_memory_equal(back, note, sizeof note);
    assert_false(outbox_parse_note(back, name, ".ack"));
    outbox_note_name(name, note, ".ack");
    assert_true(outbox_parse_note(back, name, ".ack"));
}

static const char *const hostile_notes[] = {
    "",
    ".note",
    HASH,
    HASH ".not",
    HASH ".note ",
    HASH ".envy",
    HASH ".note.tmp",
    HASH "ab.note",
    "server.note",
    "ABababababababababababababababababababababababababababababababab.note",
    "-babababababababababababababababababababababababababababababababa.note",
    "../bababababababababababababababababababababababababababababababab.note",
};

static void test_outbox__no_other_name_is_a_notes(void **state)
{
    uint8_t note[NOTE_NAME_SIZE] = {42};

    (void)state;
    for (size_t i = 0; i < sizeof hostile_notes / sizeof hostile_notes[0]; i++)
        if (outbox_parse_note(note, hostile_notes[i], ".note"))
            fail_msg("%s", hostile_notes[i]);
    assert_int_equal(note[0], 42);
}

// --- folders and files ---

static void test_outbox__the_other_side_may_read_and_not_write(void **state)
{
    struct stat found;
    struct err err;

    (void)state;
    assert_int_equal(stat(FOLDER, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0750);
    check_ok(outbox_put(FOLDER, "kiosk.state", "{}", 2, &err), &err);
    assert_int_equal(stat(FOLDER "/kiosk.state", &found), 0);
    assert_int_equal(found.st_mode & 0777, 0640);
}

static void test_outbox__a_folder_is_made_once(void **state)
{
    char path[OUTBOX_PATH_SIZE + 1];
    struct err err;

    (void)state;
    check_ok(outbox_make_folder(FOLDER, &err), &err);
    check_ok(outbox_put(FOLDER, "file", "x", 1, &err), &err);
    check_fails(outbox_make_folder(FOLDER "/file", &err), &err, ERR_INTERNAL);
    check_fails(outbox_make_folder(FOLDER "/no/way", &err), &err, ERR_INTERNAL);
    memset(path, 'x', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    check_fails(outbox_make_folder(path, &err), &err, ERR_INTERNAL);
}

static void test_outbox__what_was_put_is_got_and_removed(void **state)
{
    struct bytes content = {0};
    struct err err;

    (void)state;
    check_ok(outbox_put(FOLDER, "server.ack", "old", 3, &err), &err);
    check_ok(outbox_put(FOLDER, "server.ack", "newer", 5, &err), &err);
    check_ok(outbox_get(FOLDER, "server.ack", 5, &content, &err), &err);
    assert_string_equal(bytes_text(&content), "newer");
    check_fails(outbox_get(FOLDER, "server.ack", 4, &content, &err), &err, ERR_INVALID);
    check_ok(outbox_remove(FOLDER, "server.ack", &err), &err);
    check_fails(outbox_get(FOLDER, "server.ack", 5, &content, &err), &err, ERR_NOT_FOUND);
    check_ok(outbox_remove(FOLDER, "server.ack", &err), &err);
    bytes_clear(&content);
}

static void test_outbox__no_name_leads_out_of_its_folder(void **state)
{
    char folder[OUTBOX_PATH_SIZE];
    struct bytes content = {0};
    struct err err;

    (void)state;
    check_ok(outbox_put(".", "outside", "x", 1, &err), &err);
    check_fails(outbox_put(FOLDER, "../outside", "y", 1, &err), &err, ERR_INTERNAL);
    check_fails(outbox_get(FOLDER, "../outside", 9, &content, &err), &err, ERR_INTERNAL);
    check_fails(outbox_remove(FOLDER, "../outside", &err), &err, ERR_INTERNAL);
    assert_int_equal(access("outside", F_OK), 0);
    memset(folder, 'x', sizeof folder - 1);
    folder[sizeof folder - 1] = '\0';
    check_fails(outbox_put(folder, "name", "y", 1, &err), &err, ERR_INTERNAL);
    unlink("outside");
}

static void touch(const char *name)
{
    char path[512];
    FILE *file;

    snprintf(path, sizeof path, FOLDER "/%s", name);
    file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
}

static void test_outbox__lists_what_could_be_ours_in_order(void **state)
{
    static const char *const left_out[] = {
        ".hidden", "kiosk.state.tmp", "line\nbreak",       "bell\a",
        "del\x7F", "caf\xE9",         (HASH HASH ".note"),
    };
    struct outbox_list list;
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof left_out / sizeof left_out[0]; i++)
        touch(left_out[i]);
    touch("server.ack");
    touch(HASH ".note");
    touch("agent.state");
    touch("x two caf\xC3\xA9");
    check_ok(outbox_list_open(&list, FOLDER, &err), &err);
    assert_int_equal(list.count, 4);
    assert_string_equal(list.names[0], HASH ".note");
    assert_string_equal(list.names[1], "agent.state");
    assert_string_equal(list.names[2], "server.ack");
    assert_string_equal(list.names[3], "x two caf\xC3\xA9");
    outbox_list_close(&list);
    outbox_list_close(&list);
    check_fails(outbox_list_open(&list, "nowhere", &err), &err, ERR_NOT_FOUND);
}

static void test_outbox__a_list_has_an_end(void **state)
{
    struct outbox_list list;
    struct err err;

    (void)state;
    for (int i = 0; i <= OUTBOX_LIST_MAX; i++) {
        char name[16];

        snprintf(name, sizeof name, "%d", i);
        touch(name);
    }
    check_ok(outbox_list_open(&list, FOLDER, &err), &err);
    assert_int_equal(list.count, OUTBOX_LIST_MAX);
    outbox_list_close(&list);
}

static void test_outbox__an_empty_folder_has_an_empty_list(void **state)
{
    struct outbox_list list;
    struct err err;

    (void)state;
    check_ok(outbox_list_open(&list, FOLDER, &err), &err);
    assert_int_equal(list.count, 0);
    outbox_list_close(&list);
}

// --- states ---

static void test_outbox__the_kiosks_state_comes_back(void **state)
{
    struct outbox_kiosk kiosk = {.log_id = sample_id(0x10),
                                 .seq = 14,
                                 .sign_public = {1},
                                 .seal_public = {2},
                                 .down_log_id = sample_id(0x11),
                                 .down_seq = 3,
                                 .oldest_waiting_ms = INT64_C(1795435200000),
                                 .notes_missing_count = OUTBOX_NOTES_MAX};
    struct outbox_kiosk back;
    struct err err;

    (void)state;
    for (size_t i = 0; i < OUTBOX_NOTES_MAX; i++)
        memset(kiosk.notes_missing[i], (int)i + 1, NOTE_NAME_SIZE);
    check_ok(outbox_write_state(FOLDER, "kiosk.state", &outbox_kiosk_shape, &kiosk, &err), &err);
    check_ok(outbox_read_state(FOLDER, "kiosk.state", &outbox_kiosk_shape, &back, &err), &err);
    assert_memory_equal(&back, &kiosk, sizeof kiosk);
}

static void test_outbox__the_agents_state_and_answers_come_back(void **state)
{
    struct outbox_agent agent = {true, INT64_C(1795435200000), "the server answered 503"};
    struct outbox_wish wish = {"enrol", "https://office.example:8443", "ABCD-EFGH"};
    struct outbox_answer answer = {"enrol", false, "this code has been used"};
    struct outbox_agent agent_back;
    struct outbox_wish wish_back;
    struct outbox_answer answer_back;
    struct err err;

    (void)state;
    check_ok(outbox_write_state(FOLDER, "a", &outbox_agent_shape, &agent, &err), &err);
    check_ok(outbox_read_state(FOLDER, "a", &outbox_agent_shape, &agent_back, &err), &err);
    assert_true(agent_back.enrolled);
    assert_int_equal(agent_back.last_contact_ms, agent.last_contact_ms);
    assert_string_equal(agent_back.last_refusal, agent.last_refusal);
    check_ok(outbox_write_state(FOLDER, "w", &outbox_wish_shape, &wish, &err), &err);
    check_ok(outbox_read_state(FOLDER, "w", &outbox_wish_shape, &wish_back, &err), &err);
    assert_string_equal(wish_back.wish, wish.wish);
    assert_string_equal(wish_back.url, wish.url);
    assert_string_equal(wish_back.code, wish.code);
    check_ok(outbox_write_state(FOLDER, "r", &outbox_answer_shape, &answer, &err), &err);
    check_ok(outbox_read_state(FOLDER, "r", &outbox_answer_shape, &answer_back, &err), &err);
    assert_string_equal(answer_back.wish, answer.wish);
    assert_false(answer_back.done);
    assert_string_equal(answer_back.text, answer.text);
}

static void test_outbox__a_state_that_is_none_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"enrolled\":1}",
        "{\"enrolled\":true}{}",
        "{\"enrolled\":true,\"enrolled\":false}",
        "{\"enrolled\":true,\"last_contact_ms\":1795435200000}",
        "{\"enrolled\":true,\"last_refusal\":\"\\u0000\"}",
    };
    struct outbox_agent agent = {.last_contact_ms = 42};
    struct bytes large = {0};
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        check_ok(outbox_put(FOLDER, "a", wrong[i], strlen(wrong[i]), &err), &err);
        if (outbox_read_state(FOLDER, "a", &outbox_agent_shape, &agent, &err))
            fail_msg("%s", wrong[i]);
        assert_int_equal(err.kind, ERR_INVALID);
    }
    bytes_add_text(&large, "{\"enrolled\":true}");
    while (large.length <= OUTBOX_STATE_MAX)
        bytes_add_text(&large, " ");
    check_ok(outbox_put(FOLDER, "a", large.data, large.length, &err), &err);
    check_fails(outbox_read_state(FOLDER, "a", &outbox_agent_shape, &agent, &err), &err,
                ERR_INVALID);
    check_fails(outbox_read_state(FOLDER, "b", &outbox_agent_shape, &agent, &err), &err,
                ERR_NOT_FOUND);
    assert_int_equal(agent.last_contact_ms, 42);
    bytes_clear(&large);
}

#define IN_FOLDER(name) cmocka_unit_test_setup(name, make_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_outbox__an_envelopes_name_comes_back),
        cmocka_unit_test(test_outbox__names_sort_as_their_records),
        cmocka_unit_test(test_outbox__no_other_name_is_an_envelopes),
        cmocka_unit_test(test_outbox__a_notes_name_comes_back),
        cmocka_unit_test(test_outbox__no_other_name_is_a_notes),
        IN_FOLDER(test_outbox__the_other_side_may_read_and_not_write),
        IN_FOLDER(test_outbox__a_folder_is_made_once),
        IN_FOLDER(test_outbox__what_was_put_is_got_and_removed),
        IN_FOLDER(test_outbox__no_name_leads_out_of_its_folder),
        IN_FOLDER(test_outbox__lists_what_could_be_ours_in_order),
        IN_FOLDER(test_outbox__a_list_has_an_end),
        IN_FOLDER(test_outbox__an_empty_folder_has_an_empty_list),
        IN_FOLDER(test_outbox__the_kiosks_state_comes_back),
        IN_FOLDER(test_outbox__the_agents_state_and_answers_come_back),
        IN_FOLDER(test_outbox__a_state_that_is_none_is_refused),
    };

    umask(0); // so that the modes are seen which were asked for
    return cmocka_run_group_tests(tests, NULL, NULL);
}
