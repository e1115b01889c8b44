// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_slip.h"

#include "kiosk/desk_next.h"
#include "kiosk/desk_pay.h"
#include "kiosk/screens.h"
#include "shared/mem.h"
#include "shared/str.h"

void desk_slip_load(struct kiosk *kiosk, struct desk_slip *slip)
{
    struct err err;

    if (!other_desk_part(&kiosk->store, kiosk->roster.meeting, &slip->part, &err))
        kiosk_failed(kiosk, &err);
}

static bool open_claim(struct kiosk *kiosk, struct desk_slip *slip, struct id claim)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct desk_pay_view known;
    struct err err;

    if (!desk_pay_look(&kiosk->desk, &place, claim, &known, &err))
        return kiosk_failed(kiosk, &err);
    str_copy(slip->number, sizeof slip->number, known.claim.number); // of today
    desk_open_claim(&kiosk->desk, claim);
    return true;
}

// They have not claimed today; something waits for them from last time.
static bool find_before(struct kiosk *kiosk, const struct roster_person *person, struct id *claim,
                        struct err *err)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct desk_next_waits waits;

    if (!desk_next_find(&place, person->expected.person, &waits, err))
        return false;
    *claim = waits.claim;
    return true;
}

static bool scan_member(struct kiosk *kiosk, struct desk_slip *slip, const struct card *card)
{
    const struct roster_person *person = roster_find_card(&kiosk->roster, card);
    struct books_claim claim;
    struct err err;

    slip->note = "desk.scan.unknown";
    if (!person)
        return false;
    slip->note = "desk.scan.no.claim";
    if (!books_find_claim(kiosk->store.db, kiosk->roster.meeting, person->expected.person, &claim,
                          &err) &&
        (err.kind != ERR_NOT_FOUND || !find_before(kiosk, person, &claim.claim, &err)))
        return kiosk_failed(kiosk, &err);
    if (id_is_none(claim.claim))
        return false;
    slip->note = NULL;
    if (!open_claim(kiosk, slip, claim.claim))
        return false;
    kiosk->desk.by_card = claim.claim;
    return true;
}

static bool scan_paper(struct kiosk *kiosk, struct desk_slip *slip, const char *code)
{
    static const char *const notes[] = {
        [OTHER_DESK_TAKEN] = NULL,
        [OTHER_DESK_OWN] = NULL,
        [OTHER_DESK_PAID_HERE] = "desk.scan.paid",
        [OTHER_DESK_NO_FLOAT] = "desk.scan.no.float",
        [OTHER_DESK_UNKNOWN] = "desk.scan.unknown",
        [OTHER_DESK_HAS_CLAIM] = "desk.scan.has.claim",
    };
    struct desk_place place = kiosk_desk_place(kiosk);
    struct other_desk_slip read;
    struct err err;

    if (!other_desk_take(&kiosk->desk, &place, code, &read, &err))
        return kiosk_failed(kiosk, &err);
    slip->note = notes[read.answer];
    if (read.answer == OTHER_DESK_OWN)
        slip->in_hand = read.claim;
    return !id_is_none(read.claim) && open_claim(kiosk, slip, read.claim);
}

static bool scan_own(struct kiosk *kiosk, struct desk_slip *slip, const char *code)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct id claim = other_desk_find(&place, code);

    slip->note = id_is_none(claim) ? "desk.scan.unknown" : NULL;
    return !id_is_none(claim) && open_claim(kiosk, slip, claim);
}

bool desk_slip_scan(struct kiosk *kiosk, struct desk_slip *slip, const char *code)
{
    struct card card;
    bool opened;

    slip->in_hand = (struct id){{0}};
    slip->number[0] = '\0';
    if (card_parse(&card, code) && card.kind == CARD_MEMBER)
        opened = scan_member(kiosk, slip, &card);
    else if (handed_is(code))
        opened = scan_paper(kiosk, slip, code);
    else
        opened = scan_own(kiosk, slip, code);
    mem_wipe(&card, sizeof card);
    return opened;
}

void desk_slip_put_note(const struct desk_slip *slip, struct ui *ui)
{
    if (!slip->note)
        return;
    ui_with(ui, "number", slip->number);
    ui_problem(ui, "scanned", slip->note);
}

void desk_slip_put(struct kiosk *kiosk, const struct desk_slip *slip,
                   const struct books_claim *open, struct ui *ui)
{
    if (open->handed == BOOKS_BY_PAPER && open->cash_pence > 0)
        ui_hint(ui, "keep.slip", "desk.keep.slip");
    if (open->handed == BOOKS_NOT_HANDED && slip->part == OTHER_DESK_DIED &&
        open->cash_pence < open->expenses_pence)
        ui_hint(ui, "ask.paid", "desk.ask.paid");
    if (open->handed == BOOKS_HANDED && id_equal(slip->in_hand, open->claim) &&
        ui_button(ui, "take.back", "desk.slip.back"))
        kiosk_go(kiosk, &screen_desk_slip);
}
