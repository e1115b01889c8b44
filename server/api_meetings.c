// SPDX-License-Identifier: Apache-2.0

// /api/meetings: all of them, and one with its people, claims and exceptions.

#include "server/routes.h"

#include <stdlib.h>

#include "server/api_write.h"
#include "server/claims.h"
#include "server/meetings.h"
#include "server/people.h"
#include "server/policies.h"
#include "shared/books.h"
#include "shared/json.h"
#include "shared/mem.h"

/* What is counted over a meeting's claims. */
struct totals {
    int64_t to_approve;
    int64_t to_pay;
    int64_t cash_pence;
};

static void count_claims(const struct claims_claim *claims, size_t count, struct totals *out)
{
    *out = (struct totals){0};
    for (size_t i = 0; i < count; i++) {
        out->to_approve += claims[i].state == CLAIMS_TO_APPROVE;
        out->to_pay += claims[i].state == CLAIMS_APPROVED;
        out->cash_pence += claims[i].books.cash_pence;
    }
}

static bool write_policy(struct request *request, const struct meetings_meeting *meeting,
                         struct err *err)
{
    struct policy *policy = mem_new(1, sizeof *policy);
    bool known = policies_find(request->db, meeting->policy, policy, err);

    json_put_text(&request->answer, "policy", meeting->policy);
    json_put_text(&request->answer, "policy_title", known ? policy->title : "");
    json_put_bool(&request->answer, "demonstration", known && policy->illustrative);
    free(policy);
    return known || err->kind == ERR_NOT_FOUND;
}

static bool write_counts(struct request *request, const struct meetings_meeting *meeting,
                         const struct totals *totals, struct err *err)
{
    struct bytes *out = &request->answer;
    struct books_meeting state;
    int64_t exceptions;

    if (!books_get_meeting(request->db, meeting->meeting, &state, err) ||
        !exceptions_count_meeting(request->db, meeting->meeting, &exceptions, err))
        return false;
    api_write_instant(out, "opened", state.opened_ms);
    api_write_instant(out, "closed", state.closed_ms);
    json_put_int(out, "arrived", state.arrived);
    json_put_int(out, "present", state.present);
    json_put_int(out, "claims", state.claims);
    json_put_int(out, "to_approve", totals->to_approve);
    json_put_int(out, "to_pay", totals->to_pay);
    json_put_int(out, "exceptions", exceptions);
    json_put_int(out, "cash_paid_pence", totals->cash_pence);
    return true;
}

static bool write_meeting(struct request *request, const char *name,
                          const struct meetings_meeting *meeting, const struct totals *totals,
                          struct err *err)
{
    struct bytes *out = &request->answer;
    char date[WHEN_DATE_SIZE];
    bool ok;

    when_local_date(date, meeting->start_ms);
    json_begin(out, name, '{');
    api_write_id(out, "id", meeting->meeting);
    json_put_text(out, "code", meeting->code);
    json_put_text(out, "public_title", meeting->public_title);
    json_put_text(out, "venue", meeting->venue);
    api_write_instant(out, "start", meeting->start_ms);
    api_write_instant(out, "end", meeting->end_ms);
    json_put_text(out, "local_date", date);
    json_put_text(out, "type", meeting->type);
    json_put_bool(out, "waits", meeting->origin == MEETINGS_UNPLANNED);
    ok = write_policy(request, meeting, err) && write_counts(request, meeting, totals, err);
    json_end(out, '}');
    return ok;
}

static bool write_one_of_all(struct request *request, const struct meetings_meeting *meeting,
                             struct err *err)
{
    struct claims_claim *claims;
    struct totals totals;
    size_t count;

    if (!claims_list(request->db, meeting->meeting, &claims, &count, err))
        return false;
    count_claims(claims, count, &totals);
    free(claims);
    return write_meeting(request, NULL, meeting, &totals, err);
}

static void get_all(struct request *request)
{
    struct meetings_meeting *list;
    size_t count;
    struct err err;
    bool ok = true;

    if (!meetings_list(request->db, request->office, 0, &list, &count, &err)) {
        request_fail(request, &err);
        return;
    }
    json_begin(&request->answer, NULL, '{');
    json_put_text(&request->answer, "organisation", request->office->settings.organisation);
    json_begin(&request->answer, "meetings", '[');
    for (size_t i = 0; ok && i < count; i++)
        ok = write_one_of_all(request, &list[i], &err);
    json_end(&request->answer, ']');
    json_end(&request->answer, '}');
    mem_wipe(list, count * sizeof *list);
    free(list);
    if (ok)
        request_answer_json(request, 200);
    else
        request_fail(request, &err);
}

