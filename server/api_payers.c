// SPDX-License-Identifier: Apache-2.0

// /api/payers: who pays cash, up to how much, from when until when.

#include "server/routes.h"

#include "server/api_write.h"
#include "server/down.h"
#include "server/journal.h"
#include "server/people.h"
#include "server/staff.h"
#include "shared/json.h"
#include "shared/mem.h"
#include "shared/money.h"
#include "shared/str.h"

static bool write_member_code(struct request *request, struct id person, struct err *err)
{
    struct people_person found = {0};
    bool ok = id_is_none(person) || people_get(request->db, request->office, person, &found, err) ||
              err->kind == ERR_NOT_FOUND;

    json_put_text(&request->answer, "member_code", found.member_code);
    mem_wipe(&found, sizeof found);
    return ok;
}

static bool write_one(struct request *request, const struct staff_member *member, struct err *err)
{
    const struct staff_nomination *nomination = &member->nomination;
    struct bytes *out = &request->answer;
    bool ok;

    json_begin(out, NULL, '{');
    api_write_id(out, "id", member->staff);
    json_put_text(out, "name", member->name);
    ok = write_member_code(request, nomination->person, err);
    if (nomination->limit_pence)
        json_put_int(out, "limit_pence", nomination->limit_pence);
    else
        json_put_null(out, "limit_pence");
    json_put_text(out, "from", nomination->from);
    json_put_text(out, "until", nomination->until);
    json_end(out, '}');
    return ok;
}

static void get(struct request *request)
{
    struct staff_member *list = NULL;
    size_t count = 0;
    struct err err;
    bool ok = staff_list(request->db, request->office, &list, &count, &err);

    json_begin(&request->answer, NULL, '{');
    json_begin(&request->answer, "payers", '[');
    for (size_t i = 0; ok && i < count; i++)
        ok = !list[i].payer || write_one(request, &list[i], &err);
    json_end(&request->answer, ']');
    json_end(&request->answer, '}');
    staff_free(list, count);
    if (ok)
        request_answer_json(request, 200);
    else
        request_fail(request, &err);
}

#define NO_LIMIT (-1) // in what is asked; stored it is 0

struct asked {
    char member_code[PEOPLE_CODE_SIZE]; // "": they take no part themselves
    int64_t limit_pence;
    char from[WHEN_DATE_SIZE];
    char until[WHEN_DATE_SIZE];
};
static const struct shape_field asked_fields[] = {
    SHAPE_MAYBE_CODE(struct asked, member_code),
    SHAPE_MAYBE_INT(struct asked, limit_pence, 0, MONEY_MAX, NO_LIMIT),
    SHAPE_MAYBE_DATE(struct asked, from),
    SHAPE_MAYBE_DATE(struct asked, until),
};
static const struct shape asked_shape = SHAPE(struct asked, asked_fields);

static bool find_person(struct request *request, const char *code, struct id *out, struct err *err)
{
    struct people_person found = {0};
    bool ok;

    if (!code[0])
        return true;
    ok = people_find_typed(request->db, request->office, code, &found, err);
    *out = found.person;
    mem_wipe(&found, sizeof found);
    return ok;
}

static bool nominate(struct request *request, struct id staff,
                     const struct staff_nomination *nomination, struct err *err)
{
    struct db *db = request->db;
    bool ok;

    if (!db_begin(db, err))
        return false;
    ok = staff_nominate(db, request->office, staff, nomination, request->user.user, err) &&
         down_staff(db, request->office, err);
    return db_end(db, ok, err);
}

static bool read_asked(struct request *request, struct staff_nomination *out, struct err *err)
{
    struct asked asked;

    *out = (struct staff_nomination){0};
    if (!request_read(request, &asked_shape, &asked, err) ||
        !find_person(request, asked.member_code, &out->person, err))
        return false;
    if (asked.limit_pence == 0)
        return err_set(err, ERR_INVALID,
                       "Nobody pays out nothing: write a sum, or leave it empty for no limit.");
    out->limit_pence = asked.limit_pence == NO_LIMIT ? 0 : asked.limit_pence;
    str_copy(out->from, sizeof out->from, asked.from);
    str_copy(out->until, sizeof out->until, asked.until);
    return true;
}

static void post(struct request *request)
{
    struct staff_nomination nomination;
    struct id staff;
    struct err err;

    if (!request_needs_role(request, "coordinator"))
        return;
    if (!request_arg_id(request, 0, &staff, &err) || !read_asked(request, &nomination, &err) ||
        !nominate(request, staff, &nomination, &err)) {
        request_fail(request, &err);
        return;
    }
    office_ring(request->office);
    journal_write("nominated", "payer=%s", request->args[0]);
    bytes_add_text(&request->answer, "{}");
    request_answer_json(request, 200);
}

const struct request_route api_payers_routes[] = {
    {"GET", "/api/payers", REQUEST_USER, get, 0},
    {"POST", "/api/payers/*", REQUEST_USER, post, 1024},
    {0},
};
