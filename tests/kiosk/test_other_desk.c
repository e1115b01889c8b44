// SPDX-License-Identifier: Apache-2.0

// Two kiosks at one meeting with no network: claims go from A to B's desk by their slips.

#include "kiosk/other_desk.h"

#include <stdlib.h>
#include <string.h>

#include "kiosk/barcode.h"
#include "kiosk/desk_queue.h"
#include "kiosk/desk_sheet.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

static struct support a, b;
static char code[HANDED_TEXT_SIZE]; // of the slip that was shown last

static void tap_other(struct support *support, const struct card *card, const char *what)
{
    support_unlock(support, card);
    support_tap(support, "#tasks");
    support_tap(support, "#other");
    support_is_on(support, "desk-other");
    support_tap(support, what);
}

static int set_up(void **state)
{
    (void)state;
    support_open(&a, SUPPORT_CASH);
    support_join(&b, &a);
    support_open_meeting(&b);
    tap_other(&a, &a.office.host, "#pays");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&b);
    support_close(&a);
    return 0;
}

// An hour's preparation and a bus, whose ticket the desk looks at.
static void claim(struct support *support, int person)
{
    support_arrive(support, person);
    support_tap(support, "Yes, now");
    support_tap(support, "1 hour or more");
    support_tap(support, "Next");
    support_tap(support, "Bus");
    support_tap(support, "Next");
    support_type(support, "4.20");
    support_tap(support, "Next");
    support_tap(support, "On my phone");
    support_tap(support, "#desk");
    support_tap(support, ui_node(&support->ui, "bank") ? "To my bank" : "A voucher");
    support_tap(support, "Next");
    if (ui_node(&support->ui, "photographs")) {
        support_tap(support, "No to all of these");
        support_tap(support, "Next");
    }
    support_to_page_of(support, "yes");
    support_tap(support, "#yes");
    support_is_on(support, "done");
}

static uint32_t number_at(const uint8_t *data)
{
    return data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16 | (uint32_t)data[3] << 24;
}

// As a scanner sees the screen: the picture's dots, one bit each, the lowest row first.
static void read_shown(const struct support *support)
{
    const struct ui_node *node = ui_node(&support->ui, "code");
    char found[BARCODE_SIZE] = "";
    const uint8_t *bmp;
    uint8_t *grey;
    uint32_t side;
    size_t row_size;

    assert_non_null(node);
    bmp = node->photo.data;
    side = number_at(bmp + 18);
    row_size = ((size_t)side + 31) / 32 * 4;
    grey = mem_new((size_t)side * side, 1);
    for (uint32_t y = 0; y < side; y++)
        for (uint32_t x = 0; x < side; x++)
            grey[(size_t)(side - 1 - y) * side + x] =
                bmp[62 + y * row_size + x / 8] & 0x80 >> x % 8 ? 0 : 255;
    assert_true(barcode_read(found, grey, side, side));
    assert_true(str_copy(code, sizeof code, found));
    free(grey);
}

static void hand_over(int person)
{
    claim(&a, person);
    assert_true(support_sees(&a, "You get your travel money at another desk: £4.20."));
    support_tap(&a, "Get my slip");
    support_is_on(&a, "slip");
    read_shown(&a);
}

static void to_desk_of_b(void)
{
    support_unlock(&b, &b.office.payer);
}

static void test_other_desk__a_slip_is_paid_there_and_once(void **state)
{
    (void)state;
    hand_over(0);
    support_open_float(&b);
    to_desk_of_b();
    support_scan_text(&b, code);
    assert_true(support_sees(&b, "A 1"));
    assert_true(support_sees(&b, "£4.20"));
    assert_true(support_sees(&b, "by slip"));
    support_to_page_of(&b, "pay");
    support_tap(&b, "#pay");
    support_is_on(&b, "hand-over");
    support_tap(&b, "#got");
    assert_int_equal(support_count(&b, RECORD_CASH_PAID), 1);
    assert_int_equal(support_count(&b, RECORD_CLAIM_HANDED), 1);

    support_scan_text(&b, code);
    assert_true(support_sees(&b, "A 1: already paid here."));
    assert_true(support_sees(&b, "Keep the slip with the float."));
    assert_null(ui_node(&b.ui, "pay"));
    assert_int_equal(support_count(&b, RECORD_CLAIM_HANDED), 1);
}

