// SPDX-License-Identifier: Apache-2.0
#include "kiosk/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "shared/acknowledgement.h"
#include "shared/enrol.h"
#include "shared/log.h"
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

static void note_something(size_t times)
{
    struct body_kiosk_noted body = {.what = "started"};
    struct id nowhere = {{0}};
    struct err err;

    while (times-- > 0)
        check_ok(store_save(&place.store, RECORD_KIOSK_NOTED, id_new(), nowhere, &body, &err),
                 &err);
}

static int64_t head(void)
{
    struct log_head found;
    struct err err;

    check_ok(log_head(place.store.db, place.store.log_id, &found, &err), &err);
    return found.seq;
}

static void post(void)
{
    struct err err;

    check_ok(store_post(&place.store, &err), &err);
}

static bool receive(void)
{
    bool changed;
    struct err err;

    check_ok(store_receive(&place.store, &changed, &err), &err);
    return changed;
}

// The envelopes in out/, and whether they hold all that waits, each record once.
static size_t count_envelopes(void)
{
    int64_t next = place.store.acknowledged + 1;
    struct outbox_range range;
    struct outbox_list list;
    size_t count = 0;
    struct err err;

    check_ok(outbox_list_open(&list, place.store.out, &err), &err);
    for (size_t i = 0; i < list.count; i++) {
        if (!outbox_parse_envelope(&range, list.names[i]))
            continue;
        assert_int_equal(range.from, next);
        next = range.to + 1;
        count++;
    }
    assert_int_equal(next, head() + 1);
    outbox_list_close(&list);
    return count;
}

static struct acknowledgement answer_for(int64_t seq)
{
    struct acknowledgement answer = {.log_id = place.store.log_id,
                                     .seq = seq,
                                     .down_log_id = place.office.down_log,
                                     .down_seq = place.office.sent,
                                     .server_ms = when_now_ms()};
    struct err err;

    check_ok(log_hash_at(place.store.db, place.store.log_id, seq, answer.hash, &err), &err);
    check_ok(log_hash_at(place.office.db, place.office.down_log, answer.down_seq, answer.down_hash,
                         &err),
             &err);
    return answer;
}

static void answer_as(const struct acknowledgement *answer, const struct keys *keys)
{
    struct bytes file = {0};
    struct err err;

    acknowledgement_write(answer, keys, &file);
    check_ok(outbox_put(place.store.in, "server.ack", file.data, file.length, &err), &err);
    bytes_clear(&file);
}

static void answer(const struct acknowledgement *what)
{
    answer_as(what, &place.office.keys);
}

// --- what goes out ---

static void test_store__each_save_goes_out_once_and_is_not_written_again(void **state)
{
    char path[OUTBOX_PATH_SIZE];
    char name[OUTBOX_NAME_SIZE];
    struct stat before;
    struct stat after;

    (void)state;
    for (int i = 0; i < 5; i++) {
        note_something(1);
        post();
    }
    assert_int_equal(count_envelopes(), 5);
    outbox_envelope_name(name, &(struct outbox_range){place.store.log_id, 1, 1});
    outbox_path(path, place.store.out, name);
    assert_int_equal(stat(path, &before), 0);
    note_something(1);
    post();
    post();
    assert_int_equal(count_envelopes(), 6);
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
}

static void test_store__what_went_missing_is_made_again(void **state)
{
    char name[OUTBOX_NAME_SIZE];
    struct err err;

    (void)state;
    for (int i = 0; i < 4; i++) {
        note_something(1);
        post();
    }
    outbox_envelope_name(name, &(struct outbox_range){place.store.log_id, 4, 4});
    check_ok(outbox_remove(place.store.out, name, &err), &err);
    check_ok(outbox_remove(place.store.out, "kiosk.state", &err), &err);
    post();
    assert_int_equal(count_envelopes(), 4);
}

static void test_store__more_than_64_files_are_packed_into_full_envelopes(void **state)
{
    (void)state;
    for (int i = 0; i < 64; i++) {
        note_something(1);
        post();
    }
    assert_int_equal(count_envelopes(), 64);
    note_something(1);
    post();
    assert_int_equal(count_envelopes(), 65);
    post();
    assert_int_equal(count_envelopes(), 1);
    note_something(300);
    post();
    assert_int_equal(count_envelopes(), 3); // 65, then 256 and the rest
}