/* One meeting while it is written. */
struct page {
    struct meetings_meeting meeting;
    struct books_attendance *attendance;
    size_t attendance_count;
    struct claims_claim *claims;
    size_t claims_count;
    struct exceptions_exception *exceptions;
    size_t exceptions_count;
    struct looks looks;
};

static struct id claim_of(const struct page *page, struct id person)
{
    struct id none = {{0}};

    for (size_t i = 0; i < page->claims_count; i++)
        if (id_equal(page->claims[i].books.person, person) && !page->claims[i].books.withdrawn)
            return page->claims[i].books.claim;
    return none;
}

static bool write_person(struct request *request, struct page *page,
                         const struct books_attendance *there, struct err *err)
{
    struct bytes *out = &request->answer;
    struct people_person person = {0};
    char name[PEOPLE_NAME_SIZE];

    if (!people_get(request->db, request->office, there->person, &person, err) &&
        err->kind != ERR_NOT_FOUND)
        return false;
    people_name(name, &person);
    json_begin(out, NULL, '{');
    api_write_id(out, "person", there->person);
    json_put_text(out, "name", name);
    json_put_text(out, "member_code", person.member_code);
    json_put_text(out, "role", person.role);
    json_put_text(out, "as", there->as);
    json_put_text(out, "how", there->how);
    api_write_instant(out, "arrived", there->arrived_ms);
    api_write_instant(out, "left", there->left_ms);
    api_write_id(out, "claim", claim_of(page, there->person));
    json_end(out, '}');
    looks_add(&page->looks, there->person);
    mem_wipe(&person, sizeof person);
    mem_wipe(name, sizeof name);
    return true;
}

static bool write_people(struct request *request, struct page *page, struct err *err)
{
    int64_t sitting_in = 0;
    bool ok = true;

    json_begin(&request->answer, "people", '[');
    for (size_t i = 0; ok && i < page->attendance_count; i++) {
        if (id_is_none(page->attendance[i].person))
            sitting_in++;
        else
            ok = write_person(request, page, &page->attendance[i], err);
    }
    json_end(&request->answer, ']');
    json_put_int(&request->answer, "sitting_in", sitting_in);
    return ok;
}

static bool write_claims(struct request *request, struct page *page, struct err *err)
{
    bool ok = true;

    json_begin(&request->answer, "claims", '[');
    for (size_t i = 0; ok && i < page->claims_count; i++)
        ok = api_write_claim(request, NULL, &page->claims[i], &page->looks, err);
    json_end(&request->answer, ']');
    return ok;
}

static bool write_exceptions(struct request *request, struct page *page, struct err *err)
{
    bool ok = true;

    json_begin(&request->answer, "exceptions", '[');
    for (size_t i = 0; ok && i < page->exceptions_count; i++)
        ok = api_write_exception(request, &page->exceptions[i], &page->looks, err);
    json_end(&request->answer, ']');
    return ok;
}

static bool open_page(struct request *request, struct page *page, struct err *err)
{
    struct db *db = request->db;
    struct id id;

    return request_arg_id(request, 0, &id, err) &&
           meetings_get(db, request->office, id, &page->meeting, err) &&
           books_list_attendance(db, id, &page->attendance, &page->attendance_count, err) &&
           claims_list(db, id, &page->claims, &page->claims_count, err) &&
           exceptions_list(db, id, &page->exceptions, &page->exceptions_count, err);
}

static bool write_page(struct request *request, struct page *page, struct err *err)
{
    struct totals totals;
    bool ok;

    count_claims(page->claims, page->claims_count, &totals);
    json_begin(&request->answer, NULL, '{');
    ok = write_meeting(request, "meeting", &page->meeting, &totals, err) &&
         write_people(request, page, err) && write_claims(request, page, err) &&
         write_exceptions(request, page, err);
    json_end(&request->answer, '}');
    return looks_end(&page->looks, request, ok, err);
}

static void get_one(struct request *request)
{
    struct page page = {0};
    struct err err;

    if (open_page(request, &page, &err) && write_page(request, &page, &err))
        request_answer_json(request, 200);
    else
        request_fail(request, &err);
    mem_wipe(&page.meeting, sizeof page.meeting);
    free(page.attendance);
    free(page.claims);
    free(page.exceptions);
}

const struct request_route api_meetings_routes[] = {
    {"GET", "/api/meetings", REQUEST_USER, get_all, 0},
    {"GET", "/api/meetings/*", REQUEST_USER, get_one, 0},
    {0},
};
