// SPDX-License-Identifier: Apache-2.0

// The same bytes as a path, a query, a cookie and a body.

#include "server/request.h"

#include <assert.h>
#include <string.h>

#include "shared/enrol.h"
#include "shared/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_query(struct request *request)
{
    static const char *const names[] = {"log", "seq", "down", "wait", "name", "x", "offset"};
    struct err err;
    int64_t number;
    struct id id;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = request_query(request, names[i]);

        assert(!value || str_is_utf8(value, strlen(value)));
        if (request_query_int(request, names[i], 0, 1000, &number, &err))
            assert(number >= 0 && number <= 1000);
        request_query_id(request, names[i], &id, &err);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct request request = {0};
    struct enrol_request asked;
    struct err err;
    char *text;
    bool known;

    bytes_add(&request.body, data, size);
    text = pool_dup_part(&request.pool, (const char *)data, size);
    request.query = text;
    request.cookie = text;
    read_query(&request);
    request_cookie(&request, "diolch");
    request_find_route("GET", text, &known);
    if (!request_read(&request, &enrol_request_shape, &asked, &err))
        assert(err.kind == ERR_INVALID);
    request_clear(&request);
    return 0;
}
