// SPDX-License-Identifier: Apache-2.0
#include "kiosk/host.h"

#include <stdlib.h>

#include "shared/str.h"

const char *const host_reasons[] = {"transport_late", "waited", "helping", "forgot", "kiosk", NULL};

static bool check_host(const struct desk *desk, const struct desk_place *place, struct err *err)
{
    return (desk->unlocked && roster_is_host(place->roster, desk->staff.staff)) ||
           err_set(err, ERR_INVALID, "only a host of this meeting puts arrivals right");
}

// --- everyone who came late ---

static bool was_here_before(const struct books_attendance *list, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (id_equal(list[i].person, list[index].person))
            return true;
    return false;
}

// The list is in order of arriving. Who left and came back was not there in between.
static bool is_late(const struct desk_place *place, const struct books_attendance *list,
                    size_t index, int64_t by_ms)
{
    const struct books_attendance *one = &list[index];

    return !id_is_none(one->person) && one->arrived_ms > place->roster->planned.start_ms &&
           one->arrived_ms <= by_ms && !was_here_before(list, index);
}

bool host_count_late(const struct desk_place *place, int64_t by_ms, size_t *count, struct err *err)
{
    struct books_attendance *list = NULL;
    size_t all;

    if (!books_list_attendance(place->store->db, place->roster->meeting, &list, &all, err))
        return false;
    *count = 0;
    for (size_t i = 0; i < all; i++)
        *count += is_late(place, list, i, by_ms);
    free(list);
    return true;
}

static bool record_correction(const struct desk *desk, const struct desk_place *place,
                              struct body_attendance_corrected *body, struct err *err)
{
    body->by = desk->staff.staff;
    return store_record(place->store, RECORD_ATTENDANCE_CORRECTED, id_new(), place->roster->meeting,
                        body, err);
}

static bool record_late(const struct desk *desk, const struct desk_place *place,
                        const struct books_attendance *one, struct err *err)
{
    struct body_attendance_corrected body = {.attendance = one->attendance,
                                             .arrived_ms = place->roster->planned.start_ms,
                                             .left_ms = one->left_ms,
                                             .reason = "counted_from_start"};

    return record_correction(desk, place, &body, err);
}

bool host_count_from_start(const struct desk *desk, const struct desk_place *place, int64_t by_ms,
                           struct err *err)
{
    struct books_attendance *list = NULL;
    bool begun;
    bool ok;
    size_t all;

    if (!check_host(desk, place, err) ||
        !books_list_attendance(place->store->db, place->roster->meeting, &list, &all, err))
        return false;
    ok = begun = store_begin(place->store, err);
    for (size_t i = 0; ok && i < all; i++)
        ok = !is_late(place, list, i, by_ms) || record_late(desk, place, &list[i], err);
    free(list);
    return (begun && store_end(place->store, ok, err)) || err_wrap(err, "count from the start");
}

// --- one person ---

bool host_find_presence(const struct desk_place *place, struct id person,
                        struct books_attendance *out, struct err *err)
{
    *out = (struct books_attendance){0};
    return books_find_attendance(place->store->db, place->roster->meeting, person, out, err) ||
           err->kind == ERR_NOT_FOUND;
}

int64_t host_first_ms(const struct desk_place *place)
{
    int64_t start_ms = place->roster->planned.start_ms;
    int64_t now = when_now_ms();
    char day[WHEN_DATE_SIZE];
    struct err err;
    int64_t first;

    when_local_date(day, start_ms < now ? start_ms : now);
    return when_from_local(&first, day, "00:00", &err) ? first : now;
}

static bool check_times(const struct desk_place *place, int64_t arrived_ms, int64_t left_ms,
                        struct err *err)
{
    int64_t now = when_now_ms();

    return (arrived_ms >= host_first_ms(place) && arrived_ms <= now && left_ms <= now &&
            (left_ms == 0 || arrived_ms <= left_ms)) ||
           err_set(err, ERR_INVALID, "such a presence cannot be");
}

// Signed in now, by the host; the correction says since when.
static bool sign_in(const struct desk_place *place, struct id person, struct id *attendance,
                    struct err *err)
{
    const struct roster_person *known = roster_find_person(place->roster, person);
    struct body_attendance_arrived body = {
        .attendance = id_new(), .person = person, .how = "host", .at_ms = when_now_ms()};

    if (!known)
        return err_set(err, ERR_NOT_FOUND, "nobody of that id is expected");
    str_copy(body.as, sizeof body.as,
             known->expected.supporter_number ? "supporter" : "participant");
    *attendance = body.attendance;
    return store_record(place->store, RECORD_ATTENDANCE_ARRIVED, id_new(), place->roster->meeting,
                        &body, err);
}

static bool record_all(const struct desk *desk, const struct desk_place *place,
                       const struct host_correction *correction, bool is_new,
                       struct body_attendance_corrected *body, struct err *err)
{
    return (!is_new || sign_in(place, correction->person, &body->attendance, err)) &&
           record_correction(desk, place, body, err);
}

bool host_correct(const struct desk *desk, const struct desk_place *place,
                  const struct host_correction *correction, struct err *err)
{
    struct body_attendance_corrected body = {0};
    struct books_attendance there;

    if (!check_host(desk, place, err) ||
        !host_find_presence(place, correction->person, &there, err))
        return false;
    body.attendance = there.attendance;
    body.arrived_ms = correction->arrived_ms ? correction->arrived_ms : there.arrived_ms;
    body.left_ms = correction->left_ms ? correction->left_ms : there.left_ms;
    str_copy(body.reason, sizeof body.reason, correction->reason);
    return (check_times(place, body.arrived_ms, body.left_ms, err) &&
            store_begin(place->store, err) &&
            store_end(place->store,
                      record_all(desk, place, correction, id_is_none(there.attendance), &body, err),
                      err)) ||
           err_wrap(err, "put a presence right");
}

bool host_count(const struct desk_place *place, struct host_counts *out, struct err *err)
{
    struct books_attendance *list = NULL;
    size_t count;

    if (!books_list_attendance(place->store->db, place->roster->meeting, &list, &count, err))
        return false;
    *out = (struct host_counts){0};
    for (size_t i = 0; i < count; i++) {
        bool named = !id_is_none(list[i].person);

        out->sitting_in += !named;
        out->came += named && !was_here_before(list, i);
        out->here += named && list[i].left_ms == 0;
    }
    free(list);
    return true;
}
