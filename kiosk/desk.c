// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk.h"

#include <assert.h>
#include <string.h>

#include "kiosk/desk_parts.h"
#include "kiosk/desk_queue.h"
#include "kiosk/desk_tin.h"
#include "kiosk/desk_to_come.h"
#include "kiosk/draft.h"
#include "kiosk/feedback.h"
#include "kiosk/host.h"
#include "kiosk/look.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

static const char SQL_WRONG[] = "SELECT wrong FROM pin_try WHERE staff_id = $1";
static const char SQL_COUNT_TRY[] =
    "INSERT INTO pin_try (staff_id, wrong) VALUES ($1, 1) "
    "ON CONFLICT (staff_id) DO UPDATE SET wrong = pin_try.wrong + 1";
static const char SQL_FORGIVE[] = "DELETE FROM pin_try WHERE staff_id = $1";

// With the tin's code a meeting that is not open yet was given to them (desk_tin.h).
static bool stands_in(const struct desk_place *place, const struct card *card)
{
    struct roster_planned planned[ROSTER_PLANNED_MAX];
    size_t count;
    struct err err;

    return roster_list_planned(place->store, card, when_now_ms(), planned, &count, &err) &&
           count > 0;
}

bool desk_begin_opening(struct desk *desk, const struct desk_place *place, const struct card *card,
                        struct err *err)
{
    struct body_payer_set staff;

    if (!roster_find_staff(place->store, card, &staff, err))
        return false;
    if (!staff.host && !stands_in(place, card))
        return err_set(err, ERR_NOT_FOUND, "only a host opens a meeting");
    *desk = (struct desk){.has_card = true, .card = *card, .staff = staff};
    return true;
}

#define CLOCK_SET_MS INT64_C(60000) // the host confirmed another time than the machine has

static bool note_clock(const struct desk_place *place, struct id meeting, int64_t ahead_ms,
                       struct err *err)
{
    struct body_kiosk_noted body = {.what = "clock_set"};

    return (ahead_ms < CLOCK_SET_MS && ahead_ms > -CLOCK_SET_MS) ||
           store_record(place->store, RECORD_KIOSK_NOTED, id_new(), meeting, &body, err);
}

static bool record_opened(const struct desk_place *place, struct id meeting,
                          const struct body_meeting_opened *body, int64_t ahead_ms, struct err *err)
{
    return store_begin(place->store, err) &&
           store_end(
               place->store,
               note_clock(place, meeting, ahead_ms, err) &&
                   look_clear(place->store, meeting, err) &&
                   store_record(place->store, RECORD_MEETING_OPENED, id_new(), meeting, body, err),
               err);
}

bool desk_open_meeting(const struct desk_place *place, const struct card *card,
                       const struct desk_opening *opening, struct err *err)
{
    struct body_meeting_opened body = {.at_ms = opening->at_ms};
    struct body_payer_set staff = {0};
    struct vault vault = {.meeting = opening->meeting};
    int64_t ahead_ms = opening->at_ms - when_now_ms();
    bool ok;

    when_local_date(body.local_date, body.at_ms);
    if (!roster_find_staff(place->store, card, &staff, err) ||
        !roster_unwrap(place->store, card, vault.meeting, body.at_ms, vault.key, err))
        return false;
    body.host = staff.staff;
    vault.anchor = when_anchor(opening->at_ms);
    // The key is kept last: it is only there when the meeting was opened.
    ok = roster_open(place->roster, place->store, vault.meeting, vault.key, err) &&
         record_opened(place, vault.meeting, &body, ahead_ms, err) &&
         vault_put(place->run, &vault, err);
    mem_wipe(&vault, sizeof vault);
    if (!ok) {
        roster_close(place->roster);
        when_release();
    }
    return ok;
}