static void test_other_desk__the_first_neither_pays_nor_waits(void **state)
{
    (void)state;
    hand_over(0);
    support_open_float(&a); // were there one
    support_unlock(&a, &a.office.payer);
    assert_true(support_sees(&a, "at another desk"));
    assert_true(support_sees(&a, "nobody is waiting"));
    support_tap(&a, "#claim.a1");
    assert_null(ui_node(&a.ui, "pay"));
    assert_true(support_sees(&a, "This claim went to another desk"));
    assert_int_equal(support_count(&a, RECORD_CLAIM_HANDED), 1);
}

static struct desk_sheet sheet_of(struct support *support)
{
    struct desk_place place = kiosk_desk_place(&support->kiosk);
    struct log_head head;
    struct desk_sheet sheet;
    struct err err;

    check_ok(log_head(place.store->db, place.store->log_id, &head, &err), &err);
    place.store->acknowledged = head.seq; // the office has it all
    check_ok(desk_sheet_count(&support->kiosk.desk, &place, &sheet, &err), &err);
    return sheet;
}

static void check_sheet(struct support *support, int64_t cash_pence)
{
    struct desk_sheet sheet = sheet_of(support);

    for (int i = 0; i < DESK_SHEET_WAYS; i++) {
        assert_int_equal(sheet.ways[i].claims, 1);
        assert_int_equal(sheet.ways[i].pence, cash_pence);
    }
    assert_int_equal(sheet.bank_pence, 0);
}

static void test_other_desk__the_closing_sheets_count_a_slip_once_at_each(void **state)
{
    (void)state;
    hand_over(0);
    check_sheet(&a, 0);
    support_open_float(&b);
    to_desk_of_b();
    support_scan_text(&b, code);
    support_to_page_of(&b, "pay");
    support_tap(&b, "#pay");
    support_tap(&b, "#got");
    check_sheet(&b, 420);
}

// "All by bank" passes over what came by slip, so it is not said to wait.
static void test_other_desk__who_came_by_slip_does_not_keep_the_meeting_open(void **state)
{
    struct desk_place place = kiosk_desk_place(&b.kiosk);
    struct desk_queue queue;
    struct err err;

    (void)state;
    hand_over(0);
    support_open_float(&b);
    to_desk_of_b();
    support_scan_text(&b, code);
    claim(&b, 1);
    support_unlock(&b, &b.office.host);
    check_ok(desk_queue_load(&b.kiosk.desk, &place, &queue, &err), &err);
    assert_int_equal(queue.waiting, 2);
    assert_int_equal(queue.ours, 1);
    desk_queue_clear(&queue);
    support_tap(&b, "#close");
    support_is_on(&b, "desk-close");
    assert_true(support_sees(&b, "1 person still waits"));
}

// Somebody may have left with what is still due of it: those who are here come first.
static void
test_other_desk__what_came_by_slip_is_last_and_the_office_pays_what_is_left(void **state)
{
    struct desk_place place = kiosk_desk_place(&b.kiosk);
    struct desk_queue queue;
    struct err err;

    (void)state;
    hand_over(0);
    support_open_float(&b);
    to_desk_of_b();
    support_scan_text(&b, code);
    claim(&b, 1);
    check_ok(desk_queue_load(&b.kiosk.desk, &place, &queue, &err), &err);
    assert_int_equal(queue.turns, 2);
    assert_int_equal(queue.list[0].claim.handed, BOOKS_NOT_HANDED); // though it was made later
    desk_queue_clear(&queue);
    support_start(&b);
    support_to_desk(&b, &b.office.payer);
    support_scan_text(&b, code); // and yet it is opened by its slip
    support_tap(&b, "Something else");
    assert_null(ui_node(&b.ui, "bank")); // this desk cannot say so: the claim is another kiosk's
    assert_null(ui_node(&b.ui, "bus"));
    assert_true(support_sees(&b, "After the meeting the office pays what is left of it."));
}

