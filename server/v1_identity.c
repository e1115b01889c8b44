// SPDX-License-Identifier: Apache-2.0

// GET /v1/identity: who this server is, signed by itself. Asked before anything else, by an agent
// that believes nobody yet.

#include "server/routes.h"

#include <string.h>

#include "shared/enrol.h"
#include "shared/str.h"

static void get(struct request *request)
{
    const struct office *office = request->office;
    struct enrol_identity *identity = pool_new(&request->pool, 1, sizeof *identity);
    struct err err;

    memcpy(identity->server_sign, office->keys.sign_public, sizeof identity->server_sign);
    memcpy(identity->server_seal, office->keys.seal_public, sizeof identity->server_seal);
    memcpy(identity->recovery_seal, office->recovery_seal, sizeof identity->recovery_seal);
    str_copy(identity->organisation, sizeof identity->organisation, office->settings.organisation);
    if (!str_copy(identity->certificate, sizeof identity->certificate,
                  bytes_text(&office->certificate))) {
        err_set(&err, ERR_INTERNAL, "the certificate's file is larger than kiosks take");
        request_fail(request, &err);
        return;
    }
    enrol_write_identity(identity, &office->keys, &request->answer);
    request_answer(request, 200, "application/vnd.diolch.identity");
}

const struct request_route v1_identity_routes[] = {
    {"GET", "/v1/identity", REQUEST_OPEN, get, 0},
    {0},
};
