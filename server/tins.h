#ifndef SERVER_TINS_H
#define SERVER_TINS_H

#include <stdbool.h>
#include <stdint.h>

#include "server/meetings.h"
#include "shared/body.h"
#include "shared/bytes.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/tin.h"

/* The one-time codes of the float's tins, one a meeting (tin.h). */

/*
 * Makes a code for the meeting, in place of the one it had. It is the caller's to print and wipe:
 * only what opens with it is kept. Inside db_begin; kiosks must be told.
 */
bool tins_make(struct db *db, const struct meetings_meeting *meeting, int64_t limit_pence,
               char code[static TIN_CODE_SIZE], struct err *err);

/* What kiosks are told of it; nothing when there is none. */
bool tins_fill(struct db *db, struct id meeting, struct body_meeting_planned *planned,
               struct err *err);

/* What goes into the envelope. */
struct tins_paper {
    const char *code;
    const char *title; // the meeting's public one
    int64_t start_ms;
    int64_t limit_pence;
};

/* Adds the PDF to out: one page of A4, to be folded so that the code is inside. fonts: the folder
 * with ours, or NULL. */
bool tins_print(const struct tins_paper *tin, const char *fonts, struct bytes *out,
                struct err *err);

#endif