static void test_store__another_lifes_envelopes_are_taken_away(void **state)
{
    char name[OUTBOX_NAME_SIZE];
    struct bytes none = {0};
    struct err err;

    (void)state;
    outbox_envelope_name(name, &(struct outbox_range){id_new(), 1, 3});
    check_ok(outbox_put(place.store.out, name, "old", 3, &err), &err);
    note_something(1);
    post();
    check_fails(outbox_get(place.store.out, name, 10, &none, &err), &err, ERR_NOT_FOUND);
    assert_int_equal(count_envelopes(), 1);
}

static void test_store__nothing_but_its_state_goes_out_before_enrolment(void **state)
{
    struct outbox_kiosk told;
    struct body_kiosk_noted body = {.what = "started"};
    struct id nowhere = {{0}};
    struct outbox_list list;
    struct store store;
    struct err err;

    (void)state;
    check_ok(store_open(&store, "new", "new-out", "new-in", &err), &err);
    check_ok(store_save(&store, RECORD_KIOSK_NOTED, id_new(), nowhere, &body, &err), &err);
    check_ok(store_post(&store, &err), &err);
    check_ok(outbox_list_open(&list, store.out, &err), &err);
    assert_int_equal(list.count, 1);
    outbox_list_close(&list);
    check_ok(outbox_read_state(store.out, "kiosk.state", &outbox_kiosk_shape, &told, &err), &err);
    assert_true(id_equal(told.log_id, store.log_id));
    assert_true(id_is_none(told.down_log_id));
    assert_memory_equal(told.sign_public, store.keys.sign_public, KEYS_PUBLIC_SIZE);
    store_close(&store);
}

// --- acknowledgements ---

static void test_store__a_server_that_was_restored_is_sent_it_again(void **state)
{
    struct acknowledgement all;
    struct acknowledgement less;
    int64_t records;
    int64_t notes;
    struct err err;

    (void)state;
    note_something(6);
    all = answer_for(6);
    answer(&all);
    assert_true(receive());
    post();
    assert_int_equal(count_envelopes(), 0);
    when_advance(1000);
    less = answer_for(2);
    answer(&less);
    assert_true(receive());
    assert_false(place.store.money_held);
    post();
    assert_int_equal(count_envelopes(), 1);
    check_ok(store_waiting(&place.store, &records, &notes, &err), &err);
    assert_int_equal(records, 4);
    place_restart(&place);
    assert_int_equal(place.store.acknowledged, 2);
}

static void test_store__an_older_answer_moves_nothing(void **state)
{
    struct acknowledgement old;
    struct acknowledgement now;

    (void)state;
    note_something(4);
    old = answer_for(4);
    when_advance(1000);
    now = answer_for(2); // restored from a backup meanwhile
    answer(&now);
    assert_true(receive());
    assert_int_equal(place.store.acknowledged, 2);
    answer(&old);
    assert_false(receive());
    assert_int_equal(place.store.acknowledged, 2);
    place_restart(&place);
    assert_false(receive());
    assert_int_equal(place.store.acknowledged, 2);
}

static void test_store__an_older_answer_frees_no_money(void **state)
{
    struct acknowledgement old;
    struct acknowledgement held;

    (void)state;
    note_something(4);
    old = answer_for(4);
    when_advance(1000);
    held = answer_for(4);
    held.forked = true;
    answer(&held);
    assert_true(receive());
    assert_true(place.store.money_held);
    answer(&old);
    assert_false(receive());
    assert_true(place.store.money_held);
    place_restart(&place);
    assert_false(receive());
    assert_true(place.store.money_held);
    when_advance(1000);
    held = answer_for(4); // a person has looked
    answer(&held);
    assert_true(receive());
    assert_false(place.store.money_held);
    assert_int_equal(place.store.acknowledged, 4);
}

static void test_store__a_server_that_knows_more_of_us_holds_the_money(void **state)
{
    struct acknowledgement more;

    (void)state;
    note_something(3);
    more = answer_for(3);
    more.seq = 4; // an old image of this kiosk was put back
    answer(&more);
    assert_true(receive());
    assert_true(place.store.money_held);
    assert_int_equal(place.store.acknowledged, 0); // all of it is offered again
    post();
    assert_int_equal(count_envelopes(), 1);
}

