// SPDX-License-Identifier: Apache-2.0

/*
 * What is not paid, said kindly; asking somebody to look at it; the promise, the answer, and how to
 * complain.
 */

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "kiosk/example.h"
#include "kiosk/refused.h"
#include "kiosk/screens.h"
#include "shared/log.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

#define FOUND_MAX 8

static struct support support;

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

// --- the words of every reason ---

static const char *words_of(struct bytes *out, enum words_lang lang, const char *key)
{
    static const struct words_args args = {.list = {{"paid", "£1.50"},
                                                    {"rest", "£2.50"},
                                                    {"owner", "Siân"},
                                                    {"date", "Monday 1 May"},
                                                    {"contact", "Ask Siân."}},
                                           .count = 5};

    bytes_clear(out);
    words_write(out, lang, key, &args);
    return bytes_text(out);
}

static const char *reason_key(int reason)
{
    struct assess_rejected rejected = {.ref = "X1"};

    str_copy(rejected.code, sizeof rejected.code, assess_reason_code((enum assess_reason)reason));
    return refused_key(&support.kiosk.visit, &rejected);
}

static void test_refused__every_reason_has_words_of_its_own_in_both_languages(void **state)
{
    struct bytes words = {0};

    (void)state;
    for (int reason = ASSESS_PAID + 1; reason < ASSESS_REASON_COUNT; reason++) {
        const char *key = reason_key(reason);

        assert_string_not_equal(key, "refused.other");
        for (int other = ASSESS_PAID + 1; other < reason; other++)
            assert_string_not_equal(key, reason_key(other));
        for (int lang = 0; lang < words_count(); lang++) {
            const char *text = words_of(&words, (enum words_lang)lang, key);

            assert_true(strlen(text) > 10);
            assert_null(strstr(text, assess_reason_code((enum assess_reason)reason)));
            assert_null(strchr(text, '_'));
        }
    }
    bytes_clear(&words);
}

static void pose(const struct screen *screen, const char *name, enum words_lang lang)
{
    const struct screen_state *state = screen->states;

    ui_forget(&support.ui);
    example_fill(&support.kiosk);
    support.ui.prefs.lang = lang;
    while (state->name && strcmp(state->name, name) != 0)
        state++;
    assert_non_null(state->name);
    stage_pose(&support.kiosk.stage, screen, state);
}

// Marks the reasons that the page says, each with a touch that asks somebody to look at it.
static void mark_page(bool seen[static ASSESS_REASON_COUNT], enum words_lang lang)
{
    struct bytes words = {0};

    for (size_t i = 0; i < support.ui.node_count; i++) {
        const struct ui_node *node = &support.ui.nodes[i];
        char look[UI_ID_SIZE];

        if (!node->placed || !str_starts(node->id, "refused."))
            continue;
        for (int reason = ASSESS_PAID + 1; reason < ASSESS_REASON_COUNT; reason++)
            seen[reason] = seen[reason] || str_equal(ui_text(&support.ui, node),
                                                     words_of(&words, lang, reason_key(reason)));
        assert_int_equal(node->role, UI_HINT);
        assert_true(node->private);
        snprintf(look, sizeof look, "look.%s", strrchr(node->id, '.') + 1);
        assert_non_null(ui_node(&support.ui, look)); // on the same page
    }
    bytes_clear(&words);
}

static void mark_states(bool seen[static ASSESS_REASON_COUNT], enum words_lang lang)
{
    for (int i = 1; i <= 6; i++) {
        char name[24];

        snprintf(name, sizeof name, "reasons-%d", i);
        pose(&screen_check, name, lang);
        for (mark_page(seen, lang); support.ui.page + 1 < support.ui.page_count;
             mark_page(seen, lang))
            support_tap(&support, "#more");
    }
}

static void test_refused__every_reason_is_shown_beside_its_own_touch(void **state)
{
    (void)state;
    for (int lang = 0; lang < words_count(); lang++) {
        bool seen[ASSESS_REASON_COUNT] = {false};

        mark_states(seen, (enum words_lang)lang);
        for (int reason = ASSESS_PAID + 1; reason < ASSESS_REASON_COUNT; reason++)
            if (!seen[reason])
                fail_msg("no state of check shows %s",
                         assess_reason_code((enum assess_reason)reason));
    }
}

