#ifndef KIOSK_STORE_H
#define KIOSK_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/keys.h"
#include "shared/log.h"
#include "shared/note.h"
#include "shared/outbox.h"
#include "shared/record.h"

/*
 * What the kiosk keeps and what it passes on: its database, its keys, and its side of the two
 * folders (architecture.md decision 2). Only this program opens kiosk.db.
 *
 * A touch that says "saved" is one store_begin, some store_record and store_note, and one
 * store_end: the screen may say so when store_end returned true, and not before. The files in out/
 * are made from the log after that, and made again whenever they are missing.
 */
struct store {
    struct db *db;
    struct keys keys;
    struct outbox_enrolment enrolment; // server_sign is zeros before enrolment
    bool enrolled;
    struct id log_id;
    int64_t acknowledged;       // seq the server has; 0: nothing
    int64_t secured;            // seq that is in a backup which was restored in a test; 0: nothing
    bool money_held;            // a log has two histories, or we were rolled back: no cash goes out
    bool down_forked;           // it is the office's log: no acknowledgement ends that
    int64_t server_ms;          // of the last acknowledgement that was believed
    struct log_head last;       // what this transaction appended last; seq 0: nothing
    void (*begins)(void *data); // a transaction is about to begin, which the disk may make long
    void *begins_data;
    char database[OUTBOX_PATH_SIZE];
    char out[OUTBOX_PATH_SIZE];
    char in[OUTBOX_PATH_SIZE];
};

/* What makes the tables of kiosk.db, in order. One that is in use never changes: what is new is one
 * more at the end, so that an earlier version's database gets it (shared/db.h). */
#define STORE_SCHEMAS 11
extern const char *const store_schemas[STORE_SCHEMAS];

/*
 * Opens kiosk.db and kiosk.key in `folder`, making them on the very first start; and the folders
 * out and in. Fails on a damaged or newer database, and on a damaged key.
 */
bool store_open(struct store *store, const char *folder, const char *out, const char *in,
                struct err *err);
void store_close(struct store *store);

/*
 * Between store_begin and store_end. `body` is the struct of the kind (shared/body.h). op_id is
 * made when the form opens and kept until Save: the same act twice is one record (R1). The books
 * are kept in the same transaction: what they refuse is ERR_INVALID, and store_end must then be
 * told false.
 */
bool store_begin(struct store *store, struct err *err);
bool store_record(struct store *store, enum record_kind kind, struct id op_id, struct id meeting,
                  const void *body, struct err *err);
/* Keeps a sealed note until the server has it. */
bool store_note(struct store *store, const uint8_t name[static NOTE_NAME_SIZE], struct id meeting,
                const struct bytes *sealed, struct err *err);
/*
 * Returns whether it is durable. When the commit itself failed the database is opened again and
 * looked at (reliability.md F4): true means it is there all the same and a later commit has made
 * sure of it, false that it is not there. Where even looking fails, every call goes on failing, and
 * nobody can say more until a restart.
 */
bool store_end(struct store *store, bool ok, struct err *err);

/* Whether that act is recorded already: a touch that is tried again, after its first answer was
 * lost, has been done and is not judged anew. */
bool store_did(struct store *store, struct id op_id, bool *did, struct err *err);

/*
 * Removes names and pictures of meetings that were closed here before that instant, once all that
 * was recorded of a meeting is in a backup which the server has restored in a test: nothing
 * unsecured is deleted to meet a date (architecture.md part 5, PRV-20). Codes and pence stay.
 */
bool store_forget(struct store *store, int64_t closed_before_ms, struct err *err);

/* One record in a transaction of its own. */
bool store_save(struct store *store, enum record_kind kind, struct id op_id, struct id meeting,
                const void *body, struct err *err);

/* The same of a body that was written before, maybe by another kiosk: byte for byte. */
bool store_save_json(struct store *store, enum record_kind kind, struct id op_id, struct id meeting,
                     const struct bytes *json, struct err *err);

/* Keeps one that goes nowhere: the names of a meeting that was made up here. */
bool store_keep_note(struct store *store, const uint8_t name[static NOTE_NAME_SIZE],
                     struct id meeting, const struct bytes *sealed, struct err *err);

/* Brings out/ up to the log: writes what is missing, packs many small files, removes what the
 * server has. Also writes kiosk.state. Cheap when nothing changed. */
bool store_post(struct store *store, struct err *err);

/*
 * Takes what lies in in/: the enrolment, acknowledgements, records and notes of the office. Each is
 * verified first; what is not the server's is passed over. *changed says whether screens may show
 * something new.
 */
bool store_receive(struct store *store, bool *changed, struct err *err);

/* A note we hold, sealed; ERR_NOT_FOUND when it has not come yet. */
bool store_find_note(struct store *store, const uint8_t name[static NOTE_NAME_SIZE],
                     struct bytes *sealed, struct err *err);

/* Records and notes that the server does not have yet. */
bool store_waiting(struct store *store, int64_t *records, int64_t *notes, struct err *err);

#endif
