// SPDX-License-Identifier: Apache-2.0
#include "kiosk/visit.h"

#include <stdlib.h>

#include "kiosk/visit_parts.h"
#include "shared/mem.h"
#include "shared/str.h"

const char *const visit_choices[VISIT_CHOICES] = {
    [VISIT_PHOTOGRAPHS] = "photographs", [VISIT_WORDS] = "words", [VISIT_CONTACT] = "contact"};

void visit_renew(struct visit *visit)
{
    visit->claim_op = id_new();
    visit->question_op = id_new();
    for (size_t i = 0; i < VISIT_CHOICES; i++)
        visit->choice_ops[i] = id_new();
}

void visit_begin(struct visit *visit, struct id person, enum visit_how how)
{
    visit_forget(visit);
    visit->on = true;
    visit->how = how;
    visit->recognised = how == VISIT_BY_CARD || how == VISIT_BY_HOST;
    visit->person = person;
    visit->arrive_op = id_new();
    visit->attendance = id_new();
    visit->claim_id = id_new();
    visit_renew(visit);
    visit->prep_minutes = -1;
    visit->less_pence = -1;
}

const struct roster_person *visit_person(const struct visit *visit, const struct roster *roster)
{
    return visit->on ? roster_find_person(roster, visit->person) : NULL;
}

static const char *how_code(enum visit_how how)
{
    static const char *const codes[] = {[VISIT_BY_LETTERS] = "letters",
                                        [VISIT_BY_CARD] = "card",
                                        [VISIT_BY_HOST] = "host",
                                        [VISIT_TOGETHER] = "together"};

    return codes[how];
}

static const char *as_code(const struct roster_person *person)
{
    if (person && person->added)
        return "new";
    return person && person->expected.supporter_number ? "supporter" : "participant";
}

void visit_fill_arrival(const struct visit *visit, const struct roster *roster,
                        struct body_attendance_arrived *body)
{
    *body = (struct body_attendance_arrived){
        .attendance = visit->attendance, .person = visit->person, .at_ms = when_now_ms()};
    str_copy(body->as, sizeof body->as, as_code(visit_person(visit, roster)));
    str_copy(body->how, sizeof body->how, how_code(visit->how));
}

static bool record_arrival(struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct body_attendance_arrived body;

    visit_fill_arrival(visit, place->roster, &body);
    if (!store_save(place->store, RECORD_ATTENDANCE_ARRIVED, visit->arrive_op,
                    place->roster->meeting, &body, err))
        return false;
    visit->arrived_ms = body.at_ms;
    visit->left = false;
    return true;
}

static bool find_wanted(struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    bool ok = books_get_claim_body(place->store->db, visit->claim.claim, body, err);

    if (ok)
        visit->cash_wanted = body->cash_wanted;
    mem_wipe(body, sizeof *body);
    free(body);
    return ok;
}

bool visit_find_claim(struct visit *visit, const struct visit_place *place, struct err *err)
{
    visit->cash_wanted = false;
    visit->claimed = books_find_claim(place->store->db, place->roster->meeting, visit->person,
                                      &visit->claim, err);
    return visit->claimed ? find_wanted(visit, place, err) : err->kind == ERR_NOT_FOUND;
}

// Who left and came back is paid for both.
static bool find_before(struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct books_attendance *list;
    size_t count;

    if (!books_list_presence(place->store->db, place->roster->meeting, visit->person, &list, &count,
                             err))
        return false;
    visit->before_count = 0;
    for (size_t i = 0; i < count; i++)
        // One is left for now.
        if (list[i].left_ms > list[i].arrived_ms && visit->before_count < FACTS_PRESENCE_MAX - 1)
            visit->before[visit->before_count++] =
                (struct shape_span){list[i].arrived_ms, list[i].left_ms};
    free(list);
    return true;
}

bool visit_find(struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct books_attendance there;

    if (!books_find_attendance(place->store->db, place->roster->meeting, visit->person, &there,
                               err))
        return false;
    if (there.left_ms != 0)
        return err_set(err, ERR_NOT_FOUND, "this person has left");
    visit->attendance = there.attendance;
    visit->arrived_ms = there.arrived_ms;
    visit->was_here = true;
    return find_before(visit, place, err) && visit_find_claim(visit, place, err);
}

bool visit_arrive(struct visit *visit, const struct visit_place *place, struct err *err)
{
    if (visit_find(visit, place, err))
        return true;
    if (err->kind != ERR_NOT_FOUND || !record_arrival(visit, place, err) ||
        !find_before(visit, place, err) || !visit_find_claim(visit, place, err))
        return err_wrap(err, "arrive");
    return true;
}

// A UUIDv7 begins with its own time: a second touch says the very same thing.
static int64_t made_at(struct id id)
{
    int64_t ms = 0;

    for (int i = 0; i < 6; i++)
        ms = ms << 8 | id.bytes[i];
    return ms;
}

bool visit_sit_in(const struct visit_place *place, struct id op_id, struct err *err)
{
    struct body_attendance_arrived body = {
        .attendance = op_id, .as = "sitting_in", .how = "none", .at_ms = made_at(op_id)};

    return store_save(place->store, RECORD_ATTENDANCE_ARRIVED, op_id, place->roster->meeting, &body,
                      err);
}

bool visit_leave(struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct body_attendance_left body = {
        .attendance = visit->attendance, .by = "person", .at_ms = when_now_ms()};

    if (visit->left)
        return true;
    visit->left = store_save(place->store, RECORD_ATTENDANCE_LEFT, id_new(), place->roster->meeting,
                             &body, err);
    return visit->left;
}

bool visit_stay(struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct body_attendance_corrected body = {
        .attendance = visit->attendance, .arrived_ms = visit->arrived_ms, .reason = "taken_back"};

    if (visit->left && store_save(place->store, RECORD_ATTENDANCE_CORRECTED, id_new(),
                                  place->roster->meeting, &body, err))
        visit->left = false;
    return !visit->left;
}

void visit_forget(struct visit *visit)
{
    ticket_clear(&visit->late.line.ticket);
    bytes_clear(&visit->viewed);
    for (size_t i = 0; i < visit->line_count; i++)
        ticket_clear(&visit->lines[i].ticket);
    mem_wipe(visit, sizeof *visit);
}
