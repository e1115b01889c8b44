// SPDX-License-Identifier: Apache-2.0

/* Practice: toy money, said on every page, and nothing of it anywhere afterwards. */

#include "kiosk/practice.h"

#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "kiosk/example.h"
#include "kiosk/screens.h"
#include "kiosk/vault.h"
#include "shared/log.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

static struct support support;
static struct kiosk *const kiosk = &support.kiosk;

static int set_up(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_CASH);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

// --- every file, by name and by what is in it ---

static struct bytes all;
static int files;

static int add_file(const char *path, const struct stat *stat, int type, struct FTW *where)
{
    struct err err;

    (void)stat;
    (void)where;
    bytes_add_text(&all, path);
    if (type == FTW_F) {
        struct bytes content = {0};

        check_ok(bytes_read_file(&content, path, (size_t)64 * 1024 * 1024, &err), &err);
        bytes_add(&all, content.data, content.length);
        bytes_clear(&content);
        files++;
    }
    return 0;
}

static void look_at_files(uint8_t out[static RECORD_HASH_SIZE])
{
    files = 0;
    assert_int_equal(nftw(support.folder, add_file, 16, FTW_PHYS), 0);
    keys_hash(out, RECORD_HASH_SIZE, "files", all.data, all.length);
    bytes_clear(&all);
    assert_true(files > 3); // database, key, out/
}

// --- the way in and out ---

static void to_tasks(void)
{
    support_start(&support);
    support_tap(&support, "Desk");
    support_scan(&support, &support.office.host);
    support_type(&support, OFFICE_PIN);
    support_tap(&support, "Unlock");
    support_to_page_of(&support, "tasks");
    support_tap(&support, "#tasks");
    support_is_on(&support, "desk-tasks");
}

static void begin(void)
{
    to_tasks();
    support_tap(&support, "Practise");
    support_is_on(&support, "welcome");
    assert_non_null(kiosk->practice);
}

static void end(void)
{
    support_tap(&support, "End practice");
    support_is_on(&support, "welcome");
    assert_null(kiosk->practice);
}

static void show_card(const char *whose)
{
    support_to_page_of(&support, "practice.card");
    support_tap(&support, "#practice.card");
    support_is_on(&support, "practice");
    support_tap(&support, whose);
}

static void visit(int64_t pence)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct visit_line *bus;
    struct err err;

    support_tap(&support, "#sign.en");
    show_card("Robin’s card");
    support_is_on(&support, "confirm");
    support_tap(&support, "#yes");
    support_is_on(&support, "arrived");
    bus = visit_add_line(&kiosk->visit, POLICY_BUS);
    bus->pence = pence;
    bus->proof = VISIT_HERE;
    check_ok(visit_save(&kiosk->visit, &place, &err), &err);
    kiosk_home(kiosk);
    stage_event(&kiosk->stage, NULL);
}

static void to_desk(const char *whose)
{
    support_tap(&support, "Desk");
    show_card(whose);
    support_is_on(&support, "desk-pin");
    support_type(&support, PRACTICE_PIN);
    support_tap(&support, "Unlock");
    support_is_on(&support, "desk");
}

static void test_practice__a_visit_and_a_desk_day_leave_every_file_as_it_was(void **state)
{
    uint8_t before[RECORD_HASH_SIZE];
    uint8_t after[RECORD_HASH_SIZE];
    struct id meeting = kiosk->roster.meeting;
    size_t people = kiosk->roster.count;
    struct desk_place place;
    struct err err;

    (void)state;
    to_tasks();
    look_at_files(before);
    support_tap(&support, "Practise");
    place = kiosk_desk_place(kiosk);
    check_ok(vault_put(place.run, &(struct vault){.meeting = meeting}, &err), &err);
    visit(420);
    assert_int_equal(support_count(&support, RECORD_CLAIM_MADE), 1); // as real as can be, in memory
    to_desk("The host’s card");
    support_to_page_of(&support, "pay");
    support_tap(&support, "#pay");
    support_is_on(&support, "hand-over");
    support_tap(&support, "#got");
    assert_int_equal(support_count(&support, RECORD_CASH_PAID), 1);
    end();
    look_at_files(after);
    assert_memory_equal(before, after, sizeof before);
    assert_true(id_equal(kiosk->roster.meeting, meeting));
    assert_int_equal(kiosk->roster.count, people);
    assert_int_equal(support_count(&support, RECORD_CLAIM_MADE), 0);
}

