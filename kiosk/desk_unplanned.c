// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_unplanned.h"

#include "shared/mem.h"

void desk_unplanned_begin(struct desk_unplanned *unplanned)
{
    *unplanned = (struct desk_unplanned){.meeting = id_new(), .op_id = id_new()};
}

static bool check(const struct desk_unplanned *unplanned, const struct body_payer_set *staff,
                  struct err *err)
{
    if (!staff->host)
        return err_set(err, ERR_NOT_FOUND, "only a host opens a meeting");
    return (unplanned->end_ms > unplanned->start_ms &&
            unplanned->end_ms - unplanned->start_ms <= DESK_UNPLANNED_MAX_MS) ||
           err_set(err, ERR_INVALID, "a meeting ends after it begins, and on the same day");
}

static void seal_key(const struct desk_place *place, const struct card *card,
                     struct body_meeting_unplanned *body)
{
    uint8_t key[NOTE_KEY_SIZE];

    note_make_key(key);
    card_id(body->card, card);
    card_wrap(body->wrapped_key, card, key);
    note_wrap_key(body->office_key, place->store->enrolment.server_seal, key);
    mem_wipe(key, sizeof key);
}

static bool record(const struct desk_unplanned *unplanned, const struct desk_place *place,
                   const struct card *card, const struct body_meeting_unplanned *body,
                   struct err *err)
{
    return store_begin(place->store, err) &&
           store_end(place->store,
                     store_record(place->store, RECORD_MEETING_UNPLANNED, unplanned->op_id,
                                  unplanned->meeting, body, err) &&
                         roster_add_unplanned(place->store, card, unplanned->meeting, body, err),
                     err);
}

bool desk_unplanned_open(const struct desk_unplanned *unplanned, const struct desk_place *place,
                         const struct card *card, struct err *err)
{
    struct body_meeting_unplanned body = {.start_ms = unplanned->start_ms,
                                          .end_ms = unplanned->end_ms};
    struct desk_opening opening = {unplanned->meeting, unplanned->start_ms};
    struct body_payer_set staff;
    bool did;

    if (!roster_find_staff(place->store, card, &staff, err) || !check(unplanned, &staff, err) ||
        !store_did(place->store, unplanned->op_id, &did, err))
        return false;
    body.host = staff.staff;
    if (!did) {
        seal_key(place, card, &body);
        if (!roster_guess_unplanned(place->store, &body, err) ||
            !record(unplanned, place, card, &body, err))
            return err_wrap(err, "open a meeting that was not planned");
    }
    return desk_open_meeting(place, card, &opening, err);
}
