// SPDX-License-Identifier: Apache-2.0
#include "kiosk/roster.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shared/str.h"
#include "tests/check.h"
#include "tests/kiosk/place.h"

static struct place place;

static int set_up(void **state)
{
    (void)state;
    place_open(&place, true);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    place_close(&place);
    return 0;
}

// --- letters, among people made up on the spot ---

#define CROWD 9

static struct roster_person crowd[CROWD];

static struct roster gather(const char *const names[][3], size_t count)
{
    memset(crowd, 0, sizeof crowd);
    for (size_t i = 0; i < count; i++) {
        str_copy(crowd[i].names.first, BODY_NAME_SIZE, names[i][0]);
        str_copy(crowd[i].names.last, BODY_NAME_SIZE, names[i][1]);
        str_copy(crowd[i].names.others, BODY_NAME_SIZE, names[i][2]);
    }
    return (struct roster){.open = true, .people = crowd, .count = count};
}

static void check_found_by(const struct roster *roster, const char *letters, const char *initial,
                           const char *expected)
{
    struct roster_clue clue = {letters, initial};
    const struct roster_person *found[ROSTER_MATCHES_MAX];
    char indexes[16] = "";
    size_t count;

    switch (roster_find_letters(roster, &clue, found, &count)) {
    case ROSTER_FOUND:
        for (size_t i = 0; i < count; i++)
            indexes[i] = (char)('0' + (found[i] - roster->people));
        break;
    case ROSTER_NOBODY:
        str_copy(indexes, sizeof indexes, "nobody");
        break;
    case ROSTER_TOO_MANY:
        str_copy(indexes, sizeof indexes, "many");
        break;
    case ROSTER_TOO_SHORT:
        str_copy(indexes, sizeof indexes, "short");
        break;
    }
    if (!str_equal(indexes, expected))
        fail_msg("'%s' finds '%s', not '%s'", letters, indexes, expected);
}

static void check_found(const struct roster *roster, const char *letters, const char *expected)
{
    check_found_by(roster, letters, "", expected);
}

static const char *const village[][3] = {
    {"Dafydd", "Evans", ""},   {"Siân", "Morgan", ""}, {"Mary", "O’Neill", "Máire"},
    {"Jo", "Smith", ""},       {"Li", "van Dijk", ""}, {"Jean-Luc", "Évans-Hughes", ""},
    {"Ŵyn", "ap Rhys", "Bob"}, {"Иван", "Петров", ""},
};

static void test_roster__letters_find_whatever_the_accents_and_case(void **state)
{
    struct roster roster = gather(village, 8);

    (void)state;
    check_found(&roster, "sia", "1");
    check_found(&roster, "SIAN", "1");
    check_found(&roster, "Siân", "1");
    check_found(&roster, "wyn", "6");
    check_found(&roster, "oneill", "2");
    check_found(&roster, "O'Ne", "2");
    check_found(&roster, "maire", "2"); // another name they use
    check_found(&roster, "bob", "6");
    check_found(&roster, "evans", "05");
    check_found(&roster, "jeanl", "5");
    check_found(&roster, "zzz", "nobody");
    check_found(&roster, "morganx", "nobody");
}

static void test_roster__a_name_of_two_words_is_found_by_either_and_as_one(void **state)
{
    struct roster roster = gather(village, 8);

    (void)state;
    check_found(&roster, "dijk", "4");
    check_found(&roster, "van", "4");
    check_found(&roster, "van dijk", "4");
    check_found(&roster, "rhys", "6");
    check_found(&roster, "ap rhys", "6");
    check_found(&roster, "luc", "5");
    check_found(&roster, "hughes", "5");
    check_found(&roster, "ap-rhys", "6");
}

static void test_roster__fewer_than_three_letters_must_be_a_whole_name(void **state)
{
    struct roster roster = gather(village, 8);

    (void)state;
    check_found(&roster, "jo", "3");
    check_found(&roster, "Li", "4");
    check_found(&roster, "ap", "6");
    check_found(&roster, "da", "short");
    check_found(&roster, "e", "short");
    check_found(&roster, "", "short");
    check_found(&roster, " ", "short");
    check_found(&roster, "-'", "short");
    check_found(&roster, "Ив", "short"); // two letters, of more bytes
    check_found(&roster, "Ива", "7");
}

static void test_roster__more_than_five_are_never_listed(void **state)
{
    static const char *const evanses[][3] = {
        {"Ann", "Evans", ""}, {"Ben", "Evans", ""}, {"Cai", "Evans", ""},
        {"Dai", "Evans", ""}, {"Eli", "Evans", ""}, {"Fay", "Evans", ""},
    };
    struct roster roster = gather(evanses, 5);

    (void)state;
    check_found(&roster, "eva", "01234");
    roster = gather(evanses, 6);
    check_found(&roster, "eva", "many");
    check_found(&roster, "fay", "5");
}

