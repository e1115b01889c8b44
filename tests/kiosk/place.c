// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"

static const char *in_folder(const struct place *place, const char *name)
{
    static char paths[4][320];
    static size_t turn;
    char *path = paths[turn++ % 4];

    snprintf(path, sizeof paths[0], "%s/%s", place->folder, name);
    return path;
}

static void open_store(struct place *place)
{
    struct err err;

    check_ok(store_open(&place->store, in_folder(place, "data"), in_folder(place, "out"),
                        in_folder(place, "in"), &err),
             &err);
    place->visit = (struct visit_place){&place->store, &place->roster, "A", 10};
    place->desk_place = (struct desk_place){&place->store, &place->roster, NULL};
}

// Derbyshire's figures with cash at the desk, which the council itself does not pay.
static void write_policy(const char *path, bool cash)
{
    struct bytes json = {0};
    struct bytes changed = {0};
    struct err err;
    char *at;

    check_ok(bytes_read_file(&json, TEST_POLICY, POLICY_BYTES_MAX, &err), &err);
    at = strstr((char *)json.data, "\"expense_channel\": \"bank\"");
    assert_non_null(at);
    bytes_add(&changed, json.data, (size_t)(at - (char *)json.data));
    bytes_add_text(&changed, cash ? "\"expense_channel\": \"cash_on_day_or_bank\""
                                  : "\"expense_channel\": \"bank\"");
    bytes_add_text(&changed, at + strlen("\"expense_channel\": \"bank\""));
    check_ok(bytes_write_file(path, changed.data, changed.length, 0600, &err), &err);
    bytes_clear(&json);
    bytes_clear(&changed);
}

void place_open(struct place *place, bool cash)
{
    char folder[] = "place.XXXXXX";

    assert_non_null(mkdtemp(folder));
    place_open_in(place, folder, cash);
}

void place_open_in(struct place *place, const char *folder, bool cash)
{
    char policy[300];
    int64_t instant;
    bool changed;
    struct err err;

    *place = (struct place){0};
    assert_true(when_read(&instant, "2025-11-12T09:55:00Z"));
    when_start_at(instant);
    check_ok(keys_start(&err), &err);
    assert_true(str_copy(place->folder, sizeof place->folder, folder));
    snprintf(policy, sizeof policy, "%s/%s", place->folder, cash ? "cash.json" : "bank.json");
    write_policy(policy, cash);
    open_store(place);
    check_ok(office_open(&place->office, &place->store, policy, &err), &err);
    check_ok(store_receive(&place->store, &changed, &err), &err);
    assert_true(changed);
    place->desk_place.run = mem_dup(in_folder(place, "run"));
}

void place_move(struct place *place, const char *folder)
{
    struct err err;

    roster_close(&place->roster);
    store_close(&place->store);
    free((char *)place->desk_place.run);
    place->desk = (struct desk){0};
    if (folder != place->folder)
        assert_true(str_copy(place->folder, sizeof place->folder, folder));
    open_store(place);
    place->desk_place.run = mem_dup(in_folder(place, "run"));
    check_ok(desk_find_meeting(&place->desk_place, &err), &err);
}

void place_restart(struct place *place)
{
    place_move(place, place->folder);
}

void place_close(struct place *place)
{
    roster_close(&place->roster);
    store_close(&place->store);
    office_close(&place->office);
    free((char *)place->desk_place.run);
}

struct desk_opening place_opening(const struct place *place)
{
    return (struct desk_opening){place->office.meeting, when_now_ms()};
}

void place_open_meeting(struct place *place)
{
    struct desk_opening opening = place_opening(place);
    struct err err;

    check_ok(desk_open_meeting(&place->desk_place, &place->office.host, &opening, &err), &err);
}

struct desk_float_count place_count(const struct place *place, int64_t pence)
{
    struct desk_float_count count = {.op = id_new(), .witness = place->office.host_id};
    static const struct coins each = {{0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}};
    struct coins rest;

