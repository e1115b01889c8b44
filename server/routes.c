// SPDX-License-Identifier: Apache-2.0
#include "server/routes.h"

const struct request_route *const routes_all[] = {
    v1_identity_routes,
    v1_enrol_routes,
    v1_envelope_routes,
    v1_down_routes,
    v1_note_routes,
    api_session_routes,
    api_meetings_routes,
    api_claims_routes,
    api_exceptions_routes,
    api_kiosks_routes,
    api_pictures_routes,
    api_feedback_routes,
    api_forms_routes,
    api_slips_routes,
    api_left_routes,
    api_status_routes,
    api_payers_routes,
    api_people_routes,
    api_policies_routes,
    api_unplanned_routes,
    api_closing_routes,
    console_routes,
    NULL,
};