static void test_roster__the_first_names_letter_tells_many_apart(void **state)
{
    static const char *const evanses[][3] = {
        {"Ann", "Evans", ""}, {"Ben", "Evans", ""},  {"Cai", "Evans", ""}, {"Dai", "Evans", ""},
        {"Eli", "Evans", ""}, {"Élan", "Evans", ""}, {"Bob", "Jones", ""},
    };
    struct roster roster = gather(evanses, 7);

    (void)state;
    check_found_by(&roster, "eva", "", "many");
    check_found_by(&roster, "eva", "B", "1");
    check_found_by(&roster, "eva", "é", "45");
    check_found_by(&roster, "eva", "ela", "5");
    check_found_by(&roster, "eva", "z", "nobody");
}

static void test_roster__nobody_is_found_among_nobody(void **state)
{
    struct roster roster = {0};

    (void)state;
    check_found(&roster, "evans", "nobody");
}

// --- what the office sent ---

static void test_roster__shows_a_first_name_and_one_letter(void **state)
{
    static const char *const masks[] = {"Dafydd E.", "Siân M.", "Mary O.",
                                        "Jo S.",     "Li v.",   "Tomos E."};

    (void)state;
    place_open_meeting(&place);
    for (size_t i = 0; i < OFFICE_PEOPLE; i++)
        assert_string_equal(roster_find_person(&place.roster, place.office.people[i])->mask,
                            masks[i]);
}

static void test_roster__a_card_finds_its_own_person_only(void **state)
{
    struct card stranger;

    (void)state;
    place_open_meeting(&place);
    for (size_t i = 0; i < OFFICE_PEOPLE; i++) {
        const struct roster_person *found =
            roster_find_card(&place.roster, &place.office.members[i]);

        assert_non_null(found);
        assert_true(id_equal(found->expected.person, place.office.people[i]));
    }
    card_make(&stranger, CARD_MEMBER);
    assert_null(roster_find_card(&place.roster, &stranger));
    assert_null(roster_find_card(&place.roster, &place.office.host));
    stranger = place.office.members[0];
    stranger.kind = CARD_HOST; // the same secret is another card
    assert_null(roster_find_card(&place.roster, &stranger));
    assert_null(roster_find_person(&place.roster, id_new()));
}

static void test_roster__knows_hosts_and_staff_by_their_cards(void **state)
{
    struct body_payer_set staff;
    struct err err;

    (void)state;
    place_open_meeting(&place);
    check_ok(roster_find_staff(&place.store, &place.office.payer, &staff, &err), &err);
    assert_true(id_equal(staff.staff, place.office.payer_id));
    assert_true(roster_is_host(&place.roster, place.office.host_id));
    assert_false(roster_is_host(&place.roster, place.office.payer_id));
    check_fails(roster_find_staff(&place.store, &place.office.members[0], &staff, &err), &err,
                ERR_NOT_FOUND);
}

static struct body_meeting_planned planned_now(void)
{
    struct body_meeting_planned planned = place.roster.planned;

    assert_true(place.roster.open);
    return planned;
}

static void hear(enum record_kind kind, const void *body)
{
    struct err err;

    check_ok(office_say(&place.office, &place.store, kind, body, &err), &err);
    assert_true(place_receive(&place));
}

static bool reopen(struct err *err)
{
    return roster_open(&place.roster, &place.store, place.office.meeting, place.office.meeting_key,
                       err);
}

static void test_roster__a_cancelled_meeting_is_not_opened(void **state)
{
    struct desk_opening opening = place_opening(&place);
    struct body_meeting_planned planned;
    int64_t count;
    struct err err;

    (void)state;
    check_ok(roster_count_planned(&place.store, "2025-11-12", &count, &err), &err);
    assert_int_equal(count, 1);
    place_open_meeting(&place);
    planned = planned_now();
    planned.cancelled = true;
    hear(RECORD_MEETING_PLANNED, &planned);
    check_ok(roster_count_planned(&place.store, "2025-11-12", &count, &err), &err);
    assert_int_equal(count, 0);
    check_fails(desk_open_meeting(&place.desk_place, &place.office.host, &opening, &err), &err,
                ERR_NOT_FOUND);
}