static void at_desk_again(struct support *support)
{
    support_restart(support);
    support_unlock(support, &support->office.payer);
}

// Both kiosks are killed between any two steps of a slip: it is paid once, and each says where it
// is.
static void test_other_desk__killed_between_the_steps_a_slip_is_paid_once(void **state)
{
    (void)state;
    hand_over(0);
    at_desk_again(&a);
    assert_true(support_sees(&a, "at another desk"));
    assert_null(ui_node(&a.ui, "pay"));
    support_open_float(&b);
    to_desk_of_b();
    support_scan_text(&b, code);
    at_desk_again(&b);
    assert_true(support_sees(&b, "by slip")); // it was read, and waits here
    support_scan_text(&b, code);
    assert_int_equal(support_count(&b, RECORD_CLAIM_HANDED), 1);
    support_to_page_of(&b, "pay");
    support_tap(&b, "#pay");
    at_desk_again(&b);
    assert_int_equal(support_count(&b, RECORD_CASH_PAID), 0); // nobody said that they have it
    support_to_page_of(&b, "pay");
    support_tap(&b, "#pay");
    support_tap(&b, "#got");
    at_desk_again(&b);
    support_scan_text(&b, code);
    assert_true(support_sees(&b, "A 1: already paid here."));
    assert_int_equal(support_count(&b, RECORD_CASH_PAID), 1);
}

static void test_other_desk__killed_while_it_is_taken_back_it_is_there_or_here(void **state)
{
    (void)state;
    hand_over(0);
    support_open_float(&a);
    support_unlock(&a, &a.office.payer);
    support_scan_text(&a, code);
    support_tap(&a, "#take.back");
    support_scan(&a, &a.office.host);
    at_desk_again(&a);
    support_tap(&a, "#claim.a1");
    assert_null(ui_node(&a.ui, "pay")); // at the other desk still
    support_scan_text(&a, code);
    support_tap(&a, "#take.back");
    support_scan(&a, &a.office.host);
    support_tap(&a, "#take.back");
    at_desk_again(&a);
    support_tap(&a, "#claim.a1");
    assert_non_null(ui_node(&a.ui, "pay"));
    assert_int_equal(support_count(&a, RECORD_CLAIM_TAKEN_BACK), 1);
}

static void test_other_desk__only_one_with_an_open_float_takes_it(void **state)
{
    (void)state;
    hand_over(0);
    to_desk_of_b();
    support_scan_text(&b, code);
    assert_true(support_sees(&b, "Count the float in first."));
    assert_int_equal(support_count(&b, RECORD_CLAIM_HANDED), 0);
    support_open_float(&b);
    support_scan_text(&b, code);
    support_to_page_of(&b, "pay");
}

static void test_other_desk__what_is_no_slip_of_this_meeting_is_refused(void **state)
{
    static const char *const others[] = {
        "DIOLCH:1:S:ABCDEFGH", "DIOLCH:1:C:AAAAAAAAAAAAAAAAAAAAAAAAAA", "https://example.org/"};

    (void)state;
    hand_over(0);
    support_open_float(&b);
    to_desk_of_b();
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        support_scan_text(&b, others[i]);
        assert_true(support_sees(&b, "This code is not for this meeting"));
    }
    code[40] = code[40] == 'A' ? 'B' : 'A';
    support_scan_text(&b, code);
    assert_true(support_sees(&b, "This code is not for this meeting"));
    assert_int_equal(support_count(&b, RECORD_CLAIM_HANDED), 0);
}

