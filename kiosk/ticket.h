#ifndef KIOSK_TICKET_H
#define KIOSK_TICKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kiosk/store.h"
#include "shared/body.h"
#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/facts.h"
#include "shared/note.h"

/*
 * The pictures of one cost's ticket: it may have two sides, or be several bus tickets. Each is
 * sealed under the meeting's key as soon as it is taken, and is in memory only until it is saved.
 */
#define TICKET_PICTURES_MAX 6
#define TICKET_HASH_SIZE 32

struct ticket_picture {
    struct id receipt;   // made when it was taken
    struct bytes sealed; // the note
    uint8_t note[NOTE_NAME_SIZE];
    uint8_t hash[TICKET_HASH_SIZE]; // of what is seen: the same picture, however it is sealed
};

/* Begins zeroed. */
struct ticket {
    struct ticket_picture pictures[TICKET_PICTURES_MAX]; // in the order they were taken
    size_t count;
};

/* Keeps a cleaned JPEG. ERR_CONFLICT: that very picture is there already; ERR_INVALID: there are
 * TICKET_PICTURES_MAX. */
bool ticket_add(struct ticket *ticket, const uint8_t key[static NOTE_KEY_SIZE],
                const struct bytes *jpeg, struct err *err);
/* One that was kept under its receipt's id, sealed under that key. */
bool ticket_restore(struct ticket *ticket, const uint8_t key[static NOTE_KEY_SIZE],
                    struct id receipt, const struct bytes *sealed, struct err *err);
void ticket_remove(struct ticket *ticket, size_t index);
void ticket_clear(struct ticket *ticket);

/* The picture again, to be shown; ERR_NOT_FOUND when there are not so many. */
bool ticket_show(const struct ticket *ticket, size_t index, const uint8_t key[static NOTE_KEY_SIZE],
                 struct bytes *jpeg, struct err *err);

/* The name by which a claim knows the receipt: the first picture's hash; "" without one. Two
 * tickets that share a picture are one receipt. */
void ticket_name(const struct ticket *ticket, char out[static FACTS_RECEIPT_SIZE]);
bool ticket_shares(const struct ticket *ticket, const struct ticket *other);

/*
 * Between store_begin and store_end: keeps the notes, and records receipt.taken for each picture.
 * `about` has the claim, its line and who took it (claim, ref, by). What was recorded before is
 * recorded once.
 */
bool ticket_record(const struct ticket *ticket, struct store *store, struct id meeting,
                   const struct body_receipt_taken *about, struct err *err);

#endif