static void test_refused__a_part_says_what_is_paid_and_what_is_not(void **state)
{
    (void)state;
    pose(&screen_check, "reasons-1", WORDS_EN);
    while (!support_sees(&support, "We can pay £5.40 of this. We cannot pay £1.50."))
        support_tap(&support, "#more");
    support_to_page_of(&support, "part.3");
    assert_true(support_sees(&support, "We cannot pay for 30 minutes of this."));
    pose(&screen_check, "reasons-1", WORDS_CY);
    support_to_page_of(&support, "part.1");
    assert_true(support_sees(&support, "Ni allwn dalu am 2.5 milltir o hyn."));
}

// --- asking ---

struct found {
    struct body_claim_questioned list[FOUND_MAX];
    size_t count;
};

static bool find_question(const struct record *record, void *context, struct err *err)
{
    struct found *found = context;

    if (record->kind != RECORD_CLAIM_QUESTIONED)
        return true;
    assert_true(found->count < FOUND_MAX);
    return body_read(record, &found->list[found->count++], err);
}

static struct found questions(void)
{
    const struct store *store = &support.kiosk.store;
    struct found found = {0};
    struct err err;

    check_ok(log_each(store->db, store->log_id, 0, find_question, &found, &err), &err);
    return found;
}

static void say_cost(const char *amount)
{
    support_type(&support, amount);
    support_tap(&support, "Next");
    support_tap(&support, "I lost it");
}

// A bus and a taxi without tickets; the demonstration's policy wants both, and agreement for taxis.
static void to_check(int person)
{
    support_arrive(&support, person);
    support_tap(&support, "Yes, now");
    support_tap(&support, "#none");
    support_tap(&support, "Next");
    support_tap(&support, "Bus");
    support_tap(&support, "Taxi");
    support_tap(&support, "Next");
    say_cost("4.20");
    say_cost("18.50");
    support_tap(&support, ui_node(&support.ui, "bank") ? "To my bank" : "A voucher");
    support_tap(&support, "Next");
    if (ui_node(&support.ui, "photographs")) {
        support_tap(&support, "No to all of these");
        support_tap(&support, "Next");
    }
    support_is_on(&support, "check");
}

static void test_question__each_line_has_its_own_and_another_touch_takes_it_back(void **state)
{
    struct found before = questions();
    struct found after;

    (void)state;
    to_check(0);
    support_to_page_of(&support, "look.0");
    support_tap(&support, "#look.0");
    assert_true(ui_node(&support.ui, "look.0")->selected);
    assert_true(support_sees(&support, "Someone will look at this"));
    support_to_page_of(&support, "look.1");
    assert_false(ui_node(&support.ui, "look.1")->selected);
    support_tap(&support, "#look.1");
    support_to_page_of(&support, "look.1");
    support_tap(&support, "#look.1");
    assert_false(ui_node(&support.ui, "look.1")->selected);
    assert_int_equal(questions().count, before.count); // nothing yet: it goes with the claim
    support_to_page_of(&support, "yes");
    support_tap(&support, "#yes");
    support_is_on(&support, "done");
    after = questions();
    assert_int_equal(after.count, before.count + 1);
    assert_string_equal(after.list[before.count].ref, "X1");
    assert_string_equal(after.list[before.count].code, "NO_RECEIPT");
    assert_string_equal(after.list[before.count].due, "2026-12-07"); // ten working days
    assert_true(id_equal(after.list[before.count].claim, support.kiosk.visit.claim.claim));
}