static void test_store__another_history_of_us_holds_the_money(void **state)
{
    struct acknowledgement other;

    (void)state;
    note_something(3);
    other = answer_for(3);
    other.hash[5] ^= 1; // there are two of us
    answer(&other);
    assert_true(receive());
    assert_true(place.store.money_held);
}

static void test_store__an_answer_of_another_server_or_for_another_log_is_passed_over(void **state)
{
    struct acknowledgement what;
    struct keys stranger;

    (void)state;
    note_something(3);
    what = answer_for(3);
    keys_make(&stranger);
    answer_as(&what, &stranger);
    assert_false(receive());
    what.log_id = id_new();
    answer(&what);
    assert_false(receive());
    assert_int_equal(place.store.acknowledged, 0);
    assert_false(place.store.money_held);
}

// --- the office's log ---

static int64_t count_noted(const char *what)
{
    struct db_rows *rows;
    int64_t count = 0;
    struct err err;

    check_ok(db_query(place.store.db, &rows, "SELECT raw FROM record WHERE kind = $1",
                      DB_ARGS(db_int(RECORD_KIOSK_NOTED)), &err),
             &err);
    while (db_next(rows)) {
        struct body_kiosk_noted body;
        struct record record;
        size_t length;
        const void *raw = db_get_blob(rows, 0, &length);

        check_ok(record_read(&record, raw, length, &err), &err);
        check_ok(body_read(&record, &body, &err), &err);
        count += str_equal(body.what, what);
    }
    check_ok(db_done(rows, &err), &err);
    return count;
}

// The same office, restored from a backup: it says something else under a number it used before.
static void say_otherwise(int64_t seq, size_t more)
{
    struct body_claim_ruled body = {.claim = place.office.people[0], .code = "look"};
    struct envelope_batch batch = {.log_id = place.office.down_log, .from = seq};
    struct record record = {.log_id = place.office.down_log,
                            .kind = RECORD_CLAIM_HELD,
                            .schema = 1,
                            .wall_ms = when_now_ms(),
                            .local_date = "2025-11-12"};
    struct bytes sealed = {0};
    struct bytes json = {0};
    char name[OUTBOX_NAME_SIZE];
    struct err err;

    body_write(RECORD_CLAIM_HELD, &body, &json);
    record.body = bytes_text(&json);
    record.body_length = json.length;
    check_ok(log_hash_at(place.office.db, place.office.down_log, seq - 1, record.prev_hash, &err),
             &err);
    for (size_t i = 0; i <= more; i++) {
        struct bytes raw = {0};

        record.seq = seq + (int64_t)i;
        record.op_id = id_new();
        record_write(&record, &raw);
        record_hash(record.prev_hash, raw.data, raw.length);
        assert_true(envelope_batch_add(&batch, raw.data, raw.length));
        bytes_clear(&raw);
    }
    envelope_seal(&batch, &place.office.keys,
                  (const uint8_t(*)[KEYS_PUBLIC_SIZE])place.store.keys.seal_public, 1, &sealed);
    outbox_envelope_name(name,
                         &(struct outbox_range){place.office.down_log, seq, seq + (int64_t)more});
    check_ok(outbox_put(place.store.in, name, sealed.data, sealed.length, &err), &err);
    envelope_batch_clear(&batch);
    bytes_clear(&sealed);
    bytes_clear(&json);
}

static void test_store__an_office_that_says_two_things_holds_the_money(void **state)
{
    struct acknowledgement fine;

    (void)state;
    say_otherwise(place.office.sent, 1); // the last one again, otherwise, and one more
    receive();
    assert_true(place.store.money_held);
    assert_int_equal(count_noted("down_forked"), 1);
    when_advance(1000);
    fine = answer_for(head());
    answer(&fine);
    receive();
    assert_true(place.store.money_held); // an answer about our own log says nothing of it
    assert_int_equal(place.store.acknowledged, head());
    place_restart(&place);
    assert_true(place.store.money_held);
    receive();
    assert_int_equal(count_noted("down_forked"), 1);
}

static void test_store__an_office_that_forgot_what_it_said_holds_the_money(void **state)
{
    struct acknowledgement other;

    (void)state;
    other = answer_for(0);
    other.down_hash[0] ^= 1;
    answer(&other);
    assert_true(receive());
    assert_true(place.store.money_held);
    assert_int_equal(count_noted("down_forked"), 1);
    memset(other.down_hash, 0, sizeof other.down_hash); // one that does not say it is no fork
    other.server_ms++;
    place.store.down_forked = false;
    answer(&other);
    receive();
    assert_false(place.store.down_forked);
}

