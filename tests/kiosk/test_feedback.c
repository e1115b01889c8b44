// SPDX-License-Identifier: Apache-2.0
#include "kiosk/feedback.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "shared/log.h"
#include "shared/str.h"
#include "shared/when.h"
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

static void keep(struct id meeting, const char *mark, const char *words)
{
    struct err err;

    check_ok(feedback_keep(&place.store, meeting, mark, words, &err), &err);
}

static void close_with(struct id meeting, size_t people)
{
    struct err err;

    check_ok(store_begin(&place.store, &err), &err);
    check_ok(store_end(&place.store, feedback_close(&place.store, meeting, people, &err), &err),
             &err);
}

static int64_t count(const char *sql)
{
    int64_t rows;
    struct err err;

    check_ok(db_number(place.store.db, &rows, sql, DB_NONE, 0, &err), &err);
    return rows;
}

// What was appended last: large.
static struct body_feedback_left *last_record(void)
{
    struct body_feedback_left *body = calloc(1, sizeof *body);
    struct bytes raw = {0};
    struct record record;
    struct log_head head;
    struct err err;

    check_ok(log_head(place.store.db, place.store.log_id, &head, &err), &err);
    check_ok(log_read(place.store.db, place.store.log_id, head.seq, &raw, &err), &err);
    check_ok(record_read(&record, raw.data, raw.length, &err), &err);
    assert_int_equal(record.kind, RECORD_FEEDBACK_LEFT);
    check_ok(body_read(&record, body, &err), &err);
    bytes_clear(&raw);
    return body;
}

static void open_words(const uint8_t name[static NOTE_NAME_SIZE], struct bytes *out)
{
    struct bytes sealed = {0};
    struct err err;

    check_ok(store_find_note(&place.store, name, &sealed, &err), &err);
    check_ok(note_open_to(out, &place.office.keys, "feedback", sealed.data, sealed.length, &err),
             &err);
    bytes_clear(&sealed);
}

static void test_feedback__goes_up_in_one_record_when_five_signed_in(void **state)
{
    struct body_feedback_left *body;
    struct id meeting = id_new();
    struct bytes words = {0};
    bool found = false;

    (void)state;
    keep(meeting, "good", "");
    keep(meeting, "bad", "Too long");
    close_with(meeting, FEEDBACK_PEOPLE_MIN);
    body = last_record();
    assert_int_equal(body->entries_count, 2);
    for (size_t i = 0; i < 2; i++)
        if (str_equal(body->entries[i].mark, "bad")) {
            open_words(body->entries[i].words, &words);
            assert_string_equal(bytes_text(&words), "Too long");
            found = true;
        }
    assert_true(found);
    assert_int_equal(count("SELECT count(*) FROM feedback"), 0);
    bytes_clear(&words);
    free(body);
}

static void test_feedback__of_few_is_destroyed(void **state)
{
    struct id meeting = id_new();
    int64_t records = count("SELECT count(*) FROM record");
    int64_t notes = count("SELECT count(*) FROM note");

    (void)state;
    keep(meeting, "bad", "Too long");
    close_with(meeting, FEEDBACK_PEOPLE_MIN - 1);
    assert_int_equal(count("SELECT count(*) FROM feedback"), 0);
    assert_int_equal(count("SELECT count(*) FROM record"), records);
    assert_int_equal(count("SELECT count(*) FROM note"), notes);
}

// Neither the kiosk's own keys nor the meeting's open it, and its length says nothing of the words.
static void test_feedback__words_are_the_offices_alone(void **state)
{
    struct id meeting = id_new();
    struct bytes out = {0};
    struct db_rows *rows;
    const void *sealed;
    size_t length;
    size_t first = 0;
    int looked_at = 0;
    struct err err;

    (void)state;
    keep(meeting, "good", "a");
    keep(meeting, "bad", "The room was cold and nobody said when there would be a break");
    check_ok(db_query(place.store.db, &rows, "SELECT words FROM feedback", DB_NONE, &err), &err);
    while (db_next(rows)) {
        sealed = db_get_blob(rows, 0, &length);
        assert_true(first == 0 || length == first);
        first = length;
        check_fails(note_open_to(&out, &place.store.keys, "feedback", sealed, length, &err), &err,
                    ERR_INVALID);
        check_fails(note_open(&out, place.office.meeting_key, "feedback", sealed, length, &err),
                    &err, ERR_INVALID);
        check_ok(note_open_to(&out, &place.office.keys, "feedback", sealed, length, &err), &err);
        looked_at++;
    }
    check_ok(db_done(rows, &err), &err);
    assert_int_equal(looked_at, 2);
    bytes_clear(&out);
}