// Kiosk B has been told no key of A: whoever signs for A might be anybody.
static void test_other_desk__a_kiosk_that_is_not_known_is_not_believed(void **state)
{
    (void)state;
    hand_over(0);
    support_open_float(&b);
    to_desk_of_b();
    b.kiosk.roster.planned.kiosks[0].sign_public[3] ^= 1;
    support_scan_text(&b, code);
    assert_true(support_sees(&b, "This code is not for this meeting"));
    assert_int_equal(support_count(&b, RECORD_CLAIM_HANDED), 0);
}

static void test_other_desk__taking_back_needs_the_slip_and_two_people(void **state)
{
    (void)state;
    hand_over(0);
    support_open_float(&a);
    support_unlock(&a, &a.office.payer);
    support_tap(&a, "#claim.a1");
    assert_null(ui_node(&a.ui, "take.back")); // no slip was seen
    support_scan_text(&a, code);
    support_tap(&a, "#take.back");
    support_is_on(&a, "desk-slip");
    support_tap(&a, "#take.back");
    assert_true(support_sees(&a, "second person"));
    support_scan(&a, &a.office.payer);
    support_tap(&a, "#take.back");
    support_is_on(&a, "desk-slip");
    assert_int_equal(support_count(&a, RECORD_CLAIM_TAKEN_BACK), 0);
    support_scan(&a, &a.office.host);
    support_tap(&a, "#take.back");
    support_is_on(&a, "desk");
    assert_int_equal(support_count(&a, RECORD_CLAIM_TAKEN_BACK), 1);
    assert_non_null(ui_node(&a.ui, "pay"));
}

// Their slip is as good as their card, and finds the claim; what the paper says stays as it is.
static void test_other_desk__the_slip_finds_the_claim_where_it_was_made(void **state)
{
    struct visit_place at_a = kiosk_visit_place(&a.kiosk);
    struct err err;

    (void)state;
    hand_over(0);
    support_start(&a);
    support_scan_text(&a, code);
    support_is_on(&a, "confirm");
    support_tap(&a, "#yes");
    support_is_on(&a, "arrived");
    assert_null(ui_node(&a.ui, "change"));
    assert_null(ui_node(&a.ui, "withdraw"));
    check_fails(visit_withdraw(&a.kiosk.visit, &at_a, &err), &err, ERR_INVALID);
    support_tap(&a, "#slip");
    support_is_on(&a, "slip");
    read_shown(&a); // another print of the same act
    assert_int_equal(support_count(&a, RECORD_CLAIM_HANDED), 1);
    support_open_float(&b);
    to_desk_of_b();
    support_scan_text(&b, code);
    support_to_page_of(&b, "pay");
    // At B, where nobody sits, it opens nothing of theirs.
    support_start(&b);
    support_scan_text(&b, code);
    support_is_on(&b, "welcome");
}

// "Scanning their card or slip opens their claim."
static void test_other_desk__a_card_opens_its_claim_at_the_desk(void **state)
{
    (void)state;
    support_open_float(&a);
    claim(&a, 0);
    claim(&a, 1);
    support_unlock(&a, &a.office.payer);
    support_scan(&a, &a.office.members[1]);
    assert_string_equal(ui_text(&a.ui, ui_node(&a.ui, "open.number")), "A 2");
    support_scan(&a, &a.office.members[0]);
    assert_string_equal(ui_text(&a.ui, ui_node(&a.ui, "open.number")), "A 1");
    support_scan(&a, &a.office.members[3]);
    assert_true(support_sees(&a, "This person has made no claim here yet."));
}

static void test_other_desk__one_person_is_paid_one_claim(void **state)
{
    (void)state;
    hand_over(0);
    support_open_float(&b);
    claim(&b, 0);
    to_desk_of_b();
    support_scan_text(&b, code);
    assert_true(support_sees(&b, "This person has claim B 1 here too."));
    assert_string_equal(ui_text(&b.ui, ui_node(&b.ui, "open.number")), "B 1");
    assert_int_equal(support_count(&b, RECORD_CLAIM_HANDED), 0);
}

