// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ticket.h"

#include <assert.h>
#include <string.h>

#include "shared/keys.h"
#include "shared/mem.h"
#include "shared/str.h"

static bool holds(const struct ticket *ticket, const uint8_t hash[static TICKET_HASH_SIZE])
{
    for (size_t i = 0; i < ticket->count; i++)
        if (memcmp(ticket->pictures[i].hash, hash, TICKET_HASH_SIZE) == 0)
            return true;
    return false;
}

// Room for one more, of what is not there yet; the hash is made.
static bool make_room(const struct ticket *ticket, struct ticket_picture *picture,
                      const struct bytes *jpeg, struct err *err)
{
    keys_hash(picture->hash, sizeof picture->hash, "receipt", jpeg->data, jpeg->length);
    if (holds(ticket, picture->hash))
        return err_set(err, ERR_CONFLICT, "that picture is on the line already");
    if (ticket->count == TICKET_PICTURES_MAX)
        return err_set(err, ERR_INVALID, "a line has at most %d pictures", TICKET_PICTURES_MAX);
    return true;
}

static void put(struct ticket *ticket, struct ticket_picture *picture)
{
    note_name(picture->note, picture->sealed.data, picture->sealed.length);
    ticket->pictures[ticket->count++] = *picture;
}

bool ticket_add(struct ticket *ticket, const uint8_t key[static NOTE_KEY_SIZE],
                const struct bytes *jpeg, struct err *err)
{
    struct ticket_picture picture = {.receipt = id_new()};

    if (!make_room(ticket, &picture, jpeg, err))
        return false;
    note_seal(&picture.sealed, key, "picture", jpeg->data, jpeg->length);
    put(ticket, &picture);
    return true;
}

bool ticket_restore(struct ticket *ticket, const uint8_t key[static NOTE_KEY_SIZE],
                    struct id receipt, const struct bytes *sealed, struct err *err)
{
    struct ticket_picture picture = {.receipt = receipt};
    struct bytes jpeg = {0};
    bool ok = note_open(&jpeg, key, "picture", sealed->data, sealed->length, err) &&
              make_room(ticket, &picture, &jpeg, err);

    bytes_clear(&jpeg);
    if (!ok)
        return false;
    bytes_add(&picture.sealed, sealed->data, sealed->length);
    put(ticket, &picture);
    return true;
}

void ticket_remove(struct ticket *ticket, size_t index)
{
    struct ticket_picture *at = &ticket->pictures[index];

    assert(index < ticket->count);
    bytes_clear(&at->sealed);
    ticket->count--;
    memmove(at, at + 1, (ticket->count - index) * sizeof *at);
    mem_wipe(&ticket->pictures[ticket->count], sizeof *at);
}

void ticket_clear(struct ticket *ticket)
{
    while (ticket->count > 0)
        ticket_remove(ticket, ticket->count - 1);
}

bool ticket_show(const struct ticket *ticket, size_t index, const uint8_t key[static NOTE_KEY_SIZE],
                 struct bytes *jpeg, struct err *err)
{
    const struct bytes *sealed = &ticket->pictures[index].sealed;

    if (index >= ticket->count)
        return err_set(err, ERR_NOT_FOUND, "this line has no such picture");
    return note_open(jpeg, key, "picture", sealed->data, sealed->length, err);
}

void ticket_name(const struct ticket *ticket, char out[static FACTS_RECEIPT_SIZE])
{
    out[0] = '\0';
    if (ticket->count > 0)
        str_hex(out, ticket->pictures[0].hash, TICKET_HASH_SIZE);
}

bool ticket_shares(const struct ticket *ticket, const struct ticket *other)
{
    for (size_t i = 0; i < ticket->count; i++)
        if (holds(other, ticket->pictures[i].hash))
            return true;
    return false;
}

bool ticket_record(const struct ticket *ticket, struct store *store, struct id meeting,
                   const struct body_receipt_taken *about, struct err *err)
{
    for (size_t i = 0; i < ticket->count; i++) {
        const struct ticket_picture *picture = &ticket->pictures[i];
        struct body_receipt_taken body = *about;

        body.receipt = picture->receipt;
        memcpy(body.picture, picture->note, sizeof body.picture);
        body.sealed_bytes = (int64_t)picture->sealed.length;
        if (!store_note(store, picture->note, meeting, &picture->sealed, err) ||
            !store_record(store, RECORD_RECEIPT_TAKEN, picture->receipt, meeting, &body, err))
            return false;
    }
    return true;
}
