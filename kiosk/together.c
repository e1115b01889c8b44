// SPDX-License-Identifier: Apache-2.0
#include "kiosk/together.h"

#include "shared/books.h"
#include "shared/card.h"
#include "shared/mem.h"

static bool is_here(struct kiosk *kiosk, struct id person)
{
    struct books_attendance there;
    struct err err;

    return books_find_attendance(kiosk->store.db, kiosk->roster.meeting, person, &there, &err) &&
           there.left_ms == 0;
}

size_t together_list(struct kiosk *kiosk, const struct roster_person *out[static TOGETHER_MAX])
{
    const struct roster_person *me = visit_person(&kiosk->visit, &kiosk->roster);
    size_t count = 0;

    if (!me || !kiosk->visit.recognised)
        return 0;
    for (size_t i = 0; i < kiosk->roster.count && count < TOGETHER_MAX; i++) {
        const struct roster_person *other = &kiosk->roster.people[i];

        if (other != me && roster_belong(me, other) && !is_here(kiosk, other->expected.person))
            out[count++] = other;
    }
    return count;
}

static bool arrive(struct kiosk *kiosk, struct id person, enum visit_how how)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct visit other = {0};
    struct err err;
    bool ok;

    visit_begin(&other, person, how);
    ok = visit_arrive(&other, &place, &err);
    visit_forget(&other);
    if (!ok)
        return kiosk_failed(kiosk, &err);
    kiosk->visit.with = person;
    kiosk->visit.with_card = how == VISIT_BY_CARD;
    return true;
}

bool together_arrive(struct kiosk *kiosk, struct id person)
{
    return arrive(kiosk, person, VISIT_TOGETHER);
}

bool together_scan(struct kiosk *kiosk, const char *code, bool *unknown)
{
    const struct roster_person *person = NULL;
    struct card card;

    if (card_parse(&card, code) && card.kind == CARD_MEMBER)
        person = roster_find_card(&kiosk->roster, &card);
    mem_wipe(&card, sizeof card);
    *unknown = !person || id_equal(person->expected.person, kiosk->visit.person);
    return *unknown || arrive(kiosk, person->expected.person, VISIT_BY_CARD);
}

// Their name goes into the sentence that follows.
static bool with_name(const struct kiosk *kiosk, struct ui *ui)
{
    const struct roster_person *with = roster_find_person(&kiosk->roster, kiosk->visit.with);

    if (!with)
        return false;
    ui_with(ui, "name", with->mask);
    ui_pii(ui);
    return true;
}

bool together_put_here(const struct kiosk *kiosk, struct ui *ui)
{
    if (!with_name(kiosk, ui))
        return false;
    ui_paragraph(ui, "with", "together.here");
    return true;
}

bool together_put_thanks(const struct kiosk *kiosk, struct ui *ui)
{
    if (!with_name(kiosk, ui))
        return false;
    ui_title(ui, "thanks", "together.thanks");
    return true;
}

bool together_put_turn(const struct kiosk *kiosk, struct ui *ui)
{
    return with_name(kiosk, ui) && ui_foot(ui, "turn", "together.turn");
}
