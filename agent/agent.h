#ifndef AGENT_AGENT_H
#define AGENT_AGENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/http.h"
#include "shared/config.h"
#include "shared/enrol.h"
#include "shared/err.h"
#include "shared/keys.h"
#include "shared/outbox.h"

/*
 * What the agent knows: its settings, its key, and the server it was enrolled with. Everything it
 * keeps lies in its data folder; one agent at a time works there.
 */
extern const struct config_key agent_keys[];
extern const size_t agent_key_count;

struct agent {
    char data[OUTBOX_PATH_SIZE];
    char out[OUTBOX_PATH_SIZE];
    char in[OUTBOX_PATH_SIZE];
    struct http_limits limits;
    int64_t wait_ms;    // how long the server is asked to wait for news
    int64_t backoff_ms; // the longest pause after the server could not be reached
    struct keys keys;
    bool enrolled;
    struct enrol_identity server;
    char url[OUTBOX_TEXT_SIZE];
    char certificate[OUTBOX_PATH_SIZE]; // the file
    int lock;                           // -1: not held
    int stop_fd;                        // readable: give up every request; -1: none
};

/* Settings and folders; with `work` also the key and the lock: ERR_CONFLICT when another agent is
 * at work. */
bool agent_open(struct agent *agent, const char *config, bool work, struct err *err);
void agent_close(struct agent *agent);

/*
 * Takes the server of an enrolment in the place of any before it, whole or not at all. url fits
 * agent->url; identity is what enrol_read_identity takes.
 */
bool agent_keep_server(struct agent *agent, const char *url, const struct bytes *identity,
                       struct err *err);

/*
 * The server gave a proper answer just now. Kept for status once a minute; the kiosk is told every
 * ten, because it would never sleep if it were told of every poll.
 */
bool agent_note_contact(struct agent *agent, struct err *err);

/* What keeps the agent from its work, a sentence; "" when all is well. Told to both at once. */
bool agent_note_refusal(struct agent *agent, const char *refusal, struct err *err);

/* Zeros when there never was a contact. */
bool agent_read_contact(const struct agent *agent, struct outbox_agent *out, struct err *err);

/*
 * Enrols this machine's kiosk with the server at url (architecture.md part 7). Until that server
 * has accepted the code, the one before it stays. ERR_NOT_FOUND: the kiosk was never started.
 */
bool agent_enrol(struct agent *agent, const char *url, const char *code, struct err *err);

/*
 * Carries, and does what the kiosk's wishes say. once: until nothing is left, and false when
 * something stayed behind. Else until SIGTERM or SIGINT, and every refusal goes to stderr.
 */
bool agent_sync(struct agent *agent, bool once, struct err *err);

/* Prints how things stand, for people or as JSON. */
bool agent_status(struct agent *agent, bool json, struct err *err);

#endif
