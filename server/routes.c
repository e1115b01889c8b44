// SPDX-License-Identifier: Apache-2.0
#include "server/routes.h"

const struct request_route *const routes_all[] = {
    v1_identity_routes, v1_enrol_routes, v1_envelope_routes, v1_down_routes, v1_note_routes, NULL,
};