static void test_store__what_is_not_the_offices_is_passed_over(void **state)
{
    static const char *const names[] = {"rubbish", "server.ack", "agent.state", "enrolment.ack"};
    char path[OUTBOX_PATH_SIZE];
    char name[OUTBOX_NAME_SIZE];
    struct log_head before;
    struct log_head after;
    struct err err;

    (void)state;
    check_ok(log_head(place.store.db, place.office.down_log, &before, &err), &err);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        check_ok(outbox_put(place.store.in, names[i], "\0\xFFnot ours", 10, &err), &err);
    outbox_envelope_name(
        name, &(struct outbox_range){place.office.down_log, before.seq + 1, before.seq + 1});
    check_ok(outbox_put(place.store.in, name, "damaged", 7, &err), &err);
    outbox_path(path, place.store.in, "a-folder.note");
    assert_int_equal(mkdir(path, 0700), 0);
    assert_false(receive());
    check_ok(log_head(place.store.db, place.office.down_log, &after, &err), &err);
    assert_int_equal(after.seq, before.seq);
}

static void test_store__another_server_says_nothing_here(void **state)
{
    struct body_claim_ruled body = {.claim = place.office.people[0], .code = "look"};
    struct keys honest = place.office.keys;
    struct log_head before;
    struct log_head after;
    struct err err;

    (void)state;
    check_ok(log_head(place.store.db, place.office.down_log, &before, &err), &err);
    keys_make(&place.office.keys);
    check_ok(office_say(&place.office, &place.store, RECORD_CLAIM_HELD, &body, &err), &err);
    assert_false(receive());
    check_ok(log_head(place.store.db, place.office.down_log, &after, &err), &err);
    assert_int_equal(after.seq, before.seq);
    place.office.keys = honest;
}

// --- notes ---

static void test_store__asks_for_the_notes_it_was_told_of(void **state)
{
    struct body_person_expected body = {
        .person = id_new(), .age_band = "21_up", .role = "member", .opted_in = true};
    struct body_names names = {.first = "Nia", .last = "Rees"};
    uint8_t wanted[NOTE_NAME_SIZE];
    struct bytes sealed = {0};
    struct bytes json = {0};
    struct bytes found = {0};
    struct outbox_kiosk told;
    char file[OUTBOX_NAME_SIZE];
    struct err err;

    (void)state;
    shape_write(&body_names_shape, &json, NULL, &names);
    note_seal(&sealed, place.office.meeting_key, "names", json.data, json.length);
    note_name(wanted, sealed.data, sealed.length);
    memcpy(body.names, wanted, sizeof wanted);
    check_ok(office_say(&place.office, &place.store, RECORD_PERSON_EXPECTED, &body, &err), &err);
    assert_true(receive());
    post();
    check_ok(outbox_read_state(place.store.out, "kiosk.state", &outbox_kiosk_shape, &told, &err),
             &err);
    assert_int_equal(told.notes_missing_count, 1);
    assert_memory_equal(told.notes_missing[0], wanted, sizeof wanted);

    outbox_note_name(file, wanted, ".note");
    check_ok(outbox_put(place.store.in, file, "another note", 12, &err), &err);
    assert_false(receive());
    check_fails(store_find_note(&place.store, wanted, &found, &err), &err, ERR_NOT_FOUND);
    check_ok(outbox_put(place.store.in, file, sealed.data, sealed.length, &err), &err);
    assert_true(receive());
    check_ok(store_find_note(&place.store, wanted, &found, &err), &err);
    assert_int_equal(found.length, sealed.length);
    post();
    check_ok(outbox_read_state(place.store.out, "kiosk.state", &outbox_kiosk_shape, &told, &err),
             &err);
    assert_int_equal(told.notes_missing_count, 0);
    bytes_clear(&found);
    bytes_clear(&sealed);
    bytes_clear(&json);
}

static void put_note_answer(const struct acknowledgement_note *what, const char *file)
{
    struct bytes out = {0};
    struct err err;

    acknowledgement_write_note(what, &place.office.keys, &out);
    check_ok(outbox_put(place.store.in, file, out.data, out.length, &err), &err);
    bytes_clear(&out);
}

