// SPDX-License-Identifier: Apache-2.0

// "I am not sure" from a question, and what is kept about people in plain words.

#include <string.h>

#include "kiosk/draft.h"
#include "kiosk/stage.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

#define NOTICE_SENTENCES_MAX 5 // PRV-21

static struct support support;

static int set_up(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_CASH);
    support_open_float(&support);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

static void to_half_an_amount(int person)
{
    support_start(&support);
    support_arrive_by_card(&support, person);
    support_tap(&support, "#now");
    support_tap(&support, "#time.4");
    support_tap(&support, "#next");
    support_tap(&support, "#bus");
    support_tap(&support, "#next");
    support_is_on(&support, "amount");
    support_type(&support, "4.2");
}

static void test_screen_unsure__goes_back_to_what_was_half_typed(void **state)
{
    (void)state;
    to_half_an_amount(0);
    support_tap(&support, "#help"); // where it always stands
    support_tap(&support, "#help.unsure");
    support_is_on(&support, "unsure");
    support_tap(&support, "#back.there");
    support_is_on(&support, "amount");
    assert_true(support_sees(&support, "4.2"));
}

static void test_screen_unsure__asks_a_person_and_still_goes_back(void **state)
{
    (void)state;
    to_half_an_amount(3);
    support_tap(&support, "#help"); // where it always stands
    support_tap(&support, "#help.unsure");
    support_tap(&support, "#help.person");
    support_is_on(&support, "ask");
    support_tap(&support, "#back.there");
    support_is_on(&support, "amount");
    assert_true(support_sees(&support, "4.2"));
}

static int64_t began(void)
{
    int64_t count;
    struct err err;

    check_ok(draft_count(&support.kiosk.store, support.kiosk.roster.meeting, &count, &err), &err);
    return count;
}

// Nothing is lost, and the host sees that somebody began.
static void test_screen_unsure__does_it_later_and_keeps_what_was_said(void **state)
{
    int64_t before;

    (void)state;
    to_half_an_amount(1);
    before = began();
    support_tap(&support, "#help"); // where it always stands
    support_tap(&support, "#help.unsure");
    support_tap(&support, "#later");
    support_is_on(&support, "welcome");
    assert_int_equal(began(), before + 1);
    support_arrive_by_card(&support, 1);
    assert_true(support_sees(&support, "You began before."));
}

// What is saved needs no keeping, and where nothing was said nothing is promised.
static void test_screen_unsure__promises_only_what_is_kept(void **state)
{
    (void)state;
    support_start(&support);
    support_arrive_by_card(&support, 2);
    kiosk_unsure(&support.kiosk);
    stage_event(&support.kiosk.stage, NULL);
    assert_null(ui_node(&support.ui, "kept"));
    support_tap(&support, "#back.there");
    support_tap(&support, "#none");
    support_tap(&support, "#yes");
    support_is_on(&support, "done");
    kiosk_unsure(&support.kiosk);
    stage_event(&support.kiosk.stage, NULL);
    assert_null(ui_node(&support.ui, "kept"));
    assert_true(support_sees(&support, "Your claim stays as you saved it."));
}

static int count_sentences(const struct ui *ui)
{
    int count = 0;

    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].role == UI_TEXT && str_starts(ui->nodes[i].id, "privacy."))
            for (const char *c = ui_text(ui, &ui->nodes[i]); *c; c++)
                count += *c == '.';
    return count;
}

static void has_a_short_notice(void)
{
    for (int lang = 0; lang < words_count(); lang++) {
        support.ui.prefs.lang = (enum words_lang)lang;
        stage_event(&support.kiosk.stage, NULL);
        assert_in_range(count_sentences(&support.ui), 3, NOTICE_SENTENCES_MAX);
    }
    support.ui.prefs.lang = WORDS_EN;
    stage_event(&support.kiosk.stage, NULL);
    assert_true(support_sees(&support, "We keep that you came"));
    assert_true(support_sees(&support, "You can ask the office to see it"));
}

// PRV-21: before anybody has said anything, and where they are asked who they are.
static void test_screen_unsure__what_is_kept_is_told_before_the_first_question(void **state)
{
    (void)state;
    support_start(&support);
    support_tap(&support, "#help");
    support_tap(&support, "#help.privacy");
    has_a_short_notice();
    support_tap(&support, "#help.close");
    support_is_on(&support, "welcome");
    support_scan(&support, &support.office.members[2]);
    support_is_on(&support, "confirm");
    assert_true(support_sees(&support, "We keep that you came, and what you tell us."));
    assert_true(support_sees(&support, "it clears"));
    support_tap(&support, "#privacy.more");
    has_a_short_notice();
    support_tap(&support, "#help.close");
    support_is_on(&support, "confirm");
}

// Spoken from its title to its end, to a loudspeaker as well: it is the same for everybody.
static void test_screen_unsure__what_is_kept_is_spoken(void **state)
{
    struct stage *stage = &support.kiosk.stage;

    (void)state;
    support_start(&support);
    support_tap(&support, "#help");
    support_tap(&support, "#help.privacy");
    robot_voice_forget(&support.voice);
    support_tap(&support, "#listen");
    while (listen_is_saying(&stage->listen))
        when_advance(stage_idle(stage) + 1);
    for (size_t i = 0; i < support.ui.node_count; i++)
        if (str_starts(support.ui.nodes[i].id, "privacy."))
            assert_non_null(strstr(bytes_text(&support.voice.heard),
                                   ui_text(&support.ui, &support.ui.nodes[i])));
    assert_non_null(strstr(bytes_text(&support.voice.heard), "You can ask the office"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screen_unsure__goes_back_to_what_was_half_typed),
        cmocka_unit_test(test_screen_unsure__asks_a_person_and_still_goes_back),
        cmocka_unit_test(test_screen_unsure__does_it_later_and_keeps_what_was_said),
        cmocka_unit_test(test_screen_unsure__promises_only_what_is_kept),
        cmocka_unit_test(test_screen_unsure__what_is_kept_is_told_before_the_first_question),
        cmocka_unit_test(test_screen_unsure__what_is_kept_is_spoken),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