static void test_question__stays_with_its_line_when_another_goes(void **state)
{
    struct found before = questions();
    struct found after;

    (void)state;
    to_check(1);
    support_to_page_of(&support, "look.1");
    support_tap(&support, "#look.1");
    support_tap(&support, "Back");
    while (support.kiosk.stage.screen == &screen_check)
        support_tap(&support, "Back");
    kiosk_go(&support.kiosk, &screen_check);
    visit_remove_line(&support.kiosk.visit, POLICY_BUS); // the taxi stays X2
    stage_event(&support.kiosk.stage, NULL);
    support_to_page_of(&support, "look.0");
    assert_true(ui_node(&support.ui, "look.0")->selected);
    support_to_page_of(&support, "yes");
    support_tap(&support, "#yes");
    after = questions();
    assert_int_equal(after.count, before.count + 1);
    assert_string_equal(after.list[before.count].ref, "X2");
    assert_string_equal(after.list[before.count].code, "TAXI_NOT_AGREED");
}

static void configure(const char *owner, const char *en, const char *cy)
{
    struct body_kiosk_configured body = support.kiosk.configured;
    struct err err;

    str_copy(body.owner, sizeof body.owner, owner);
    str_copy(body.complaints_en, sizeof body.complaints_en, en);
    str_copy(body.complaints_cy, sizeof body.complaints_cy, cy);
    body.answer_days = 5;
    check_ok(
        office_say(&support.office, &support.kiosk.store, RECORD_KIOSK_CONFIGURED, &body, &err),
        &err);
    kiosk_receive(&support.kiosk);
}

static void test_question__the_office_says_who_looks_and_until_when(void **state)
{
    struct found found;

    (void)state;
    configure("Siân Evans", "", "");
    to_check(2);
    support_to_page_of(&support, "yes");
    support_tap(&support, "#yes");
    assert_false(support_sees(&support, "at the office"));
    support_tap(&support, "Something is wrong");
    assert_true(support_sees(&support, "Siân Evans at the office will look at what you asked."));
    assert_true(support_sees(&support, "by Monday 30 November."));
    support_tap(&support, "Cymraeg");
    assert_true(support_sees(&support, "Bydd Siân Evans yn y swyddfa yn edrych"));
    assert_true(support_sees(&support, "Cewch ateb ar ddydd Llun 30 Tachwedd, neu cyn hynny."));
    found = questions();
    assert_string_equal(found.list[found.count - 1].code, "something_is_wrong");
    assert_string_equal(found.list[found.count - 1].due, "2026-11-30");
}

static void test_question__later_in_the_meeting_too(void **state)
{
    size_t before = questions().count;

    (void)state;
    support_arrive_by_card(&support, 2);
    support_tap(&support, "Something is wrong");
    assert_int_equal(questions().count, before + 1);
    assert_true(support_sees(&support, "will look at what you asked"));
    assert_null(ui_node(&support.ui, "wrong"));
}

// --- the answer ---

static void answer(struct id claim, int person, const char *ref, const char *about,
                   const char *words)
{
    struct body_claim_answered body = {
        .claim = claim, .person = support.office.people[person], .code = "NO_RECEIPT"};
    struct err err;

    str_copy(body.ref, sizeof body.ref, ref);
    str_copy(body.about, sizeof body.about, about);
    str_copy(body.answer, sizeof body.answer, words);
    check_ok(office_say(&support.office, &support.kiosk.store, RECORD_CLAIM_ANSWERED, &body, &err),
             &err);
    kiosk_receive(&support.kiosk);
}

static size_t answers_at(struct id meeting, int person)
{
    struct body_claim_answered list[ROSTER_ANSWERS_MAX];
    size_t count;
    struct err err;

    check_ok(roster_list_answers(&support.kiosk.store, support.office.people[person], meeting, list,
                                 &count, &err),
             &err);
    return count;
}

static void test_answer__a_card_shows_it_and_letters_do_not(void **state)
{
    struct id claim = id_new(); // of another meeting, that this kiosk never heard of

    (void)state;
    answer(claim, 3, "X2", "taxi", "bring_proof");
    support_arrive(&support, 3);
    assert_null(ui_node(&support.ui, "answer.1.says"));
    assert_int_equal(answers_at(id_new(), 3), 1);
    support_arrive_by_card(&support, 3);
    assert_string_equal(ui_text(&support.ui, ui_node(&support.ui, "answer.1.about")), "Taxi");
    assert_true(support_sees(&support, "Please bring the ticket or the bill."));
    assert_false(support_sees(&support, "bring_proof"));
    support_tap(&support, "Cymraeg");
    assert_true(support_sees(&support, "Dewch â’r tocyn neu’r bil."));
}

