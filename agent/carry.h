#ifndef AGENT_CARRY_H
#define AGENT_CARRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/acknowledgement.h"
#include "shared/outbox.h"

/*
 * What the agent does next: a pure function of what it sees. It reads names and states, never what
 * is inside an envelope, and decides one act at a time; doing it, and looking again, is sync's
 * work. So the same code can be driven by a simulator.
 *
 * The server's head is the only cursor. A note goes when every record of the kiosk has gone. What
 * is ours is deleted only when the kiosk's folder says that it is done with it.
 */
enum carry_act {
    CARRY_ASK,        // the server's head is not known
    CARRY_SEND,       // an envelope that has the record after the server's head
    CARRY_FETCH,      // records the office has for us
    CARRY_FETCH_NOTE, // a note the kiosk waits for
    CARRY_SEND_NOTE,
    CARRY_REMOVE, // one of our own files that the kiosk is done with
    CARRY_WAIT,   // nothing to do: wait for the kiosk or the server
};

/* What is seen. All borrowed; out, in and skip may be zeroed. */
struct carry_view {
    const struct outbox_kiosk *kiosk; // NULL: the kiosk has not written it yet
    const struct outbox_list *out;
    const struct outbox_list *in;
    const struct acknowledgement *head; // NULL: not asked yet
    const struct outbox_list *skip;     // what the server refused or does not have this time
};

struct carry_step {
    enum carry_act act;
    char name[OUTBOX_NAME_SIZE]; // of the file: to send, or to remove
    int64_t after;               // CARRY_FETCH: what we have
    uint8_t note[NOTE_NAME_SIZE];
};

void carry_next(const struct carry_view *view, struct carry_step *out);

/* The kiosk's records that the server does not have, and notes that wait in out/, for status. */
void carry_count(const struct carry_view *view, int64_t *records, int64_t *notes);

#endif
