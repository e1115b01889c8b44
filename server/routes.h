#ifndef SERVER_ROUTES_H
#define SERVER_ROUTES_H

#include "server/request.h"

/* Every resource's table, one file a resource; NULL at the end. */
extern const struct request_route *const routes_all[];

/* For kiosks' agents: docs/protocol.md. */
extern const struct request_route v1_identity_routes[];
extern const struct request_route v1_enrol_routes[];
extern const struct request_route v1_envelope_routes[];
extern const struct request_route v1_down_routes[];
extern const struct request_route v1_note_routes[];

/* For the console: docs/api.md. */
extern const struct request_route api_session_routes[];
extern const struct request_route api_meetings_routes[];
extern const struct request_route api_claims_routes[];
extern const struct request_route api_exceptions_routes[];
extern const struct request_route api_kiosks_routes[];
extern const struct request_route api_pictures_routes[];
extern const struct request_route api_payers_routes[];
extern const struct request_route api_people_routes[];
extern const struct request_route api_policies_routes[];
extern const struct request_route api_unplanned_routes[];
extern const struct request_route api_feedback_routes[];
extern const struct request_route api_forms_routes[];
extern const struct request_route api_closing_routes[];
extern const struct request_route api_slips_routes[];
extern const struct request_route api_left_routes[];
extern const struct request_route api_status_routes[];
extern const struct request_route console_routes[];

#endif