static void test_store__a_note_lies_in_out_until_the_server_has_all_of_it(void **state)
{
    struct acknowledgement_note what = {.received = 3};
    struct bytes sealed = {0};
    struct bytes found = {0};
    char file[OUTBOX_NAME_SIZE];
    char answered[OUTBOX_NAME_SIZE];
    int64_t records;
    int64_t notes;
    struct err err;

    (void)state;
    note_seal(&sealed, place.office.meeting_key, "picture", "jpeg", 4);
    note_name(what.name, sealed.data, sealed.length);
    outbox_note_name(file, what.name, ".note");
    outbox_note_name(answered, what.name, ".ack");
    check_ok(store_begin(&place.store, &err), &err);
    check_ok(store_end(&place.store,
                       store_note(&place.store, what.name, place.office.meeting, &sealed, &err),
                       &err),
             &err);
    post();
    check_ok(outbox_get(place.store.out, file, NOTE_SEALED_MAX, &found, &err), &err);
    put_note_answer(&what, answered); // part of it
    assert_false(receive());
    what.complete = true;
    what.received = (int64_t)sealed.length;
    put_note_answer(&what, answered);
    assert_true(receive());
    post();
    check_fails(outbox_get(place.store.out, file, NOTE_SEALED_MAX, &found, &err), &err,
                ERR_NOT_FOUND);
    check_ok(store_find_note(&place.store, what.name, &found, &err), &err); // the desk shows it
    check_ok(store_waiting(&place.store, &records, &notes, &err), &err);
    assert_int_equal(notes, 0);
    bytes_clear(&found);
    bytes_clear(&sealed);
}

// The note that lies in the store; what the server has of it, and of everything else.
static void keep_note(uint8_t name[static NOTE_NAME_SIZE], struct id meeting)
{
    struct acknowledgement_note what = {.complete = true};
    struct bytes sealed = {0};
    char answered[OUTBOX_NAME_SIZE];
    struct err err;

    note_seal(&sealed, place.office.meeting_key, "picture", "a face", 6);
    note_name(name, sealed.data, sealed.length);
    memcpy(what.name, name, NOTE_NAME_SIZE);
    what.received = (int64_t)sealed.length;
    check_ok(store_begin(&place.store, &err), &err);
    check_ok(store_end(&place.store, store_note(&place.store, name, meeting, &sealed, &err), &err),
             &err);
    post();
    outbox_note_name(answered, name, ".ack");
    put_note_answer(&what, answered);
    assert_true(receive());
    bytes_clear(&sealed);
}

static bool has_note(const uint8_t name[static NOTE_NAME_SIZE])
{
    struct bytes found = {0};
    struct err err;
    bool there = store_find_note(&place.store, name, &found, &err);

    bytes_clear(&found);
    return there;
}

static void forget_before(int64_t instant_ms)
{
    struct err err;

    check_ok(store_forget(&place.store, instant_ms, &err), &err);
}

// PRV-20: not while the meeting is open, not before the days are over, and not before the office
// has a backup with all of it.
static void test_store__old_notes_go_once_the_office_has_them_safe(void **state)
{
    struct acknowledgement safe;
    uint8_t name[NOTE_NAME_SIZE];
    int64_t later;
    enum desk_pin answered;
    struct err err;

    (void)state;
    place_open_meeting(&place);
    keep_note(name, place.office.meeting);
    later = when_now_ms() + 1000;
    safe = answer_for(head());
    safe.secured_seq = safe.seq;
    memcpy(safe.secured_hash, safe.hash, sizeof safe.hash);
    answer(&safe);
    receive();
    forget_before(later); // open
    assert_true(has_note(name));
    check_ok(desk_show_card(&place.desk, &place.desk_place, &place.office.host, &err), &err);
    check_ok(desk_try_pin(&place.desk, &place.desk_place, OFFICE_PIN, &answered, &err), &err);
    check_ok(desk_close_meeting(&place.desk, &place.desk_place, &err), &err);
    post();
    forget_before(later); // the backup is older than the closing
    assert_true(has_note(name));
    safe = answer_for(head());
    safe.secured_seq = safe.seq;
    memcpy(safe.secured_hash, safe.hash, sizeof safe.hash);
    answer(&safe);
    receive();
    forget_before(when_now_ms() - INT64_C(24) * 3600 * 1000); // the days are not over
    assert_true(has_note(name));
    forget_before(later);
    assert_false(has_note(name));
}