static void test_practice__knows_neither_real_people_nor_real_cards(void **state)
{
    (void)state;
    begin();
    for (size_t i = 0; i < OFFICE_PEOPLE; i++)
        assert_null(roster_find_card(&kiosk->roster, &support.office.members[i]));
    support_tap(&support, "Desk");
    support_scan(&support, &support.office.host);
    support_is_on(&support, "desk-card");
    for (size_t i = 0; i < kiosk->roster.count; i++)
        assert_string_equal(kiosk->roster.people[i].names.first, practice_names[i][0]);
}

static void test_practice__silence_ends_it(void **state)
{
    int64_t silent = 0;

    (void)state;
    begin();
    while (kiosk->practice && silent <= 350000) {
        int64_t wait = stage_idle(&kiosk->stage);

        assert_true(wait > 0 || !kiosk->practice); // it never rests, not even at the first screen
        when_advance(wait > 0 ? wait : 0);
        silent += wait > 0 ? wait : 0;
    }
    assert_null(kiosk->practice);
    assert_in_range(silent, 300000, 350000); // five minutes, and as long as a visit is asked
    support_is_on(&support, "welcome");
    assert_true(kiosk->roster.open);
}

static void test_practice__what_the_office_says_meanwhile_is_taken_afterwards(void **state)
{
    struct body_payer_set gone = {.staff = support.office.payer_id};
    struct store real = kiosk->store;
    struct body_payer_set staff;
    struct err err;

    (void)state;
    card_id(gone.card, &support.office.payer);
    begin();
    check_ok(office_say(&support.office, &real, RECORD_PAYER_SET, &gone, &err), &err);
    kiosk_receive(kiosk);
    end();
    check_ok(roster_find_staff(&kiosk->store, &support.office.payer, &staff, &err), &err);
    assert_false(staff.payer);
}

static void test_practice__a_kill_leaves_nothing_that_the_next_start_keeps(void **state)
{
    char folder[OUTBOX_PATH_SIZE];
    struct vault vault = {.meeting = id_new()};
    struct stat stat_of;
    struct err err;

    (void)state;
    outbox_path(folder, kiosk->run, "practice");
    check_ok(vault_put(folder, &vault, &err), &err);
    practice_sweep(kiosk->run);
    assert_int_equal(stat(folder, &stat_of), -1);
    practice_sweep(kiosk->run); // nothing there is no trouble
}

// --- every page ---

static void check_marked(const struct screen *screen, const char *state)
{
    const struct ui_node *mark = ui_node(&support.ui, "practice");
    const struct ui_node *way_out = ui_node(&support.ui, "practice.end");

    if (!mark || !mark->placed || !*ui_spoken_text(&support.ui, mark))
        fail_msg("%s.%s does not say that it is practice", screen->name, state);
    if (!way_out || !way_out->placed || !way_out->touchable)
        fail_msg("%s.%s has no way out of practice", screen->name, state);
}

static void check_states(const struct screen *screen)
{
    static const struct screen_state plain[] = {{"plain", NULL}, {0}};
    const struct screen_state *states = screen->states ? screen->states : plain;

    for (size_t i = 0; states[i].name; i++) {
        example_fill(kiosk);
        stage_pose(&kiosk->stage, screen, &states[i]);
        check_marked(screen, states[i].name);
    }
}

static void check_overs(void)
{
    for (enum stage_over over = STAGE_HELP; over < STAGE_OVERS; over++) {
        if (!stage_over_name(over))
            continue;
        stage_pose_over(&kiosk->stage, over);
        check_marked(kiosk->stage.screen, stage_over_name(over));
    }
}

static void check_screens(void)
{
    for (size_t i = 0; screens_all[i]; i++)
        if (screens_all[i] != &screen_too_small && screens_all[i] != &screen_swaps) // not started
            check_states(screens_all[i]);
    check_overs();
}

static void test_practice__every_page_says_so_and_ends_it_with_one_touch(void **state)
{
    static const struct ui_display displays[] = {{1280, 800, 218, 136}, {1920, 1080, 476, 268}};

    (void)state;
    support.ui.practice = true;
    for (size_t i = 0; i < sizeof displays / sizeof displays[0]; i++)
        for (enum words_lang lang = WORDS_EN; lang < WORDS_OTHER; lang++) {
            support.ui.display = displays[i];
            support.ui.prefs.lang = lang;
            support.ui.others.lang = lang;
            check_screens();
        }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_practice__a_visit_and_a_desk_day_leave_every_file_as_it_was),
        TEST(test_practice__knows_neither_real_people_nor_real_cards),
        TEST(test_practice__silence_ends_it),
        TEST(test_practice__what_the_office_says_meanwhile_is_taken_afterwards),
        TEST(test_practice__a_kill_leaves_nothing_that_the_next_start_keeps),
        TEST(test_practice__every_page_says_so_and_ends_it_with_one_touch),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
