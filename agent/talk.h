#ifndef AGENT_TALK_H
#define AGENT_TALK_H

#include <stdbool.h>
#include <stdint.h>

#include "agent/agent.h"
#include "agent/http.h"
#include "shared/acknowledgement.h"
#include "shared/outbox.h"

/*
 * What the agent says to the server it is enrolled with, and what it makes of the answers
 * (docs/protocol.md section 11). What is taken is put into in/; anything but a proper answer
 * deletes nothing and moves nothing.
 *
 * A function that fails with ERR_INVALID was refused this one thing, and others may still go. After
 * any other kind nothing goes for now.
 */
struct talk {
    struct agent *agent;
    struct http *http; // NULL until talk_open
    int news_fd;       // readable: the kiosk has news, so that waiting and large notes stop
    bool asked;        // head is what the server said last
    struct acknowledgement head;
    struct id waits_log; // what talk_await_head has asked for, while http_waits
    int64_t waits_down;
    int64_t retry_ms; // the server asked us to come back no sooner; 0: it did not
};

/* Opens what is not open; nothing when the agent is not enrolled. */
bool talk_open(struct talk *talk, struct err *err);
/* Also before another server, or another certificate, is spoken to. */
void talk_close(struct talk *talk);

/* The server's head of this log, at once. */
bool talk_ask_head(struct talk *talk, struct id log_id, struct err *err);

/*
 * Waits until the server has another head than talk->head, which is asked for wait_ms (at most
 * 50 s), or news_fd becomes readable: then *news, and in the second case the server goes on
 * waiting for us while other things are sent.
 */
bool talk_await_head(struct talk *talk, struct id log_id, int64_t wait_ms, bool *news,
                     struct err *err);

/* A file of out/, named as an envelope. One that is gone meanwhile is no failure. */
bool talk_send_envelope(struct talk *talk, const char *name, struct err *err);

/* What the down log has after `after`, one envelope. */
bool talk_fetch_records(struct talk *talk, int64_t after, struct err *err);

/* *absent: the server does not have it (yet). */
bool talk_fetch_note(struct talk *talk, const uint8_t note[static NOTE_NAME_SIZE], bool *absent,
                     struct err *err);

/* A file of out/, from where the server's part of it ends; stops early, and true, for news. */
bool talk_send_note(struct talk *talk, const char *name, const uint8_t note[static NOTE_NAME_SIZE],
                    struct err *err);

#endif
