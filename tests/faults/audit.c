// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/store.h"
#include "shared/body.h"
#include "shared/books.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/note.h"
#include "tests/kiosk/place.h"

static const char SQL_TWICE[] = "SELECT count(*) - count(DISTINCT op_id) FROM record";
static const char SQL_CLAIMS_TWICE[] =
    "SELECT count(*) - count(DISTINCT person_id) FROM claim WHERE withdrawn = 0";

static bool learn_log(uint8_t (**out)[RECORD_HASH_SIZE], int64_t *count, const struct store *store,
                      struct id log_id, struct err *err)
{
    struct log_head head;
    bool ok = log_head(store->db, log_id, &head, err);

    if (!ok)
        return false;
    *out = mem_new((size_t)head.seq + 1, sizeof **out);
    *count = head.seq;
    for (int64_t seq = 1; ok && seq <= head.seq; seq++)
        ok = log_hash_at(store->db, log_id, seq, (*out)[seq], err);
    return ok;
}

bool audit_learn(struct audit_truth *truth, const struct store *store, struct err *err)
{
    *truth = (struct audit_truth){0};
    return learn_log(&truth->up, &truth->up_count, store, store->log_id, err) &&
           learn_log(&truth->down, &truth->down_count, store, store->enrolment.down_log_id, err);
}

void audit_forget(struct audit_truth *truth)
{
    free(truth->up);
    free(truth->down);
    *truth = (struct audit_truth){0};
}

struct audit {
    struct store store;
    const struct office *office;
    struct log_head up;
    struct log_head down;
    struct bytes ticket;
};

static bool open_kiosk(struct audit *audit, const char *folder, struct err *err)
{
    char data[256];
    char out[256];
    char in[256];

    snprintf(data, sizeof data, "%s/data", folder);
    snprintf(out, sizeof out, "%s/out", folder);
    snprintf(in, sizeof in, "%s/in", folder);
    return store_open(&audit->store, data, out, in, err);
}

static bool check_chains(struct audit *audit, struct err *err)
{
    return db_check(audit->store.db, err) &&
           log_verify(audit->store.db, audit->store.log_id, &audit->up, err) &&
           (!audit->store.enrolled ||
            log_verify(audit->store.db, audit->store.enrolment.down_log_id, &audit->down, err));
}

static bool is_beginning(const struct log_head *head, uint8_t (*truth)[RECORD_HASH_SIZE],
                         int64_t count)
{
    return head->seq == 0 ||
           (head->seq <= count && memcmp(head->hash, truth[head->seq], RECORD_HASH_SIZE) == 0);
}

static bool check_books(struct audit *audit, struct err *err)
{
    uint8_t before[RECORD_HASH_SIZE];
    uint8_t after[RECORD_HASH_SIZE];
    struct db *db = audit->store.db;
    int64_t sum;

    if (!books_sum(db, &sum, err) || !books_digest(db, before, err) || !db_begin(db, err) ||
        !db_end(db, books_rebuild(db, err), err) || !books_digest(db, after, err))
        return false;
    if (sum != 0)
        return err_set(err, ERR_INVALID, "the accounts' sum is not zero");
    return memcmp(before, after, sizeof before) == 0 ||
           err_set(err, ERR_INVALID, "the books are not what the log says");
}

static bool check_picture(const struct record *record, void *context, struct err *err)
{
    struct audit *audit = context;
    struct body_receipt_taken body;
    struct bytes sealed = {0};
    struct bytes jpeg = {0};
    bool ok;

    if (record->kind != RECORD_RECEIPT_TAKEN)
        return true;
    ok = body_read(record, &body, err) &&
         store_find_note(&audit->store, body.picture, &sealed, err) &&
         note_open(&jpeg, audit->office->meeting_key, "picture", sealed.data, sealed.length, err);
    if (ok && (jpeg.length != audit->ticket.length ||
               memcmp(jpeg.data, audit->ticket.data, jpeg.length) != 0))
        ok = err_set(err, ERR_INVALID, "it is another picture");
    bytes_clear(&sealed);
    bytes_clear(&jpeg);
    return ok || err_wrap(err, "a picture that was saved");
}

// What one file holds must be the log's own bytes, in its place.
static bool check_batch(struct audit *audit, const struct envelope_batch *batch, struct err *err)
{
    struct bytes_reader reader = {batch->records.data, batch->records.length};
    struct bytes ours = {0};
    int64_t seq = batch->from;
    const uint8_t *raw;
    size_t length;
    bool ok = true;

    while (ok && envelope_batch_next(&reader, &raw, &length)) {
        ok = log_read(audit->store.db, audit->store.log_id, seq++, &ours, err);
        if (ok && (ours.length != length || memcmp(ours.data, raw, length) != 0))
            ok = err_set(err, ERR_INVALID, "a file in out/ holds what the log does not");
    }
    bytes_clear(&ours);
    return ok;
}

