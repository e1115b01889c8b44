#ifndef SHARED_ACKNOWLEDGEMENT_H
#define SHARED_ACKNOWLEDGEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/keys.h"
#include "shared/note.h"
#include "shared/record.h"

/*
 * The server's signed answer: what it has stored durably of one kiosk's log, and how far its own
 * log for that kiosk goes. The only cursor there is (architecture.md part 5). Stored is not
 * approved. As bytes: 64 of signature, then JSON. An old answer stays signed for ever: whoever acts
 * on one checks whose log it is about, and that it is not older (server_ms) than the last.
 */
#define ACKNOWLEDGEMENT_MAX 4096
#define ACKNOWLEDGEMENT_TYPE "application/vnd.diolch.acknowledgement"
#define ACKNOWLEDGEMENT_ENVELOPE_TYPE "application/vnd.diolch.envelope"
#define ACKNOWLEDGEMENT_NOTE_TYPE "application/vnd.diolch.note"

struct acknowledgement {
    struct id log_id;
    int64_t seq; // the server's head of that log; 0: nothing
    uint8_t hash[RECORD_HASH_SIZE];
    int64_t secured_seq; // inside a backup that was restored in a test; 0 until there is one
    uint8_t secured_hash[RECORD_HASH_SIZE];
    struct id down_log_id;
    int64_t down_seq; // head of the log that the server keeps for this kiosk
    uint8_t down_hash[RECORD_HASH_SIZE];
    int64_t server_ms;
    bool forked; // two histories under one log: that kiosk's money waits for a person
};

/* The server has all of a note, or its first `received` bytes. */
struct acknowledgement_note {
    uint8_t name[NOTE_NAME_SIZE];
    int64_t received;
    bool complete;
};

void acknowledgement_write(const struct acknowledgement *answer, const struct keys *server,
                           struct bytes *out);
/* ERR_INVALID unless the signature is that server's and the rest is as it should be. */
bool acknowledgement_read(struct acknowledgement *out, const uint8_t *data, size_t length,
                          const uint8_t server[static KEYS_PUBLIC_SIZE], struct err *err);

void acknowledgement_write_note(const struct acknowledgement_note *answer,
                                const struct keys *server, struct bytes *out);
bool acknowledgement_read_note(struct acknowledgement_note *out, const uint8_t *data, size_t length,
                               const uint8_t server[static KEYS_PUBLIC_SIZE], struct err *err);

#endif