// --- enrolment ---

struct enrolling {
    struct store store;
    struct keys server;
    struct outbox_enrolment answer;
};

static void begin_enrolling(struct enrolling *it, const char *folder)
{
    char data[64];
    char out[64];
    char in[64];
    struct err err;

    snprintf(data, sizeof data, "%s.data", folder);
    snprintf(out, sizeof out, "%s.out", folder);
    snprintf(in, sizeof in, "%s.in", folder);
    check_ok(store_open(&it->store, data, out, in, &err), &err);
    keys_make(&it->server);
    it->answer = (struct outbox_enrolment){
        .kiosk_id = id_new(), .log_id = it->store.log_id, .down_log_id = id_new(), .letter = "B"};
    memcpy(it->answer.server_sign, it->server.sign_public, KEYS_PUBLIC_SIZE);
    memcpy(it->answer.server_seal, it->server.seal_public, KEYS_PUBLIC_SIZE);
    memcpy(it->answer.recovery_seal, it->server.seal_public, KEYS_PUBLIC_SIZE);
}

static bool offer(struct enrolling *it)
{
    struct bytes file = {0};
    bool changed;
    struct err err;

    enrol_write_answer(&it->answer, &it->server, &file);
    check_ok(outbox_put(it->store.in, "enrolment.ack", file.data, file.length, &err), &err);
    bytes_clear(&file);
    check_ok(store_receive(&it->store, &changed, &err), &err);
    assert_int_equal(changed, it->store.enrolled);
    return changed;
}

static void wish(struct enrolling *it, const uint8_t *server_sign)
{
    struct outbox_wish asked = {.wish = "enrol", .url = "https://office.example"};
    struct enrol_code code;
    struct err err;

    enrol_make_code(&code, server_sign);
    enrol_write_code(asked.code, &code);
    check_ok(outbox_write_state(it->store.out, "enrol.wish", &outbox_wish_shape, &asked, &err),
             &err);
}

static void test_store__the_server_of_the_typed_code_and_no_other_enrols_it(void **state)
{
    struct enrolling it;
    struct keys other;

    (void)state;
    begin_enrolling(&it, "wished");
    keys_make(&other);
    wish(&it, other.sign_public);
    assert_false(offer(&it));
    wish(&it, it.server.sign_public);
    assert_true(offer(&it));
    assert_memory_equal(it.store.enrolment.server_sign, it.server.sign_public, KEYS_PUBLIC_SIZE);
    store_close(&it.store);
}

static void test_store__a_wish_that_cannot_be_read_lets_nobody_in(void **state)
{
    struct enrolling it;
    struct err err;

    (void)state;
    begin_enrolling(&it, "unread");
    check_ok(outbox_put(it.store.out, "enrol.wish", "{", 1, &err), &err);
    assert_false(offer(&it));
    store_close(&it.store);
}

static void test_store__the_first_server_is_believed_and_stays(void **state)
{
    struct enrolling it;
    struct id first;

    (void)state;
    begin_enrolling(&it, "first");
    it.answer.log_id = id_new(); // another kiosk's
    assert_false(offer(&it));
    it.answer.log_id = it.store.log_id;
    assert_true(offer(&it));
    first = it.store.enrolment.down_log_id;
    keys_make(&it.server);
    memcpy(it.answer.server_sign, it.server.sign_public, KEYS_PUBLIC_SIZE);
    it.answer.down_log_id = id_new();
    {
        struct bytes file = {0};
        bool changed;
        struct err err;

        enrol_write_answer(&it.answer, &it.server, &file);
        check_ok(outbox_put(it.store.in, "enrolment.ack", file.data, file.length, &err), &err);
        bytes_clear(&file);
        check_ok(store_receive(&it.store, &changed, &err), &err);
        assert_false(changed);
    }
    assert_true(id_equal(it.store.enrolment.down_log_id, first));
    store_close(&it.store);
}

// --- opening ---