static void test_feedback__leaves_no_trace_in_the_log_until_closing(void **state)
{
    struct id meeting = id_new();
    int64_t records = count("SELECT count(*) FROM record");

    (void)state;
    keep(meeting, "good", "Thank you");
    assert_int_equal(count("SELECT count(*) FROM record"), records);
    assert_int_equal(count("SELECT count(*) FROM note WHERE ours = 1"), 0);
}

static void test_feedback__has_an_end(void **state)
{
    struct id meeting = id_new();
    struct err err;

    (void)state;
    for (int i = 0; i < BODY_FEEDBACK_MAX; i++)
        keep(meeting, "good", "");
    check_fails(feedback_keep(&place.store, meeting, "good", "", &err), &err, ERR_CONFLICT);
    close_with(meeting, 200);
    free(last_record()); // it fits into one record
}

// --- who said what? ---

#define PEOPLE 6
#define TRIALS 40

/* An attacker reads in log and books who came and went when, and puts what was said into an order.
 * How often the i-th is the i-th person's, or the i-th from the end. */
struct guesses {
    int forwards;
    int backwards;
};

static int order_of[PEOPLE]; // which person went first, second ..., as the attendance says

static void guess(struct guesses *guesses, size_t at, int person)
{
    guesses->forwards += order_of[at] == person;
    guesses->backwards += order_of[PEOPLE - 1 - at] == person;
}

static void save(enum record_kind kind, struct id meeting, const void *body)
{
    struct err err;

    check_ok(store_save(&place.store, kind, id_new(), meeting, body, &err), &err);
}

// They come, say something without a name, and go: two records of a name and not a third.
static void come_say_and_go(struct id meeting, struct id person, int number)
{
    struct body_attendance_arrived came = {
        .attendance = id_new(), .person = person, .at_ms = when_now_ms()};
    struct body_attendance_left went = {.attendance = came.attendance};
    int64_t before = count("SELECT count(*) FROM record");
    char words[12];

    str_copy(came.as, sizeof came.as, "participant");
    str_copy(came.how, sizeof came.how, "letters");
    str_copy(went.by, sizeof went.by, "person");
    save(RECORD_ATTENDANCE_ARRIVED, meeting, &came);
    snprintf(words, sizeof words, "%d", number);
    keep(meeting, "good", words);
    when_advance(1000);
    went.at_ms = when_now_ms();
    save(RECORD_ATTENDANCE_LEFT, meeting, &went);
    assert_int_equal(count("SELECT count(*) FROM record"), before + 2);
}

static int number_of(const struct id *people, struct id person)
{
    for (int i = 0; i < PEOPLE; i++)
        if (id_equal(people[i], person))
            return i;
    fail_msg("nobody of this meeting");
    return -1;
}

static void read_attendance(struct id meeting, const struct id *people)
{
    struct db_rows *rows;
    size_t count = 0;
    struct err err;

    check_ok(db_query(place.store.db, &rows,
                      "SELECT person_id FROM attendance WHERE meeting_id = $1 ORDER BY left_ms",
                      DB_ARGS(db_id(&meeting)), &err),
             &err);
    while (db_next(rows)) {
        assert_true(count < PEOPLE);
        order_of[count++] = number_of(people, db_get_id(rows, 0));
    }
    check_ok(db_done(rows, &err), &err);
    assert_int_equal(count, PEOPLE);
}

// In another order every time, as they are numbered.
static void hold_meeting(struct id meeting)
{
    struct id people[PEOPLE];
    uint32_t first = randombytes_uniform(PEOPLE);

    for (int i = 0; i < PEOPLE; i++)
        people[i] = id_new();
    for (uint32_t i = 0; i < PEOPLE; i++) {
        int number = (int)((first + i * 5) % PEOPLE); // 5: each of six once

        come_say_and_go(meeting, people[number], number);
    }
    read_attendance(meeting, people);
    assert_int_equal(order_of[0], first);
}