static void save_long_claim(int person)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    struct id meeting = a.kiosk.roster.meeting;
    struct books_claim known;
    struct err err;

    check_ok(books_find_claim(a.kiosk.store.db, meeting, a.office.people[person], &known, &err),
             &err);
    check_ok(books_get_claim_body(a.kiosk.store.db, known.claim, body, &err), &err);
    for (int i = 0; i < 24; i++) {
        struct facts_expense *cost = facts_add_expense(&body->facts, policy_categories[i % 22]);

        cost->claimed_pence = cost->receipt_pence = 1013 + 137 * i;
        str_copy(cost->receipt_id, sizeof cost->receipt_id, body->facts.claim_date);
    }
    assess(&a.kiosk.roster.policy, &body->facts, &body->outcome);
    check_ok(store_save(&a.kiosk.store, RECORD_CLAIM_AMENDED, id_new(), meeting, body, &err), &err);
    free(body);
}

static void test_other_desk__a_claim_that_does_not_fit_stays_here(void **state)
{
    (void)state;
    claim(&a, 0);
    save_long_claim(0);
    support_arrive_by_card(&a, 0);
    support_to_page_of(&a, "slip");
    support_tap(&a, "#slip");
    assert_true(support_sees(&a, "Your claim is too long for a slip"));
    assert_true(support_sees(&a, "They pay you here, or by bank."));
    assert_int_equal(support_count(&a, RECORD_CLAIM_HANDED), 0);
    support_unlock(&a, &a.office.payer);
    assert_true(support_sees(&a, "A 1"));
    assert_false(support_sees(&a, "at another desk"));
}

// A stopped. B goes on with the host's card, its own letter, and the slips there are; whom A paid
// it cannot know, and says so.
static void test_other_desk__goes_on_where_a_kiosk_died(void **state)
{
    (void)state;
    hand_over(0);
    support_open_float(&b);
    tap_other(&b, &b.office.host, "#died");
    assert_int_equal(support_count(&b, RECORD_KIOSK_NOTED), 2); // its start, and this
    claim(&b, 1);
    assert_true(support_sees(&b, "B 1"));
    to_desk_of_b();
    support_scan_text(&b, code);
    assert_string_equal(ui_text(&b.ui, ui_node(&b.ui, "open.number")), "A 1");
    assert_null(ui_node(&b.ui, "ask.paid"));
    support_to_page_of(&b, "pay");
    support_tap(&b, "#claim.b1");
    assert_true(support_sees(&b, "Ask first: did the other kiosk pay you today?"));
}

#define AT_MEETING(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_MEETING(test_other_desk__a_slip_is_paid_there_and_once),
        AT_MEETING(test_other_desk__the_first_neither_pays_nor_waits),
        AT_MEETING(test_other_desk__the_closing_sheets_count_a_slip_once_at_each),
        AT_MEETING(test_other_desk__who_came_by_slip_does_not_keep_the_meeting_open),
        AT_MEETING(test_other_desk__what_came_by_slip_is_last_and_the_office_pays_what_is_left),
        AT_MEETING(test_other_desk__killed_between_the_steps_a_slip_is_paid_once),
        AT_MEETING(test_other_desk__killed_while_it_is_taken_back_it_is_there_or_here),
        AT_MEETING(test_other_desk__only_one_with_an_open_float_takes_it),
        AT_MEETING(test_other_desk__what_is_no_slip_of_this_meeting_is_refused),
        AT_MEETING(test_other_desk__a_kiosk_that_is_not_known_is_not_believed),
        AT_MEETING(test_other_desk__taking_back_needs_the_slip_and_two_people),
        AT_MEETING(test_other_desk__the_slip_finds_the_claim_where_it_was_made),
        AT_MEETING(test_other_desk__a_card_opens_its_claim_at_the_desk),
        AT_MEETING(test_other_desk__one_person_is_paid_one_claim),
        AT_MEETING(test_other_desk__a_claim_that_does_not_fit_stays_here),
        AT_MEETING(test_other_desk__goes_on_where_a_kiosk_died),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
