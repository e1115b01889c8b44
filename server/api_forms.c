// SPDX-License-Identifier: Apache-2.0

// /api/forms/LETTERS: a paper form that is typed in at the office.

#include "server/routes.h"

#include <stdlib.h>

#include "server/api_write.h"
#include "server/forms.h"
#include "server/journal.h"
#include "server/policies.h"
#include "server/typed_forms.h"
#include "shared/json.h"
#include "shared/mem.h"
#include "shared/money.h"

/* A form while it is looked up. */
struct page {
    char code[FORM_CODE_SIZE];
    struct meetings_meeting meeting;
    struct policy policy;
    struct looks looks;
};

static bool find_policy(struct request *request, struct page *page, struct err *err)
{
    uint8_t hash[RECORD_HASH_SIZE];

    return policies_find_at(request->db, page->meeting.policy, page->meeting.start_ms,
                            &page->policy, hash, err);
}

static void write_meeting(struct bytes *out, const struct meetings_meeting *meeting)
{
    char date[WHEN_DATE_SIZE];

    when_local_date(date, meeting->start_ms);
    json_begin(out, "meeting", '{');
    api_write_id(out, "id", meeting->meeting);
    json_put_text(out, "code", meeting->code);
    json_put_text(out, "public_title", meeting->public_title);
    json_put_text(out, "local_date", date);
    api_write_instant(out, "start", meeting->start_ms);
    api_write_instant(out, "end", meeting->end_ms);
    json_end(out, '}');
}

static void write_costs(struct bytes *out, const struct policy *policy)
{
    enum policy_category order[POLICY_CATEGORY_COUNT];

    forms_order(order);
    json_begin(out, "costs", '[');
    for (size_t i = 0; i < POLICY_CATEGORY_COUNT; i++) {
        if (!(policy->expenses.listed & (uint32_t)1 << order[i]))
            continue;
        json_begin(out, NULL, '{');
        json_put_text(out, "category", policy_categories[order[i]]);
        json_put_bool(out, "by_mile", order[i] < POLICY_BY_THE_MILE);
        json_end(out, '}');
    }
    json_end(out, ']');
}

static void write_channels(struct bytes *out, const struct policy *policy)
{
    json_begin(out, "channels", '[');
    for (size_t i = 0; forms_channels[i]; i++)
        if (forms_offers(policy, forms_channels[i]))
            json_put_text(out, NULL, forms_channels[i]);
    json_end(out, ']');
}

static bool write_claim(struct request *request, const char *code, struct looks *looks,
                        struct err *err)
{
    struct claims_claim claim;

    if (claims_get(request->db, form_claim(code), &claim, err))
        return api_write_claim(request, "claim", &claim, looks, err);
    json_put_null(&request->answer, "claim");
    return err->kind == ERR_NOT_FOUND;
}

// Whose code it is, before anything is written down for them.
static bool write_member(struct request *request, const char *member, struct looks *looks,
                         struct err *err)
{
    struct people_person person = {0};
    char name[PEOPLE_NAME_SIZE];

    if (!people_find_typed(request->db, request->office, member, &person, err))
        return false;
    people_name(name, &person);
    json_begin(&request->answer, "person", '{');
    json_put_text(&request->answer, "member_code", person.member_code);
    json_put_text(&request->answer, "name", name);
    json_end(&request->answer, '}');
    looks_add(looks, person.person);
    mem_wipe(&person, sizeof person);
    mem_wipe(name, sizeof name);
    return true;
}

static bool write_page(struct request *request, struct page *page, struct err *err)
{
    struct bytes *out = &request->answer;
    const char *member = request_query(request, "member");
    char shown[FORM_SHOWN_SIZE];
    bool ok;

    form_show(shown, page->code);
    json_begin(out, NULL, '{');
    json_put_text(out, "form", shown);
    write_meeting(out, &page->meeting);
    write_costs(out, &page->policy);
    write_channels(out, &page->policy);
    ok = write_claim(request, page->code, &page->looks, err) &&
         (!member || write_member(request, member, &page->looks, err));
    json_end(out, '}');
    return looks_end(&page->looks, request, ok, err);
}

static void get(struct request *request)
{
    struct page *page;
    struct err err;

    if (!request_needs_role(request, "coordinator"))
        return;
    page = mem_new(1, sizeof *page);
    if (typed_forms_parse(page->code, request->args[0], &err) &&
        typed_forms_find(request->db, request->office, page->code, &page->meeting, &err) &&
        find_policy(request, page, &err) && write_page(request, page, &err))
        request_answer_json(request, 200);
    else
        request_fail(request, &err);
    mem_wipe(page, sizeof *page);
    free(page);
}

static const struct shape_field cost_fields[] = {
    SHAPE_FIELD_CODE(struct typed_cost, category),
    SHAPE_MAYBE_INT(struct typed_cost, pence, 1, MONEY_MAX, FACTS_NONE),
    SHAPE_MAYBE_MILES(struct typed_cost, miles, FACTS_NONE),
    SHAPE_MAYBE_CODE(struct typed_cost, where),
};
static const struct shape cost_shape = SHAPE(struct typed_cost, cost_fields);
static const struct shape_field form_fields[] = {
    SHAPE_FIELD_CODE(struct typed_form, member_code),
    SHAPE_FIELD_TEXT(struct typed_form, from),
    SHAPE_FIELD_TEXT(struct typed_form, to),
    SHAPE_MAYBE_DATE(struct typed_form, handed_on),
    SHAPE_MAYBE_CODE(struct typed_form, channel),
    SHAPE_MAYBE_INT(struct typed_form, cash_pence, 0, MONEY_MAX, 0),
    SHAPE_LIST(struct typed_form, costs, costs_count, SHAPE_OBJECT, &cost_shape),
};
static const struct shape form_shape = SHAPE(struct typed_form, form_fields);

static void answer_typed(struct request *request, const char *code, enum typed_outcome outcome)
{
    struct looks looks = {0};
    struct err err;
    bool ok;

    json_begin(&request->answer, NULL, '{');
    json_put_text(&request->answer, "outcome", typed_forms_word(outcome));
    ok = write_claim(request, code, &looks, &err);
    json_end(&request->answer, '}');
    if (looks_end(&looks, request, ok, &err))
        request_answer_json(request, 200);
    else
        request_fail(request, &err);
}

static void post(struct request *request)
{
    struct typed_form *form;
    enum typed_outcome outcome;
    struct err err;

    if (!request_needs_role(request, "coordinator"))
        return;
    form = mem_new(1, sizeof *form);
    if (request_read(request, &form_shape, form, &err) &&
        typed_forms_parse(form->code, request->args[0], &err) &&
        typed_forms_enter(request->db, request->office, form, request->user.user, &outcome, &err)) {
        office_ring(request->office);
        journal_write("form typed", "outcome=%s", typed_forms_word(outcome));
        answer_typed(request, form->code, outcome);
    } else {
        request_fail(request, &err);
    }
    mem_wipe(form, sizeof *form);
    free(form);
}

const struct request_route api_forms_routes[] = {
    {"GET", "/api/forms/*", REQUEST_USER, get, 0},
    {"POST", "/api/forms/*", REQUEST_USER, post, 4096},
    {0},
};
