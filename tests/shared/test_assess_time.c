// SPDX-License-Identifier: Apache-2.0
/* How long somebody was there and got ready: each reason of the fee that hangs on minutes, at its
 * boundary. */
#include "shared/assess.h"

#include <string.h>

#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/visit.h"

#define MINUTE INT64_C(60000)
#define AGREED "agreed_coproduction"
#define set(field, text) assert_true(str_copy(field, sizeof(field), text))

static void presence(struct facts *facts, size_t index, const char *from, const char *to)
{
    facts->presence[index].from_ms = visit_at(from);
    facts->presence[index].to_ms = visit_at(to);
    if (facts->presence_count <= index)
        facts->presence_count = index + 1;
}

static void test_assess_time__NO_ATTENDANCE(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    visit_cost(&facts, "bus", 480);
    presence(&facts, 0, "2025-11-12T10:00:00Z", "2025-11-12T10:00:59.999Z");
    visit_gives(&dcc, &facts, "- | F1 NO_ATTENDANCE; X1 NO_ATTENDANCE | - | -");
    presence(&facts, 0, "2025-11-12T10:00:00Z", "2025-11-12T10:01:00Z");
    visit_gives(&dcc, &facts, "F1 fee.attendance 21; X1 expense.bus 480 | - | - | bank 21 of 21");
    presence(&facts, 0, "2025-11-12T08:00:00Z", "2025-11-12T10:00:00Z");
    presence(&facts, 1, "2025-11-12T11:00:00Z", "2025-11-12T12:00:00Z");
    visit_gives(&dcc, &facts, "- | F1 NO_ATTENDANCE; X1 NO_ATTENDANCE | - | -");
}

static void test_assess_time__presence_is_merged_and_clipped_to_the_agreed_window(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_on(AGREED, "2025-11-12T09:00:00Z", 180);

    (void)state;
    presence(&facts, 0, "2025-11-12T10:45:00Z", "2025-11-12T13:00:00Z");
    presence(&facts, 1, "2025-11-12T08:00:00Z", "2025-11-12T10:00:00Z");
    presence(&facts, 2, "2025-11-12T09:30:00Z", "2025-11-12T10:15:00Z");
    presence(&facts, 3, "2025-11-12T09:40:00Z", "2025-11-12T09:50:00Z");
    visit_gives(&dcc, &facts, "F1 fee.attendance 3125 | - | - | bank 3125 of 3125");
    facts.presence_count = 2; // they touch: one interval, whose minutes are whole
    presence(&facts, 0, "2025-11-12T09:00:00Z", "2025-11-12T09:30:30Z");
    presence(&facts, 1, "2025-11-12T09:30:30Z", "2025-11-12T10:00:00Z");
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    presence(&facts, 1, "2025-11-12T09:30:31Z", "2025-11-12T10:00:00Z");
    visit_gives(&dcc, &facts, "F1 fee.attendance 1229 | - | - | bank 1229 of 1229");
}

static void test_assess_time__the_clocks_do_not_change_minutes(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct policy demo = visit_policy("demo");
    struct facts facts = visit_on(AGREED, "2025-10-26T00:15:00Z", 120); // 01:15 to 02:15, twice

    (void)state;
    visit_gives(&dcc, &facts, "F1 fee.attendance 2500 | - | - | bank 2500 of 2500");
    facts = visit_on(AGREED, "2026-03-29T00:30:00Z", 60); // 00:30 to 02:30 on the wall
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    facts = visit_on(AGREED, "2026-10-25T00:30:00Z", 60);
    visit_gives(&demo, &facts,
                "F1 fee.attendance 1250 | - | BELOW_MIN_WAGE_REFERENCE | bank 1250 of 1250");
}

static void test_assess_time__late_grace_counts_from_the_start(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    presence(&facts, 0, "2025-11-12T10:10:00Z", "2025-11-12T11:00:00Z");
    visit_gives(&dcc, &facts, "F1 fee.attendance 1042 | - | - | bank 1042 of 1042");
    dcc.late_grace = 9;
    visit_gives(&dcc, &facts, "F1 fee.attendance 1042 | - | - | bank 1042 of 1042");
    dcc.late_grace = 10;
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    presence(&facts, 0, "2025-11-12T10:10:00.001Z", "2025-11-12T11:00:00Z");
    visit_gives(&dcc, &facts, "F1 fee.attendance 1021 | - | - | bank 1021 of 1021");
}