static void test_roster__stays_closed_without_the_meetings_policy(void **state)
{
    struct body_meeting_planned planned;
    struct err err;

    (void)state;
    place_open_meeting(&place);
    planned = planned_now();
    str_copy(planned.policy, sizeof planned.policy, "not-here-yet");
    hear(RECORD_MEETING_PLANNED, &planned);
    roster_close(&place.roster);
    check_fails(reopen(&err), &err, ERR_NOT_FOUND);
    assert_non_null(strstr(err.text, "policy"));
    assert_false(place.roster.open);
    assert_int_equal(place.roster.count, 0);
}

static void test_roster__the_offices_last_word_on_a_person_counts(void **state)
{
    struct body_person_expected expected;
    struct err err;

    (void)state;
    place_open_meeting(&place);
    expected = roster_find_person(&place.roster, place.office.people[1])->expected;
    assert_int_equal(expected.return_miles, 12300);
    expected.return_miles = 4500;
    hear(RECORD_PERSON_EXPECTED, &expected);
    check_ok(reopen(&err), &err);
    assert_int_equal(place.roster.count, OFFICE_PEOPLE);
    assert_int_equal(
        roster_find_person(&place.roster, place.office.people[1])->expected.return_miles, 4500);
}

static void test_roster__with_another_key_there_are_no_names(void **state)
{
    uint8_t other[NOTE_KEY_SIZE];
    struct err err;

    (void)state;
    note_make_key(other);
    check_ok(roster_open(&place.roster, &place.store, place.office.meeting, other, &err), &err);
    assert_int_equal(place.roster.count, 0);
}

static void test_roster__says_what_the_office_paid(void **state)
{
    struct body_payment_made paid = {.claim = id_new(),
                                     .person = place.office.people[0],
                                     .what = "fee",
                                     .channel = "bank",
                                     .pence = 4375,
                                     .paid_on = "2025-11-20"};
    struct body_payment_made found;
    struct err err;

    (void)state;
    check_fails(roster_find_payment(&place.store, paid.claim, "fee", &found, &err), &err,
                ERR_NOT_FOUND);
    hear(RECORD_PAYMENT_MADE, &paid);
    check_ok(roster_find_payment(&place.store, paid.claim, "fee", &found, &err), &err);
    assert_int_equal(found.pence, 4375);
    assert_string_equal(found.paid_on, "2025-11-20");
    check_fails(roster_find_payment(&place.store, paid.claim, "travel", &found, &err), &err,
                ERR_NOT_FOUND);
}

static void test_roster__what_it_does_not_understand_changes_nothing(void **state)
{
    static const char *const bodies[] = {"", "{}", "[]", "{\"claim\":7}"};
    static const enum record_kind kinds[] = {
        RECORD_KIOSK_CONFIGURED, RECORD_MEETING_PLANNED, RECORD_PERSON_EXPECTED, RECORD_POLICY_SET,
        RECORD_WORDING_SET,      RECORD_PAYER_SET,       RECORD_PAYMENT_MADE,    RECORD_CLAIM_HELD,
        RECORD_KIOSK_REVOKED,    (enum record_kind)299};
    struct body_meeting_planned planned;
    struct body_kiosk_configured before;
    struct body_kiosk_configured after;
    struct record record = {.log_id = place.office.down_log};
    struct bytes json = {0};
    struct err err;

    (void)state;
    check_ok(roster_configured(&place.store, &before, &err), &err);
    place_open_meeting(&place);
    planned = planned_now();
    check_ok(db_begin(place.store.db, &err), &err);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        for (size_t j = 0; j < sizeof bodies / sizeof bodies[0]; j++) {
            record.kind = kinds[i];
            record.body = bodies[j];
            record.body_length = strlen(bodies[j]);
            check_ok(roster_apply(place.store.db, &record, &err), &err);
        }
    record.kind = RECORD_MEETING_PLANNED; // of no meeting
    body_write(record.kind, &planned, &json);
    record.body = bytes_text(&json);
    record.body_length = json.length;
    check_ok(roster_apply(place.store.db, &record, &err), &err);
    check_ok(db_end(place.store.db, true, &err), &err);
    bytes_clear(&json);
    check_ok(roster_configured(&place.store, &after, &err), &err);
    assert_memory_equal(&before, &after, sizeof before);
    check_ok(reopen(&err), &err);
    assert_int_equal(place.roster.count, OFFICE_PEOPLE);
}

// --- forgetting ---

// The sanitizer would write over what is freed, and hide what we forgot to.
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "max_free_fill_size=0";
}

// Where memory is looked at through: the one place that does not count.
static uint8_t page[1 << 16];

static bool stands_at(size_t at, const char *turned, size_t length)
{
    size_t same = 0;

    while (same < length && page[at + same] == (uint8_t)turned[length - 1 - same])
        same++;
    return same == length;
}