// What was said without a name goes up with it, or is destroyed; what was begun is forgotten; and a
// ticket that nobody has seen is still to come.
static bool record_closed(const struct desk *desk, const struct desk_place *place,
                          const struct body_meeting_closed *body, struct err *err)
{
    struct id meeting = place->roster->meeting;
    struct host_counts counts;
    struct id none = {{0}};

    return host_count(place, &counts, err) && store_begin(place->store, err) &&
           store_end(
               place->store,
               desk_to_come_record(desk, place, err) &&
                   feedback_close(place->store, meeting, counts.came, err) &&
                   draft_clear(place->store, meeting, err) && look_clear(place->store, none, err) &&
                   store_record(place->store, RECORD_MEETING_CLOSED, id_new(), meeting, body, err),
               err);
}

bool desk_close_meeting(struct desk *desk, const struct desk_place *place, struct err *err)
{
    struct body_meeting_closed body = {.host = desk->staff.staff, .at_ms = when_now_ms()};
    enum desk_refusal why;

    if (!desk_queue_why_open(desk, place, &why, err) ||
        !desk_refusal_answer(&desk->refused, why, err))
        return false;
    if (!record_closed(desk, place, &body, err))
        return false;
    roster_close(place->roster);
    when_release();
    return vault_destroy(place->run, err);
}

bool desk_find_meeting(const struct desk_place *place, struct err *err)
{
    struct books_meeting state;
    struct vault vault;
    bool ok;

    if (!vault_get(place->run, &vault, err))
        return err->kind == ERR_NOT_FOUND;
    ok = books_get_meeting(place->store->db, vault.meeting, &state, err);
    if (ok && state.closed_ms) { // killed between closing and destroying
        ok = vault_destroy(place->run, err);
    } else if (ok) {
        when_keep_anchor(vault.anchor);
        ok = roster_open(place->roster, place->store, vault.meeting, vault.key, err);
    }
    mem_wipe(&vault, sizeof vault);
    return ok;
}

void desk_unlock(struct desk *desk)
{
    desk->unlocked = true;
    desk->has_card = false;
    desk->pin_ok_ms = when_monotonic_ms();
}

// After the free tries: 15 s, 30 s, 60 s … counted from now, whatever the wall clock says. A start
// in between begins the wait again, never shorter.
static void set_wait(struct desk *desk, int64_t wrong)
{
    int64_t wait = DESK_FIRST_WAIT_MS;

    desk->next_try_ms = 0;
    if (wrong < DESK_FREE_TRIES)
        return;
    for (int64_t i = DESK_FREE_TRIES; i < wrong && wait < INT64_C(86400000); i++)
        wait *= 2;
    desk->next_try_ms = when_monotonic_ms() + wait;
}

bool desk_show_card(struct desk *desk, const struct desk_place *place, const struct card *card,
                    struct err *err)
{
    struct body_payer_set staff;
    int64_t wrong;
    bool same;

    if (!roster_find_staff(place->store, card, &staff, err) ||
        !desk_tin_stand_in(place, &staff, err) ||
        !db_number(place->store->db, &wrong, SQL_WRONG, DB_ARGS(db_id(&staff.staff)), 0, err))
        return false;
    same = id_equal(staff.staff, desk->staff.staff) && desk->pin_ok_ms &&
           when_monotonic_ms() - desk->pin_ok_ms < DESK_CARD_MS;
    if (!id_equal(staff.staff, desk->staff.staff))
        set_wait(desk, wrong);
    desk->card = *card;
    desk->staff = staff;
    desk->has_card = true;
    if (same)
        desk_unlock(desk);
    else
        desk->pin_ok_ms = 0;
    return true;
}

static bool run_once(struct store *store, const char *sql, struct id staff, struct err *err)
{
    return store_begin(store, err) &&
           store_end(store, db_exec(store->db, sql, DB_ARGS(db_id(&staff)), err), err);
}

static bool note_refused(const struct desk_place *place, struct err *err)
{
    struct body_kiosk_noted body = {.what = "pin_refused"};

    return store_save(place->store, RECORD_KIOSK_NOTED, id_new(), place->roster->meeting, &body,
                      err);
}