    for (; pence >= coins_sum(&each); pence -= coins_sum(&each))
        coins_add(&count.coins, &each);
    coins_split(pence, &rest);
    coins_add(&count.coins, &rest);
    return count;
}

void place_open_float(struct place *place, int64_t pence)
{
    struct desk_float_count count;
    enum desk_pin answer;
    struct err err;

    check_ok(desk_show_card(&place->desk, &place->desk_place, &place->office.payer, &err), &err);
    check_ok(desk_try_pin(&place->desk, &place->desk_place, OFFICE_PIN, &answer, &err), &err);
    assert_int_equal(answer, DESK_PIN_RIGHT);
    count = place_count(place, pence);
    check_ok(desk_float_open(&place->desk, &place->desk_place, &count, &err), &err);
}

bool place_pay(struct place *place, struct id payment, struct id claim, struct err *err)
{
    struct desk_payment paying = {.payment = payment, .claim = claim, .tickets_seen = true};
    struct desk_pay_view view;

    if (!desk_pay_look(&place->desk, &place->desk_place, claim, &view, err))
        return false;
    paying.pence = view.due;
    return desk_pay(&place->desk, &place->desk_place, &paying, err);
}

struct books_float place_held(struct place *place)
{
    struct books_float now;
    struct err err;

    check_ok(books_get_float(place->store.db, place->roster.meeting, &now, &err), &err);
    return now;
}

// --- between kiosk and office ---

int64_t place_head(struct place *place)
{
    struct log_head found;
    struct err err;

    check_ok(log_head(place->store.db, place->store.log_id, &found, &err), &err);
    return found.seq;
}

void place_post(struct place *place)
{
    struct err err;

    check_ok(store_post(&place->store, &err), &err);
}

bool place_receive(struct place *place)
{
    bool changed;
    struct err err;

    check_ok(store_receive(&place->store, &changed, &err), &err);
    return changed;
}

struct acknowledgement place_answer_for(struct place *place, int64_t seq)
{
    struct acknowledgement answer = {.log_id = place->store.log_id,
                                     .seq = seq,
                                     .down_log_id = place->office.down_log,
                                     .down_seq = place->office.sent,
                                     .server_ms = when_now_ms()};
    struct err err;

    check_ok(log_hash_at(place->store.db, place->store.log_id, seq, answer.hash, &err), &err);
    check_ok(log_hash_at(place->office.db, place->office.down_log, answer.down_seq,
                         answer.down_hash, &err),
             &err);
    return answer;
}

void place_answer_as(struct place *place, const struct acknowledgement *answer,
                     const struct keys *keys)
{
    struct bytes file = {0};
    struct err err;

    acknowledgement_write(answer, keys, &file);
    check_ok(outbox_put(place->store.in, "server.ack", file.data, file.length, &err), &err);
    bytes_clear(&file);
}

void place_answer(struct place *place, const struct acknowledgement *answer)
{
    place_answer_as(place, answer, &place->office.keys);
}

int64_t place_count_noted(struct place *place, const char *what)
{
    struct db_rows *rows;
    int64_t count = 0;
    struct err err;

    check_ok(db_query(place->store.db, &rows, "SELECT raw FROM record WHERE kind = $1",
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

void place_jpeg(struct bytes *out)
{
    struct jpeg_compress_struct info;
    struct jpeg_error_mgr manager;
    unsigned char *memory = NULL;
    unsigned long size = 0;
    JSAMPLE row[64];
    JSAMPROW rows[1] = {row};

    info.err = jpeg_std_error(&manager);
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &memory, &size);
    info.image_width = 64;
    info.image_height = 48;
    info.input_components = 1;
    info.in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(&info);
    jpeg_start_compress(&info, TRUE);
    for (int y = 0; y < 48; y++) {
        for (int x = 0; x < 64; x++)
            row[x] = (JSAMPLE)((x * 4) ^ (y * 5));
        jpeg_write_scanlines(&info, rows, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    bytes_add(out, memory, size);
    free(memory);
}
