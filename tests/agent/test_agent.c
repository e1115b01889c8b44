// SPDX-License-Identifier: Apache-2.0
#include "agent/agent.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "shared/when.h"
#include "tests/agent/office.h"
#include "tests/check.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *shipped;

static void open_agent(struct agent *agent)
{
    struct err err;

    office_make_machine();
    check_ok(agent_open(agent, "agent.conf", true, &err), &err);
}

static void test_agent__the_shipped_file_shows_every_key(void **state)
{
    char *example = config_example(agent_keys, agent_key_count);
    struct bytes file = {0};
    struct err err;

    (void)state;
    check_ok(bytes_read_file(&file, shipped, 65536, &err), &err);
    assert_string_equal(bytes_text(&file), example);
    bytes_clear(&file);
    free(example);
}

static void test_agent__every_setting_has_its_limits(void **state)
{
    static const char *const wrong[] = {
        "[network]\nwait_seconds = 51\n",       "[network]\nwait_seconds = 0\n",
        "[network]\ntotal_seconds = -1\n",      "[network]\nslow_bytes = many\n",
        "[network]\nbackoff_seconds = 86401\n", "[agent]\nserver = https://a\n",
    };
    struct agent agent;
    struct err err;

    (void)state;
    for (size_t i = 0; i < COUNT(wrong); i++) {
        check_ok(bytes_write_file("wrong.conf", wrong[i], strlen(wrong[i]), 0600, &err), &err);
        check_fails(agent_open(&agent, "wrong.conf", false, &err), &err, ERR_INVALID);
    }
    check_fails(agent_open(&agent, "none.conf", false, &err), &err, ERR_NOT_FOUND);
}

static void test_agent__only_one_works_and_any_may_look(void **state)
{
    struct agent first;
    struct agent second;
    struct err err;

    (void)state;
    open_agent(&first);
    check_fails(agent_open(&second, "agent.conf", true, &err), &err, ERR_CONFLICT);
    check_ok(agent_open(&second, "agent.conf", false, &err), &err);
    agent_close(&second);
    agent_close(&first);
    check_ok(agent_open(&second, "agent.conf", true, &err), &err);
    agent_close(&second);
}

static void test_agent__has_the_same_key_for_ever(void **state)
{
    uint8_t key[KEYS_PUBLIC_SIZE];
    struct agent agent;
    struct stat found;
    struct err err;

    (void)state;
    open_agent(&agent);
    memcpy(key, agent.keys.sign_public, sizeof key);
    agent_close(&agent);
    check_ok(agent_open(&agent, "agent.conf", true, &err), &err);
    assert_memory_equal(agent.keys.sign_public, key, sizeof key);
    assert_int_equal(stat("data/agent.key", &found), 0);
    assert_int_equal(found.st_mode & 0777, 0400);
    agent_close(&agent);
}

static void test_agent__a_damaged_server_file_is_as_good_as_none(void **state)
{
    static const char *const damaged[] = {"", "https://a", "\n{}", "https://a\n{}"};
    struct agent agent;
    struct err err;

    (void)state;
    office_make_machine();
    for (size_t i = 0; i < COUNT(damaged); i++) {
        check_ok(outbox_put("data", "server.enrolment", damaged[i], strlen(damaged[i]), &err),
                 &err);
        check_ok(agent_open(&agent, "agent.conf", true, &err), &err);
        assert_false(agent.enrolled);
        agent_close(&agent);
    }
}

static ino_t file_of(const char *path)
{
    struct stat found;

    assert_int_equal(stat(path, &found), 0);
    return found.st_ino;
}

static void check_told(const char *refusal)
{
    struct outbox_agent told;
    struct err err;

    check_ok(outbox_read_state("in", "agent.state", &outbox_agent_shape, &told, &err), &err);
    assert_string_equal(told.last_refusal, refusal);
}

static void test_agent__a_contact_is_told_now_and_then(void **state)
{
    struct outbox_agent contact;
    struct agent agent;
    struct err err;
    ino_t kept;
    ino_t told;

    (void)state;
    open_agent(&agent);
    check_ok(agent_note_contact(&agent, &err), &err);
    kept = file_of("data/contact.state");
    told = file_of("in/agent.state");
    when_advance(59000);
    check_ok(agent_note_contact(&agent, &err), &err);
    assert_int_equal(file_of("data/contact.state"), kept);
    when_advance(2000);
    check_ok(agent_note_contact(&agent, &err), &err);
    assert_int_not_equal(file_of("data/contact.state"), kept);
    assert_int_equal(file_of("in/agent.state"), told);
    check_ok(agent_read_contact(&agent, &contact, &err), &err);
    assert_true(llabs(contact.last_contact_ms - when_now_ms()) < 5000);
    when_advance(600000);
    check_ok(agent_note_contact(&agent, &err), &err);
    assert_int_not_equal(file_of("in/agent.state"), told);
    agent_close(&agent);
}

static void test_agent__a_refusal_is_told_at_once_and_once(void **state)
{
    struct outbox_agent contact;
    struct agent agent;
    struct err err;
    ino_t told;

    (void)state;
    open_agent(&agent);
    check_ok(agent_note_contact(&agent, &err), &err);
    check_ok(agent_note_refusal(&agent, "no way", &err), &err);
    check_told("no way");
    told = file_of("in/agent.state");
    check_ok(agent_note_refusal(&agent, "no way", &err), &err);
    check_ok(agent_note_contact(&agent, &err), &err); // the server answers, and still refuses
    assert_int_equal(file_of("in/agent.state"), told);
    check_ok(agent_read_contact(&agent, &contact, &err), &err);
    assert_string_equal(contact.last_refusal, "no way");
    assert_true(contact.last_contact_ms > 0);
    check_ok(agent_note_refusal(&agent, "", &err), &err);
    check_told("");
    agent_close(&agent);
}

static void test_agent__a_damaged_contact_is_written_anew(void **state)
{
    struct outbox_agent contact;
    struct agent agent;
    struct err err;

    (void)state;
    open_agent(&agent);
    check_ok(outbox_put("data", "contact.state", "half", 4, &err), &err);
    check_ok(agent_read_contact(&agent, &contact, &err), &err);
    assert_int_equal(contact.last_contact_ms, 0);
    check_ok(agent_note_contact(&agent, &err), &err);
    check_ok(agent_read_contact(&agent, &contact, &err), &err);
    assert_true(contact.last_contact_ms > 0);
    agent_close(&agent);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agent__the_shipped_file_shows_every_key),
        cmocka_unit_test(test_agent__every_setting_has_its_limits),
        cmocka_unit_test(test_agent__only_one_works_and_any_may_look),
        cmocka_unit_test(test_agent__has_the_same_key_for_ever),
        cmocka_unit_test(test_agent__a_damaged_server_file_is_as_good_as_none),
        cmocka_unit_test(test_agent__a_contact_is_told_now_and_then),
        cmocka_unit_test(test_agent__a_refusal_is_told_at_once_and_once),
        cmocka_unit_test(test_agent__a_damaged_contact_is_written_anew),
    };
    struct err err;

    if (argc != 2 || !keys_start(&err))
        return 1;
    shipped = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