static void test_assess_time__a_minute_more_within_the_grace_takes_none_away(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    dcc.late_grace = 10;
    presence(&facts, 0, "2025-11-12T10:10:00Z", "2025-11-12T11:00:00Z");
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    presence(&facts, 1, "2025-11-12T10:00:00Z", "2025-11-12T10:01:00Z");
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    presence(&facts, 0, "2025-11-12T10:00:00Z", "2025-11-12T10:01:00Z"); // in any order
    presence(&facts, 1, "2025-11-12T10:10:00Z", "2025-11-12T11:00:00Z");
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    facts.presence[1] = facts.presence[0]; // in and out within the grace: there for a minute
    visit_gives(&dcc, &facts, "F1 fee.attendance 21 | - | - | bank 21 of 21");
    presence(&facts, 0, "2025-11-12T09:50:00Z", "2025-11-12T10:00:00Z");
    presence(&facts, 1, "2025-11-12T10:05:00Z", "2025-11-12T10:05:00Z"); // came, and was not there
    visit_gives(&dcc, &facts, "- | F1 NO_ATTENDANCE | - | -");
}

static void test_assess_time__PREP_WITHOUT_ATTENDANCE(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    facts.presence[0].to_ms = facts.presence[0].from_ms + MINUTE - 1;
    visit_gives(&dcc, &facts, "- | F1 NO_ATTENDANCE | - | -");
    facts.prep_minutes = 1;
    visit_gives(&dcc, &facts, "- | F1 NO_ATTENDANCE; F2 PREP_WITHOUT_ATTENDANCE 1min | - | -");
    facts.presence[0].to_ms++; // a minute of attendance
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 21; F2 fee.preparation 21 | - | - | bank 42 of 42");
    facts.presence_count = 0;
    facts.prep_minutes = 75;
    visit_gives(&dcc, &facts, "- | F1 NO_ATTENDANCE; F2 PREP_WITHOUT_ATTENDANCE 75min | - | -");
    dcc.fee.prep_requires_attendance = false;
    visit_gives(&dcc, &facts,
                "F2 fee.preparation 1250 | F1 NO_ATTENDANCE; F2 PREP_OVER_CAP 15min | - | "
                "bank 1250 of 1250");
}

static void test_assess_time__PREP_OVER_CAP(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    facts.prep_minutes = 60;
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1250; F2 fee.preparation 1250 | - | - | bank 2500 of 2500");
    facts.prep_minutes = 61;
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1250; F2 fee.preparation 1250 | F2 PREP_OVER_CAP 1min | - | "
                "bank 2500 of 2500");
}

static void test_assess_time__preparation_beside_a_flat_fee(void **state)
{
    struct policy sip2 = visit_policy("sip2-model");
    struct policy clinks = visit_policy("clinks-model");
    struct facts panel = visit_on("selection_panel", "2026-06-10T09:00:00Z", 180);
    struct facts forum = visit_on("forum", "2026-05-13T09:00:00Z", 120);

    (void)state;
    set(panel.role, "selection_panel_half_day");
    panel.prep_minutes = 60;
    visit_gives(&sip2, &panel, "F1 fee.flat 7500 | - | - | bank 7500 of 7500");
    panel.prep_minutes = 90;
    visit_gives(&sip2, &panel, "F1 fee.flat 7500 | F2 PREP_OVER_CAP 30min | - | bank 7500 of 7500");
    forum.prep_minutes = 90;
    visit_gives(&clinks, &forum, "F1 fee.session 4000 | - | - | bank 4000 of 4000");
}

static void test_assess_time__LISTENING_ONLY(void **state)
{
    struct policy sip2 = visit_policy("sip2-model");
    struct facts facts = visit_on("listening_only", "2026-06-10T09:00:00Z", 60);

    (void)state;
    facts.prep_minutes = 90;
    visit_cost(&facts, "bus", 480)->item_agreed_in_advance = true;
    visit_gives(&sip2, &facts,
                "X1 expense.bus 480 | F1 LISTENING_ONLY | CASH_REFUSED_NO_ENTITLEMENT_EVIDENCE | "
                "-");
    facts.presence_count = 0;
    visit_gives(&sip2, &facts, "- | F1 LISTENING_ONLY; X1 NO_ATTENDANCE | - | -");
    set(facts.session.type, "committee"); // which this policy pays
    visit_gives(&sip2, &facts,
                "- | F1 NO_ATTENDANCE; F2 PREP_WITHOUT_ATTENDANCE 90min; X1 NO_ATTENDANCE | - | -");
}

static void test_assess_time__a_policy_without_fees_refuses_none(void **state)
{
    struct policy hmrc = visit_policy("hmrc-linked");
    struct facts facts = visit_on(AGREED, "2026-05-13T09:00:00Z", 60);

    (void)state;
    facts.prep_minutes = 60;
    visit_gives(&hmrc, &facts, "- | - | - | -");
    facts.presence_count = 0;
    visit_cost(&facts, "bus", 480);
    visit_gives(&hmrc, &facts, "- | X1 NO_ATTENDANCE | - | -");
}