static void test_answer__is_read_at_one_meeting_as_often_as_they_like(void **state)
{
    (void)state;
    support_arrive_by_card(&support, 3);
    assert_non_null(ui_node(&support.ui, "answer.1.says"));
    support_arrive_by_card(&support, 4);
    assert_null(ui_node(&support.ui, "answer.1.says")); // it is another's
    assert_int_equal(answers_at(id_new(), 3), 0);       // at the meeting after this one
}

static void test_answer__another_answer_is_shown_again(void **state)
{
    struct id claim = id_new();

    (void)state;
    answer(claim, 4, "F1", "fee", "stays_as_it_is");
    support_arrive_by_card(&support, 4);
    assert_true(support_sees(&support, "it stays as it is"));
    assert_true(support_sees(&support, "Payment for your time"));
    answer(claim, 4, "F1", "fee", "stays_as_it_is");
    assert_int_equal(answers_at(id_new(), 4), 0);
    answer(claim, 4, "F1", "fee", "a_word_of_a_later_version");
    assert_int_equal(answers_at(id_new(), 4), 1);
    support_arrive_by_card(&support, 4);
    assert_true(support_sees(&support, "The office has an answer for you."));
}

// --- how to complain, and what staff see ---

static void open_help(void)
{
    struct ui_event event = {.kind = UI_TOUCHED, .id = "help"};

    support_start(&support);
    support_tap(&support, "#sign.en");
    stage_event(&support.kiosk.stage, &event);
}

static void test_complaints__are_on_help_and_on_ask_in_both_languages(void **state)
{
    (void)state;
    configure("", "", "");
    open_help();
    assert_true(support_sees(&support, "Tell anyone of the team."));
    assert_true(support_sees(&support, "Nothing bad follows from it."));
    support_tap(&support, "Cymraeg");
    support_to_page_of(&support, "complain.who");
    assert_true(support_sees(&support, "Dywedwch wrth unrhyw un o’r tîm."));
    support_to_page_of(&support, "help.close");
    support_tap(&support, "#help.close");
    configure("", "Call Siân: 01298 000000", "Ffoniwch Siân: 01298 000000");
    open_help();
    assert_true(support_sees(&support, "Call Siân: 01298 000000"));
    support_tap(&support, "#help.person");
    support_is_on(&support, "ask");
    assert_true(support_sees(&support, "Call Siân: 01298 000000"));
    support_tap(&support, "Cymraeg");
    assert_true(support_sees(&support, "Ffoniwch Siân: 01298 000000"));
    assert_true(support_sees(&support, "Ni ddaw dim drwg o hynny."));
}

static void test_desk__shows_code_and_rule_to_staff(void **state)
{
    (void)state;
    pose(&screen_desk, "refused", WORDS_EN);
    support_to_page_of(&support, "refused.1.why");
    assert_true(support_sees(&support, "Not paid: TAXI_NOT_AGREED, rule D16"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_question__each_line_has_its_own_and_another_touch_takes_it_back),
        cmocka_unit_test(test_question__stays_with_its_line_when_another_goes),
        cmocka_unit_test(test_question__the_office_says_who_looks_and_until_when),
        cmocka_unit_test(test_question__later_in_the_meeting_too),
        cmocka_unit_test(test_answer__a_card_shows_it_and_letters_do_not),
        cmocka_unit_test(test_answer__is_read_at_one_meeting_as_often_as_they_like),
        cmocka_unit_test(test_answer__another_answer_is_shown_again),
        cmocka_unit_test(test_complaints__are_on_help_and_on_ask_in_both_languages),
        // The rest look at the invented example.
        cmocka_unit_test(test_refused__every_reason_has_words_of_its_own_in_both_languages),
        cmocka_unit_test(test_refused__every_reason_is_shown_beside_its_own_touch),
        cmocka_unit_test(test_refused__a_part_says_what_is_paid_and_what_is_not),
        cmocka_unit_test(test_desk__shows_code_and_rule_to_staff),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
