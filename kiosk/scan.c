// SPDX-License-Identifier: Apache-2.0
#include "kiosk/scan.h"

#include "kiosk/desk_tin.h"
#include "kiosk/other_desk.h"
#include "kiosk/remember.h"
#include "kiosk/screens.h"
#include "shared/mem.h"

static enum scan scan_member(struct kiosk *kiosk, const struct card *card)
{
    const struct roster_person *person = roster_find_card(&kiosk->roster, card);

    if (!person)
        return SCAN_UNKNOWN;
    visit_begin(&kiosk->visit, person->expected.person, VISIT_BY_CARD);
    remember_recognise(kiosk);
    kiosk_go(kiosk, &screen_confirm);
    return SCAN_WENT;
}

static enum scan begin_opening(struct kiosk *kiosk, const struct card *card)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    if (desk_begin_opening(&kiosk->desk, &place, card, &err)) {
        kiosk_go(kiosk, &screen_opening);
        return SCAN_WENT;
    }
    if (err.kind == ERR_NOT_FOUND && desk_tin_begin(&kiosk->desk, &place, card, &err)) {
        kiosk_go(kiosk, &screen_desk_tin);
        return SCAN_WENT;
    }
    kiosk_failed(kiosk, &err);
    return SCAN_REFUSED;
}

static enum scan go_to_desk(struct kiosk *kiosk, const struct card *card)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    if (desk_show_card(&kiosk->desk, &place, card, &err)) {
        kiosk_go(kiosk, kiosk->desk.unlocked ? &screen_desk : &screen_desk_pin);
        return SCAN_WENT;
    }
    kiosk_failed(kiosk, &err);
    return SCAN_REFUSED;
}

// The person of a slip that was made here; none for any other code.
static struct id slip_person(struct kiosk *kiosk, const char *code)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct books_claim claim = {0};
    struct err err;

    if (!kiosk_is_open(kiosk) ||
        !books_get_claim(kiosk->store.db, other_desk_find(&place, code), &claim, &err) ||
        claim.handed == BOOKS_BY_PAPER || !roster_find_person(&kiosk->roster, claim.person))
        return (struct id){{0}};
    return claim.person;
}

bool scan_is_ours(const char *code)
{
    struct card card;
    bool ours = handed_is(code) || card_parse(&card, code);

    mem_wipe(&card, sizeof card);
    return ours;
}

static enum scan scan_slip(struct kiosk *kiosk, const char *code)
{
    struct id person = slip_person(kiosk, code);

    if (id_is_none(person))
        return SCAN_UNKNOWN;
    visit_begin(&kiosk->visit, person, VISIT_BY_CARD);
    remember_recognise(kiosk);
    kiosk_go(kiosk, &screen_confirm);
    return SCAN_WENT;
}

static bool is_slip(const char *code)
{
    struct card card;
    bool is = handed_is(code) || (card_parse(&card, code) && card.kind == CARD_CLAIM);

    mem_wipe(&card, sizeof card);
    return is;
}

enum scan scan_card(struct kiosk *kiosk, const char *code)
{
    struct card card;
    enum scan answer;

    if (is_slip(code))
        return scan_slip(kiosk, code);
    if (!card_parse(&card, code))
        return SCAN_UNKNOWN;
    if (card.kind == CARD_MEMBER)
        answer = kiosk_is_open(kiosk) ? scan_member(kiosk, &card) : SCAN_UNKNOWN;
    else if (!kiosk_is_open(kiosk))
        answer = begin_opening(kiosk, &card);
    else
        answer = go_to_desk(kiosk, &card);
    mem_wipe(&card, sizeof card);
    return answer;
}

void scan_nod(struct kiosk *kiosk)
{
    desk_lock(&kiosk->desk);
    remember_recognise(kiosk);
    kiosk_go(kiosk, &screen_arrived);
}

static enum scan own_card(struct kiosk *kiosk, const struct card *card)
{
    const struct roster_person *person = roster_find_card(&kiosk->roster, card);

    if (!person || !id_equal(person->expected.person, kiosk->visit.person))
        return SCAN_UNKNOWN;
    remember_recognise(kiosk);
    kiosk_go(kiosk, &screen_arrived);
    return SCAN_WENT;
}

static enum scan own_slip(struct kiosk *kiosk, const char *code)
{
    if (!id_equal(slip_person(kiosk, code), kiosk->visit.person))
        return SCAN_UNKNOWN;
    remember_recognise(kiosk);
    kiosk_go(kiosk, &screen_arrived);
    return SCAN_WENT;
}

static enum scan hosts_card(struct kiosk *kiosk, const struct card *card)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    if (!desk_show_card(&kiosk->desk, &place, card, &err)) {
        kiosk_failed(kiosk, &err);
        return SCAN_UNKNOWN;
    }
    if (!roster_is_host(&kiosk->roster, kiosk->desk.staff.staff)) {
        desk_lock(&kiosk->desk);
        return SCAN_UNKNOWN;
    }
    if (kiosk->desk.unlocked)
        scan_nod(kiosk);
    else
        kiosk_go(kiosk, &screen_desk_pin);
    return SCAN_WENT;
}

enum scan scan_for_visitor(struct kiosk *kiosk, const char *code)
{
    struct card card;
    enum scan answer;

    if (is_slip(code))
        return own_slip(kiosk, code);
    if (!card_parse(&card, code))
        return SCAN_UNKNOWN;
    answer = card.kind == CARD_MEMBER ? own_card(kiosk, &card) : hosts_card(kiosk, &card);
    mem_wipe(&card, sizeof card);
    return answer;
}