static size_t count_between(int memory, unsigned long from, unsigned long to, const char *turned)
{
    size_t length = strlen(turned);
    size_t count = 0;

    for (unsigned long at = from; at < to; at += sizeof page - 64) {
        size_t want = to - at < sizeof page ? to - at : sizeof page;
        bool own = (uintptr_t)page < at + want && at < (uintptr_t)page + sizeof page;
        ssize_t got = own ? 0 : pread(memory, page, want, (off_t)at);

        for (size_t i = 0; got > 0 && i + length <= (size_t)got; i++)
            count += stands_at(i, turned, length);
    }
    return count;
}

// How often this process holds the text in memory it can write; its own copy is turned around.
static size_t count_in_memory(const char *turned)
{
    char line[512];
    FILE *maps = fopen("/proc/self/maps", "re");
    int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    size_t count = 0;

    assert_non_null(maps);
    while (fgets(line, sizeof line, maps)) {
        unsigned long from;
        unsigned long to;
        char rights[8];

        if (sscanf(line, "%lx-%lx %7s", &from, &to, rights) == 3 && rights[1] == 'w' &&
            to - from <= 1UL << 30) // beyond that it is the sanitizer's own bookkeeping
            count += count_between(memory, from, to, turned);
    }
    memset(page, 0, sizeof page);
    close(memory);
    fclose(maps);
    return count;
}

static void test_roster__no_name_is_left_in_memory_when_it_closes(void **state)
{
    static const char turned[] = "bqavzzawk"; // of a first name, which stands nowhere as such
    struct body_person_expected body = {
        .person = id_new(), .age_band = "21_up", .role = "member", .opted_in = true};
    // Behind other names: the sanitizer uses the first bytes of what is freed for itself.
    struct body_names names = {.first = "Gwenhwyfar Angharad ", .last = "Rees"};
    const size_t at = strlen(names.first);
    struct roster_clue clue = {names.first + at, ""};
    struct bytes sealed = {0};
    struct bytes json = {0};
    char file[OUTBOX_NAME_SIZE];
    const struct roster_person *found[ROSTER_MATCHES_MAX];
    size_t count;
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof turned - 1; i++)
        names.first[at + i] = turned[sizeof turned - 2 - i];
    shape_write(&body_names_shape, &json, NULL, &names);
    note_seal(&sealed, place.office.meeting_key, "names", json.data, json.length);
    bytes_clear(&json);
    note_name(body.names, sealed.data, sealed.length);
    outbox_note_name(file, body.names, ".note");
    check_ok(outbox_put(place.store.in, file, sealed.data, sealed.length, &err), &err);
    bytes_clear(&sealed);
    hear(RECORD_PERSON_EXPECTED, &body);
    place_receive(&place);
    place_open_meeting(&place);
    assert_int_equal(place.roster.count, OFFICE_PEOPLE + 1);
    assert_int_equal(roster_find_letters(&place.roster, &clue, found, &count), ROSTER_FOUND);
    memset(&names, 0, sizeof names);
    assert_true(count_in_memory(turned) > 0); // or this test is blind
    check_ok(reopen(&err), &err);
    roster_close(&place.roster);
    assert_int_equal(count_in_memory(turned), 0);
}

#define IN_PLACE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_roster__letters_find_whatever_the_accents_and_case),
        cmocka_unit_test(test_roster__a_name_of_two_words_is_found_by_either_and_as_one),
        cmocka_unit_test(test_roster__fewer_than_three_letters_must_be_a_whole_name),
        cmocka_unit_test(test_roster__more_than_five_are_never_listed),
        cmocka_unit_test(test_roster__the_first_names_letter_tells_many_apart),
        cmocka_unit_test(test_roster__nobody_is_found_among_nobody),
        IN_PLACE(test_roster__shows_a_first_name_and_one_letter),
        IN_PLACE(test_roster__a_card_finds_its_own_person_only),
        IN_PLACE(test_roster__knows_hosts_and_staff_by_their_cards),
        IN_PLACE(test_roster__a_cancelled_meeting_is_not_opened),
        IN_PLACE(test_roster__stays_closed_without_the_meetings_policy),
        IN_PLACE(test_roster__the_offices_last_word_on_a_person_counts),
        IN_PLACE(test_roster__with_another_key_there_are_no_names),
        IN_PLACE(test_roster__says_what_the_office_paid),
        IN_PLACE(test_roster__what_it_does_not_understand_changes_nothing),
        IN_PLACE(test_roster__no_name_is_left_in_memory_when_it_closes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
