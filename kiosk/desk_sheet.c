// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_sheet.h"

#include <stdlib.h>

#include "kiosk/desk_queue.h"
#include "kiosk/desk_to_come.h"
#include "shared/log.h"
#include "shared/mem.h"

static bool count_books(const struct desk_place *place, struct desk_sheet *sheet, struct err *err)
{
    struct books_meeting meeting;

    if (!books_get_meeting(place->store->db, place->roster->meeting, &meeting, err) ||
        !books_get_floats(place->store->db, place->roster->meeting, &sheet->floats, err))
        return false;
    sheet->ways[DESK_SHEET_KIOSK].people = meeting.arrived;
    sheet->ways[DESK_SHEET_KIOSK].claims = meeting.claims;
    sheet->ways[DESK_SHEET_KIOSK].pence = sheet->floats.paid_pence;
    return true;
}

// What its travel money is when the meeting is closed: less, where nobody has seen a ticket.
static bool find_expenses(const struct desk_place *place, const struct desk_pay_view *view,
                          int64_t *out, struct err *err)
{
    struct body_claim *then;
    bool ok;

    *out = view->claim.expenses_pence;
    if (!view->to_see)
        return true;
    then = mem_new(1, sizeof *then);
    ok = desk_to_come_make(place, view->claim.claim, then, err);
    if (ok)
        *out = then->outcome.expenses_pence;
    mem_wipe(then, sizeof *then);
    free(then);
    return ok;
}

static bool count_claim(const struct desk_place *place, const struct desk_pay_view *view,
                        struct desk_sheet *sheet, struct err *err)
{
    const struct books_claim *claim = &view->claim;
    int64_t expenses;
    int64_t left;

    sheet->ways[DESK_SHEET_DESK].people += claim->cash_pence > 0;
    if (!find_expenses(place, view, &expenses, err))
        return false;
    left = expenses - claim->cash_pence;
    if (left > claim->left_pence)
        left = claim->left_pence;
    sheet->next_pence += left;
    if (claim->withdrawn || desk_queue_is_paid_here(view))
        return true;
    sheet->ways[DESK_SHEET_DESK].claims++;
    if (claim->handed == BOOKS_HANDED)
        return true;
    sheet->bank_pence += expenses - claim->cash_pence - left;
    sheet->to_come_pence += claim->expenses_pence - expenses;
    return true;
}

// Cash of today's claim: they are counted with that.
static bool got_today(const struct desk_queue *queue, struct id person)
{
    for (size_t i = 0; i < queue->count; i++)
        if (!queue->list[i].before && queue->list[i].claim.cash_pence > 0 &&
            id_equal(queue->list[i].claim.person, person))
            return true;
    return false;
}

// Whose travel money is settled; and what is gone from the tin since it was counted in, by hand.
static bool count_table(const struct desk *desk, const struct desk_place *place,
                        struct desk_sheet *sheet, struct err *err)
{
    const struct books_floats *floats = &sheet->floats;
    struct desk_queue queue;
    bool ok = true;

    if (!desk_queue_load(desk, place, &queue, err))
        return false;
    for (size_t i = 0; ok && i < queue.count; i++) {
        const struct desk_pay_view *view = &queue.list[i];

        if (view->before)
            sheet->ways[DESK_SHEET_DESK].people +=
                view->paid_pence > 0 && !got_today(&queue, view->claim.person);
        else
            ok = count_claim(place, view, sheet, err);
    }
    sheet->ways[DESK_SHEET_DESK].pence =
        floats->in_pence - floats->counted_pence - floats->open_pence;
    desk_queue_clear(&queue);
    return ok;
}

struct sent {
    struct db *db;
    struct id meeting;
    int64_t until; // the last that the office has
    struct desk_sheet *sheet;
    struct id *people; // who came so far
    size_t people_count;
};

// Who left and came back is one person; each who just sits in is another.
static bool add_person(struct sent *sent, const struct record *record, struct err *err)
{
    struct body_attendance_arrived body;

    if (!body_read(record, &body, err))
        return false;
    for (size_t i = 0; i < sent->people_count; i++)
        if (!id_is_none(body.person) && id_equal(sent->people[i], body.person))
            return true;
    sent->people = mem_resize(sent->people, sent->people_count + 1, sizeof *sent->people);
    sent->people[sent->people_count++] = body.person;
    return true;
}

