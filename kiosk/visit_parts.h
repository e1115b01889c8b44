#ifndef KIOSK_VISIT_PARTS_H
#define KIOSK_VISIT_PARTS_H

#include <stdbool.h>

#include "kiosk/visit.h"

/* What the visit's own files share: visit.c, visit_lines.c, visit_facts.c, visit_save.c and
 * visit_load.c; and draft.c. */

/* Each act under its own id, however often it is tried; what comes after it is another act. */
void visit_renew(struct visit *visit);

/* What visit_arrive records, now. */
void visit_fill_arrival(const struct visit *visit, const struct roster *roster,
                        struct body_attendance_arrived *body);

/* Finds the claim there is at this meeting. False only when the books could not be read. */
bool visit_find_claim(struct visit *visit, const struct visit_place *place, struct err *err);

/* The word of a body_proof; unsaid for one we do not know. */
enum visit_proof visit_proof_find(const char *where);

/* The limit of a body_claim's maximum, in its word; for this meeting for one we do not know. */
enum visit_limit visit_limit_find(const char *maximum);

/* Enough of it was said for it to be a fact. */
bool visit_is_said(const struct visit_line *line);

#endif