static bool check_file(struct audit *audit, const char *name, struct err *err)
{
    struct envelope_batch batch = {0};
    struct envelope envelope = {0};
    struct bytes file = {0};
    bool ok;

    ok = outbox_get(audit->store.out, name, ENVELOPE_MAX, &file, err) &&
         envelope_open(&envelope, file.data, file.length, &audit->office->keys, err) &&
         envelope_verify(&envelope, audit->store.keys.sign_public, &batch, err) &&
         check_batch(audit, &batch, err);
    envelope_batch_clear(&batch);
    envelope_clear(&envelope);
    bytes_clear(&file);
    return ok;
}

static bool check_out(struct audit *audit, struct err *err)
{
    int64_t next = audit->store.acknowledged + 1;
    struct outbox_range range;
    struct outbox_list list;
    bool ok;

    if (!store_post(&audit->store, err) || !outbox_list_open(&list, audit->store.out, err))
        return false;
    ok = true;
    for (size_t i = 0; ok && i < list.count; i++) {
        if (!outbox_parse_envelope(&range, list.names[i]))
            continue;
        ok = check_file(audit, list.names[i], err);
        if (range.from <= next && range.to >= next)
            next = range.to + 1;
    }
    outbox_list_close(&list);
    if (ok && audit->store.enrolled && next != audit->up.seq + 1)
        ok = err_set(err, ERR_INVALID, "out/ does not hold all that waits");
    return ok || err_wrap(err, "what goes out");
}

static bool check_once(struct audit *audit, struct err *err)
{
    int64_t records;
    int64_t claims;

    if (!db_number(audit->store.db, &records, SQL_TWICE, DB_NONE, 0, err) ||
        !db_number(audit->store.db, &claims, SQL_CLAIMS_TWICE, DB_NONE, 0, err))
        return false;
    return (records == 0 && claims == 0) ||
           err_set(err, ERR_INVALID, "an act is there more than once");
}

// Whether it can go on from here.
static bool check_alive(struct audit *audit, struct err *err)
{
    struct body_kiosk_noted body = {.what = "started"};
    struct id nowhere = {{0}};
    struct log_head head;

    return store_save(&audit->store, RECORD_KIOSK_NOTED, id_new(), nowhere, &body, err) &&
           log_verify(audit->store.db, audit->store.log_id, &head, err);
}

static bool check_kept(struct audit *audit, const struct audit_truth *truth,
                       const struct audit_mark *mark, struct err *err)
{
    if (audit->up.seq < mark->up || audit->down.seq < mark->down)
        return err_set(err, ERR_INVALID, "what was shown as saved is not there");
    if (truth && (!is_beginning(&audit->up, truth->up, truth->up_count) ||
                  !is_beginning(&audit->down, truth->down, truth->down_count)))
        return err_set(err, ERR_INVALID, "another day's records are there");
    return true;
}

static bool look(struct audit *audit, const struct audit_truth *truth,
                 const struct audit_mark *mark, struct audit_count *count, struct err *err)
{
    // Before anything was saved a first start may have to be a first start again.
    const struct audit_truth *same = mark->up || mark->down ? truth : NULL;

    size_t *wrong = &count->damaged;
    bool ok = check_chains(audit, err);

    if (ok) {
        wrong = &count->lost;
        ok = check_kept(audit, same, mark, err) &&
             log_each(audit->store.db, audit->store.log_id, 0, check_picture, audit, err);
    }
    if (ok) {
        wrong = &count->twice;
        ok = check_once(audit, err);
    }
    if (ok) {
        wrong = &count->damaged;
        ok = check_books(audit, err) && check_out(audit, err) && check_alive(audit, err);
    }
    *wrong += !ok;
    return ok;
}

bool audit_folder(const char *folder, const struct office *office, const struct audit_truth *truth,
                  const struct audit_mark *mark, struct audit_count *count, struct err *err)
{
    struct audit audit = {.office = office};
    bool ok;

    place_jpeg(&audit.ticket);
    ok = open_kiosk(&audit, folder, err);
    if (!ok)
        count->damaged++;
    else
        ok = look(&audit, truth, mark, count, err);
    store_close(&audit.store);
    bytes_clear(&audit.ticket);
    return ok;
}
