// SPDX-License-Identifier: Apache-2.0

// /api/policies: what a meeting may be under, and of which type.

#include "server/routes.h"

#include <stdlib.h>
#include <string.h>

#include "server/policies.h"
#include "shared/json.h"
#include "shared/mem.h"

static bool write_one(const char *id, const char *json, void *context, struct err *err)
{
    struct policy *policy = mem_new(1, sizeof *policy);
    struct request *request = context;
    bool ok = policy_read(policy, json, strlen(json), id, err);

    if (ok) {
        json_begin(&request->answer, NULL, '{');
        json_put_text(&request->answer, "id", id);
        json_put_text(&request->answer, "title", policy->title);
        json_put_text(&request->answer, "from", policy->valid_from);
        json_put_text(&request->answer, "to", policy->valid_to);
        json_end(&request->answer, '}');
    }
    free(policy);
    return ok;
}

static void get(struct request *request)
{
    struct err err;
    bool ok;

    json_begin(&request->answer, NULL, '{');
    json_begin(&request->answer, "policies", '[');
    ok = policies_each(request->db, write_one, request, &err);
    json_end(&request->answer, ']');
    json_begin(&request->answer, "types", '[');
    for (size_t i = 0; policy_types[i]; i++)
        json_put_text(&request->answer, NULL, policy_types[i]);
    json_end(&request->answer, ']');
    json_end(&request->answer, '}');
    if (ok)
        request_answer_json(request, 200);
    else
        request_fail(request, &err);
}

const struct request_route api_policies_routes[] = {
    {"GET", "/api/policies", REQUEST_USER, get, 0},
    {0},
};