bool desk_count_try(const struct desk *desk, const struct desk_place *place, struct err *err)
{
    return run_once(place->store, SQL_COUNT_TRY, desk->staff.staff, err) ||
           err_wrap(err, "count a try");
}

bool desk_forgive(const struct desk *desk, const struct desk_place *place, struct err *err)
{
    return run_once(place->store, SQL_FORGIVE, desk->staff.staff, err);
}

bool desk_refuse(struct desk *desk, const struct desk_place *place, struct err *err)
{
    int64_t wrong;

    if (!db_number(place->store->db, &wrong, SQL_WRONG, DB_ARGS(db_id(&desk->staff.staff)), 0, err))
        return false;
    set_wait(desk, wrong);
    return note_refused(place, err);
}

bool desk_try_pin(struct desk *desk, const struct desk_place *place, const char *pin,
                  enum desk_pin *answer, struct err *err)
{
    assert(desk->has_card);
    if (desk_wait_ms(desk) > 0) {
        *answer = DESK_PIN_WAIT;
        return true;
    }
    if (!desk_count_try(desk, place, err))
        return false;
    if (card_check_pin(desk->staff.pin_hash, &desk->card, pin)) {
        if (!desk_forgive(desk, place, err))
            return false;
        desk_unlock(desk);
        *answer = DESK_PIN_RIGHT;
        return true;
    }
    if (!desk_refuse(desk, place, err))
        return false;
    *answer = desk_wait_ms(desk) > 0 ? DESK_PIN_WAIT : DESK_PIN_WRONG;
    return true;
}

int64_t desk_wait_ms(const struct desk *desk)
{
    int64_t left = desk->next_try_ms - when_monotonic_ms();

    return left > 0 ? left : 0;
}

// Who they are is kept, so that the card alone opens it again; the secret of the card is not.
void desk_lock(struct desk *desk)
{
    desk->unlocked = false;
    desk->has_card = false;
    desk->tin_right = false;
    mem_wipe(desk->tin_key, sizeof desk->tin_key);
    mem_wipe(&desk->card, sizeof desk->card);
    desk_open_claim(desk, (struct id){{0}});
}

void desk_open_claim(struct desk *desk, struct id claim)
{
    desk->claim = claim;
    desk->before = false;
    desk->by_card = (struct id){{0}};
    desk->payment = id_new();
    desk->chosen = (struct coins){0};
}

enum desk_refusal desk_why_not_payer(const struct desk *desk)
{
    char today[WHEN_DATE_SIZE];

    when_local_date(today, when_now_ms());
    if (!desk->unlocked)
        return DESK_LOCKED;
    if (!desk->staff.payer)
        return DESK_NOT_NOMINATED;
    if (*desk->staff.from && strcmp(today, desk->staff.from) < 0)
        return DESK_NOT_YET;
    if (*desk->staff.until && strcmp(desk->staff.until, today) < 0)
        return DESK_NO_LONGER;
    return DESK_ALLOWED;
}

bool desk_is_own(const struct desk *desk, struct id person)
{
    return !id_is_none(desk->staff.person) && id_equal(desk->staff.person, person);
}

bool desk_see_ticket(const struct desk *desk, const struct desk_place *place, struct id claim,
                     const char *ref, struct err *err)
{
    struct body_evidence_seen seen = {.claim = claim, .what = "ticket", .by = desk->staff.staff};
    bool before;

    str_copy(seen.ref, sizeof seen.ref, ref);
    if (!books_ticket_seen(place->store->db, claim, ref, &before, err))
        return false;
    return before || store_record(place->store, RECORD_EVIDENCE_SEEN, id_new(),
                                  place->roster->meeting, &seen, err);
}

bool desk_show_receipt(const struct desk_place *place, const struct books_receipt *receipt,
                       struct bytes *jpeg, struct err *err)
{
    struct bytes sealed = {0};
    bool ok = store_find_note(place->store, receipt->picture, &sealed, err) &&
              note_open(jpeg, place->roster->key, "picture", sealed.data, sealed.length, err);

    bytes_clear(&sealed);
    return ok;
}