// By chance it is one a trial, and the variance is one as well.
static void check_is_chance(const char *what, const struct guesses *guesses)
{
    int counts[] = {guesses->forwards, guesses->backwards};

    for (size_t i = 0; i < 2; i++)
        if ((counts[i] - TRIALS) * (counts[i] - TRIALS) > 25 * TRIALS)
            fail_msg("%s: %d of %d were guessed, %d are by chance", what, counts[i],
                     PEOPLE * TRIALS, TRIALS);
}

static int person_of(const void *sealed, size_t length)
{
    struct bytes words = {0};
    struct err err;
    int person;

    check_ok(note_open_to(&words, &place.office.keys, "feedback", sealed, length, &err), &err);
    person = atoi(bytes_text(&words));
    bytes_clear(&words);
    return person;
}

static void guess_by_query(struct guesses *guesses, const char *sql, struct id meeting)
{
    struct db_rows *rows;
    size_t at = 0;
    struct err err;

    check_ok(db_query(place.store.db, &rows, sql, DB_ARGS(db_id(&meeting)), &err), &err);
    for (; db_next(rows); at++) {
        size_t length;
        const void *sealed = db_get_blob(rows, 0, &length);

        guess(guesses, at, person_of(sealed, length));
    }
    check_ok(db_done(rows, &err), &err);
    assert_int_equal(at, PEOPLE);
}

// By where the bytes lie in the file.
static void guess_by_disk(struct guesses *guesses, struct id meeting)
{
    size_t where[PEOPLE] = {0}, order;
    int person[PEOPLE] = {0};
    struct bytes file = {0};
    struct db_rows *rows;
    char path[320];
    struct err err;

    snprintf(path, sizeof path, "%s/data/kiosk.db", place.folder);
    check_ok(bytes_read_file(&file, path, (size_t)64 * 1024 * 1024, &err), &err);
    check_ok(db_query(place.store.db, &rows, "SELECT words FROM feedback WHERE meeting_id = $1",
                      DB_ARGS(db_id(&meeting)), &err),
             &err);
    for (size_t i = 0; db_next(rows); i++) {
        size_t length;
        const uint8_t *sealed = db_get_blob(rows, 0, &length);
        const uint8_t *found = memmem(file.data, file.length, sealed, length);

        assert_true(i < PEOPLE && found);
        where[i] = (size_t)(found - file.data);
        person[i] = person_of(sealed, length);
    }
    check_ok(db_done(rows, &err), &err);
    for (size_t i = 0; i < PEOPLE; i++) {
        order = 0;
        for (size_t j = 0; j < PEOPLE; j++)
            order += where[j] < where[i];
        guess(guesses, order, person[i]);
    }
    bytes_clear(&file);
}

static void guess_by_log(struct guesses *guesses)
{
    struct body_feedback_left *body = last_record();
    struct bytes words = {0};

    assert_int_equal(body->entries_count, PEOPLE);
    for (size_t i = 0; i < PEOPLE; i++) {
        open_words(body->entries[i].words, &words);
        guess(guesses, i, atoi(bytes_text(&words)));
    }
    bytes_clear(&words);
    free(body);
}

static void test_feedback__log_and_attendance_guess_no_better_than_chance(void **state)
{
    struct guesses rows = {0}, ids = {0}, disk = {0}, log = {0}, notes = {0};

    (void)state;
    for (int trial = 0; trial < TRIALS; trial++) {
        struct id meeting = id_new();

        hold_meeting(meeting);
        guess_by_query(&rows, "SELECT words FROM feedback WHERE meeting_id = $1 ORDER BY rowid",
                       meeting);
        guess_by_query(
            &ids, "SELECT words FROM feedback WHERE meeting_id = $1 ORDER BY feedback_id", meeting);
        guess_by_disk(&disk, meeting);
        close_with(meeting, PEOPLE);
        guess_by_log(&log);
        guess_by_query(&notes, "SELECT sealed FROM note WHERE meeting_id = $1 ORDER BY rowid",
                       meeting);
    }
    check_is_chance("the order of the rows", &rows);
    check_is_chance("their ids", &ids);
    check_is_chance("their places on the disk", &disk);
    check_is_chance("the record", &log);
    check_is_chance("the order of the notes", &notes);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_feedback__goes_up_in_one_record_when_five_signed_in),
        TEST(test_feedback__of_few_is_destroyed),
        TEST(test_feedback__words_are_the_offices_alone),
        TEST(test_feedback__leaves_no_trace_in_the_log_until_closing),
        TEST(test_feedback__has_an_end),
        TEST(test_feedback__log_and_attendance_guess_no_better_than_chance),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