static void damage(const char *path, long at, const char *bytes)
{
    FILE *file = fopen(path, "r+");

    assert_non_null(file);
    assert_int_equal(fseek(file, at, SEEK_SET), 0);
    assert_true(fputs(bytes, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

// Refused with one sentence, and the files stay as they are.
static void check_refused(const char *file, const char *word)
{
    struct bytes before = {0};
    struct bytes after = {0};
    char path[OUTBOX_PATH_SIZE];
    struct store store;
    struct err err;

    outbox_path(path, "bad.data", file);
    check_ok(bytes_read_file(&before, path, 1 << 24, &err), &err);
    assert_false(store_open(&store, "bad.data", "bad.out", "bad.in", &err));
    if (!strstr(err.text, word))
        fail_msg("it does not say '%s': %s", word, err.text);
    check_ok(bytes_read_file(&after, path, 1 << 24, &err), &err);
    assert_int_equal(before.length, after.length);
    assert_memory_equal(before.data, after.data, after.length);
    bytes_clear(&before);
    bytes_clear(&after);
}

static void test_store__refuses_what_is_damaged_or_newer_and_changes_nothing(void **state)
{
    struct store store;
    sqlite3 *sqlite;
    struct err err;

    (void)state;
    check_ok(store_open(&store, "bad.data", "bad.out", "bad.in", &err), &err);
    store_close(&store);
    assert_int_equal(sqlite3_open("bad.data/kiosk.db", &sqlite), SQLITE_OK);
    assert_int_equal(sqlite3_exec(sqlite, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(sqlite);
    check_refused("kiosk.db", "newer");
    damage("bad.data/kiosk.db", 0, "this is no database at all, nor was it ever");
    check_refused("kiosk.db", "damaged");
    assert_int_equal(chmod("bad.data/kiosk.key", 0600), 0);
    damage("bad.data/kiosk.key", 20, "x?");
    check_refused("kiosk.key", "damaged");
}

static void test_store__the_same_act_twice_is_one_record(void **state)
{
    struct body_kiosk_noted body = {.what = "started"};
    struct body_kiosk_noted other = {.what = "stopped"};
    struct id nowhere = {{0}};
    struct id op = id_new();
    struct err err;

    (void)state;
    check_ok(store_save(&place.store, RECORD_KIOSK_NOTED, op, nowhere, &body, &err), &err);
    check_ok(store_save(&place.store, RECORD_KIOSK_NOTED, op, nowhere, &body, &err), &err);
    assert_int_equal(head(), 1);
    check_fails(store_save(&place.store, RECORD_KIOSK_NOTED, op, nowhere, &other, &err), &err,
                ERR_CONFLICT);
    assert_int_equal(head(), 1);
}

#define IN_PLACE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    char folder[] = "store.XXXXXX";
    const struct CMUnitTest tests[] = {
        IN_PLACE(test_store__each_save_goes_out_once_and_is_not_written_again),
        IN_PLACE(test_store__what_went_missing_is_made_again),
        IN_PLACE(test_store__more_than_64_files_are_packed_into_full_envelopes),
        IN_PLACE(test_store__another_lifes_envelopes_are_taken_away),
        IN_PLACE(test_store__nothing_but_its_state_goes_out_before_enrolment),
        IN_PLACE(test_store__a_server_that_was_restored_is_sent_it_again),
        IN_PLACE(test_store__an_older_answer_moves_nothing),
        IN_PLACE(test_store__an_older_answer_frees_no_money),
        IN_PLACE(test_store__a_server_that_knows_more_of_us_holds_the_money),
        IN_PLACE(test_store__another_history_of_us_holds_the_money),
        IN_PLACE(test_store__an_answer_of_another_server_or_for_another_log_is_passed_over),
        IN_PLACE(test_store__an_office_that_says_two_things_holds_the_money),
        IN_PLACE(test_store__an_office_that_forgot_what_it_said_holds_the_money),
        IN_PLACE(test_store__what_is_not_the_offices_is_passed_over),
        IN_PLACE(test_store__another_server_says_nothing_here),
        IN_PLACE(test_store__asks_for_the_notes_it_was_told_of),
        IN_PLACE(test_store__a_note_lies_in_out_until_the_server_has_all_of_it),
        IN_PLACE(test_store__old_notes_go_once_the_office_has_them_safe),
        IN_PLACE(test_store__the_server_of_the_typed_code_and_no_other_enrols_it),
        IN_PLACE(test_store__a_wish_that_cannot_be_read_lets_nobody_in),
        IN_PLACE(test_store__the_first_server_is_believed_and_stays),
        IN_PLACE(test_store__refuses_what_is_damaged_or_newer_and_changes_nothing),
        IN_PLACE(test_store__the_same_act_twice_is_one_record),
    };

    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
