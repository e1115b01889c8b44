// SPDX-License-Identifier: Apache-2.0
#include "kiosk/newcomer.h"

#include <string.h>

#include "kiosk/roster_parts.h"
#include "kiosk/visit_parts.h"
#include "shared/mem.h"
#include "shared/str.h"

void newcomer_begin(struct newcomer *newcomer)
{
    *newcomer = (struct newcomer){.person = id_new(), .added_op = id_new()};
}

// One space between words, none at the ends.
static void tidy(char out[static BODY_NAME_SIZE], const char *typed)
{
    size_t used = 0;

    for (; *typed && used + 1 < BODY_NAME_SIZE; typed++)
        if (*typed != ' ' || (used > 0 && out[used - 1] != ' '))
            out[used++] = *typed;
    while (used > 0 && out[used - 1] == ' ')
        used--;
    out[used] = '\0';
}

// Somebody could be found by it: a hyphen alone is nobody's name.
static bool is_name(const char *name)
{
    char folded[BODY_NAME_SIZE];
    bool is = str_fold(folded, sizeof folded, name) && *folded;

    mem_wipe(folded, sizeof folded);
    return is;
}

bool newcomer_names(const char *typed, struct body_names *out)
{
    char name[BODY_NAME_SIZE];
    char *last;

    tidy(name, typed);
    if (!is_name(name))
        return false;
    *out = (struct body_names){0};
    last = strrchr(name, ' ');
    if (last) {
        *last = '\0';
        str_copy(out->last, sizeof out->last, last + 1);
    }
    str_copy(out->first, sizeof out->first, name);
    mem_wipe(name, sizeof name);
    return true;
}

static bool record(const struct newcomer *newcomer, const struct body_person_added *added,
                   const struct bytes *sealed, const struct visit *visit,
                   const struct visit_place *place, struct err *err)
{
    struct id meeting = place->roster->meeting;
    struct body_attendance_arrived arrived;

    visit_fill_arrival(visit, place->roster, &arrived);
    return store_note(place->store, added->names, meeting, sealed, err) &&
           store_record(place->store, RECORD_PERSON_ADDED, newcomer->added_op, meeting, added,
                        err) &&
           store_record(place->store, RECORD_ATTENDANCE_ARRIVED, visit->arrive_op, meeting,
                        &arrived, err);
}

bool newcomer_sign_in(const struct newcomer *newcomer, const struct body_names *names,
                      enum visit_how how, const struct visit_place *place, struct visit *visit,
                      struct err *err)
{
    struct body_person_added added = {.person = newcomer->person};
    struct bytes sealed = {0};
    bool ok;

    roster_seal_names(names, place->roster->key, &sealed, added.names);
    if (!roster_find_person(place->roster, newcomer->person))
        roster_add(place->roster, newcomer->person, names);
    visit_begin(visit, newcomer->person, how);
    ok = store_begin(place->store, err) &&
         store_end(place->store, record(newcomer, &added, &sealed, visit, place, err), err) &&
         visit_find(visit, place, err);
    bytes_clear(&sealed);
    if (!ok)
        visit_forget(visit);
    return ok || err_wrap(err, "sign somebody new in");
}