// A claim that came by slip is in no claim.made here. Of two slips of it the later counts.
static bool add_slip(struct sent *sent, const struct record *record, struct err *err)
{
    struct body_claim *claim = mem_new(1, sizeof *claim);
    struct books_paper paper = {0};
    bool ok =
        body_read(record, claim, err) &&
        (books_handed_find(sent->db, claim->claim, &paper, err) || err->kind == ERR_NOT_FOUND);

    sent->sheet->ways[DESK_SHEET_SENT].claims +=
        paper.by_paper && id_equal(paper.op_id, record->op_id);
    free(claim);
    return ok;
}

static bool add_sent(const struct record *record, void *context, struct err *err)
{
    struct sent *sent = context;
    struct body_cash cash;

    if (record->seq > sent->until || !id_equal(record->meeting_id, sent->meeting))
        return true;
    sent->sheet->ways[DESK_SHEET_SENT].claims += record->kind == RECORD_CLAIM_MADE;
    sent->sheet->ways[DESK_SHEET_SENT].claims -= record->kind == RECORD_CLAIM_WITHDRAWN;
    if (record->kind == RECORD_ATTENDANCE_ARRIVED)
        return add_person(sent, record, err);
    if (record->kind == RECORD_CLAIM_HANDED)
        return add_slip(sent, record, err);
    if (record->kind != RECORD_CASH_PAID && record->kind != RECORD_CASH_RETURNED)
        return true;
    if (!body_read(record, &cash, err))
        return false;
    sent->sheet->ways[DESK_SHEET_SENT].pence +=
        record->kind == RECORD_CASH_PAID ? cash.pence : -cash.pence;
    return true;
}

bool desk_sheet_count(const struct desk *desk, const struct desk_place *place,
                      struct desk_sheet *out, struct err *err)
{
    struct desk_sheet sheet = {0};
    struct sent sent = {.db = place->store->db,
                        .meeting = place->roster->meeting,
                        .until = place->store->acknowledged,
                        .sheet = &sheet};
    bool ok = count_books(place, &sheet, err) && count_table(desk, place, &sheet, err) &&
              log_each(place->store->db, place->store->log_id, 0, add_sent, &sent, err);

    sheet.ways[DESK_SHEET_SENT].people = (int64_t)sent.people_count;
    free(sent.people);
    if (ok)
        *out = sheet;
    return ok;
}

size_t desk_sheet_list(const struct desk_sheet *sheet,
                       struct desk_sheet_line out[static DESK_SHEET_LINES_MAX])
{
    static const struct {
        const char *id, *key;
    } ways[DESK_SHEET_WAYS] = {[DESK_SHEET_KIOSK] = {"ways.1", "desk.sheet.kiosk"},
                               [DESK_SHEET_DESK] = {"ways.2", "desk.sheet.desk"},
                               [DESK_SHEET_SENT] = {"ways.3", "desk.sheet.office"}};
    const struct books_floats *floats = &sheet->floats;
    size_t count = 0;

    for (int i = 0; i < DESK_SHEET_WAYS; i++)
        out[count++] = (struct desk_sheet_line){ways[i].id, ways[i].key, sheet->ways[i].people,
                                                sheet->ways[i].claims, sheet->ways[i].pence};
    out[count++] =
        (struct desk_sheet_line){"float.in", "desk.sheet.float.in", 0, 0, floats->in_pence};
    out[count++] =
        (struct desk_sheet_line){"float.out", "desk.sheet.float.out", 0, 0, floats->counted_pence};
    if (floats->missing_pence > 0)
        out[count++] = (struct desk_sheet_line){"float.differs", "desk.sheet.less", 0, 0,
                                                floats->missing_pence};
    if (floats->missing_pence < 0)
        out[count++] = (struct desk_sheet_line){"float.differs", "desk.sheet.more", 0, 0,
                                                -floats->missing_pence};
    out[count++] = (struct desk_sheet_line){"bank", "desk.sheet.bank", 0, 0, sheet->bank_pence};
    if (sheet->next_pence)
        out[count++] = (struct desk_sheet_line){"next", "desk.sheet.next", 0, 0, sheet->next_pence};
    if (sheet->to_come_pence)
        out[count++] =
            (struct desk_sheet_line){"to_come", "desk.sheet.to_come", 0, 0, sheet->to_come_pence};
    return count;
}