static void test_assess_time__time_credit_counts_attendance_and_paid_preparation(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    set(facts.fee_channel_wanted, "timeswap");
    facts.prep_minutes = 75;
    visit_gives(&dcc, &facts, "- | F2 PREP_OVER_CAP 15min | - | timeswap 120 min");
    set(facts.fee_election.type, "declined");
    visit_gives(&dcc, &facts, "- | F2 PREP_OVER_CAP 15min | FEE_DECLINED | -");
    set(facts.fee_election.type, "full");
    dcc.fee.timeswap = false;
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1250; F2 fee.preparation 1250 | F2 PREP_OVER_CAP 15min | - | "
                "bank 2500 of 2500");
}

static void test_assess_time__roles_have_their_own_rates(void **state)
{
    struct policy sip2 = visit_policy("sip2-model");
    struct facts facts = visit_on("committee", "2026-06-10T09:00:00Z", 90);

    (void)state;
    facts.prep_minutes = 20;
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 2100; F2 fee.preparation 467 | - | - | bank 2567 of 2567");
    set(facts.role, "chair");
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 3000; F2 fee.preparation 667 | - | - | bank 3667 of 3667");
}

static void test_assess_time__at_a_joint_meeting_all_get_the_same(void **state)
{
    struct policy clinks = visit_policy("clinks-model");
    struct policy sip2 = visit_policy("sip2-model");
    struct facts facts = visit_on("committee", "2026-06-10T09:00:00Z", 60);

    (void)state;
    facts.joint_event = true;
    set(facts.role, "chair");
    visit_gives(&clinks, &facts, "F1 fee.session 4500 | - | - | bank 4500 of 4500");
    visit_gives(&sip2, &facts, "F1 fee.attendance 2000 | - | - | bank 2000 of 2000");
}

static void test_assess_time__an_instalment_does_not_hang_on_the_meeting(void **state)
{
    struct policy annual = visit_policy("annual-board");
    struct facts facts = visit_on("care_plan", "2026-04-15T09:00:00Z", 60);

    (void)state;
    facts.instalment_number = 2;
    facts.presence_count = 0;
    facts.prep_minutes = 90;
    visit_cost(&facts, "bus", 480);
    visit_gives(&annual, &facts,
                "F1 fee.annual 29166 | X1 NO_ATTENDANCE | - | bank 29166 of 29166");
    facts.presence_count = 1;
    facts.agreed_at_ms = FACTS_NEVER;
    visit_gives(&annual, &facts,
                "F1 fee.annual 29166 | X1 NO_PRIOR_AGREEMENT | - | bank 29166 of 29166");
    facts.instalment_number = 12;
    visit_gives(&annual, &facts,
                "F1 fee.annual 29167 | X1 NO_PRIOR_AGREEMENT | - | bank 29167 of 29167");
    facts.instalment_number = 13;
    visit_gives(&annual, &facts, "- | F1 NO_RATE_IN_FORCE; X1 NO_PRIOR_AGREEMENT | - | -");
    facts.instalment_number = 0;
    visit_gives(&annual, &facts, "- | X1 NO_PRIOR_AGREEMENT | - | -");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_assess_time__NO_ATTENDANCE),
        cmocka_unit_test(test_assess_time__presence_is_merged_and_clipped_to_the_agreed_window),
        cmocka_unit_test(test_assess_time__the_clocks_do_not_change_minutes),
        cmocka_unit_test(test_assess_time__late_grace_counts_from_the_start),
        cmocka_unit_test(test_assess_time__a_minute_more_within_the_grace_takes_none_away),
        cmocka_unit_test(test_assess_time__PREP_WITHOUT_ATTENDANCE),
        cmocka_unit_test(test_assess_time__PREP_OVER_CAP),
        cmocka_unit_test(test_assess_time__preparation_beside_a_flat_fee),
        cmocka_unit_test(test_assess_time__LISTENING_ONLY),
        cmocka_unit_test(test_assess_time__a_policy_without_fees_refuses_none),
        cmocka_unit_test(test_assess_time__time_credit_counts_attendance_and_paid_preparation),
        cmocka_unit_test(test_assess_time__roles_have_their_own_rates),
        cmocka_unit_test(test_assess_time__at_a_joint_meeting_all_get_the_same),
        cmocka_unit_test(test_assess_time__an_instalment_does_not_hang_on_the_meeting),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
