#ifndef TESTS_AGENT_OFFICE_H
#define TESTS_AGENT_OFFICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/agent.h"
#include "shared/acknowledgement.h"
#include "shared/enrol.h"
#include "shared/envelope.h"
#include "shared/outbox.h"
#include "tests/agent/peer.h"

/*
 * An office that speaks the protocol with the code of shared/, or spoils one thing of it; and a
 * kiosk's side of the folders. What an agent needs, and no more.
 */
#define OFFICE_NOTES 4
#define OFFICE_TARGETS 64

enum office_fault {
    OFFICE_GOOD,
    OFFICE_PORTAL,      // a sign-in page, status 200, for everything
    OFFICE_BUSY,        // 503
    OFFICE_STRANGER,    // does not know this agent
    OFFICE_FORGED,      // signs with another key
    OFFICE_MISTAKEN,    // answers about another kiosk's log
    OFFICE_STUBBORN,    // takes no envelope, and says where it was
    OFFICE_REFUSES,     // 400 to an envelope
    OFFICE_LOSES,       // stores, and is cut off before it answers
    OFFICE_WRONG_DOWN,  // other records than those asked for
    OFFICE_NO_PICTURES, // 413 to a note
    OFFICE_OTHER_LIFE,  // enrols another log than it was asked for
    OFFICE_FAULTS
};

struct office_note {
    uint8_t name[NOTE_NAME_SIZE];
    struct bytes bytes;
    bool complete;
};

struct office {
    uint8_t number;
    struct keys keys;
    struct keys recovery;
    struct keys kiosk;
    struct peer *peer;
    enum office_fault fault;
    struct enrol_code code;
    char code_text[ENROL_CODE_SIZE];
    bool enrolled;
    uint8_t agent_sign[KEYS_PUBLIC_SIZE];
    struct acknowledgement head;
    int64_t down_count; // records of the down log
    bool wait_is_over;  // the next poll that waits is answered: nothing new
    struct office_note up[OFFICE_NOTES];
    struct office_note down[OFFICE_NOTES];
    char targets[OFFICE_TARGETS][160]; // "GET /v1/…", as they came; further ones are not kept
    size_t target_count;
};

#define OFFICE_LOG 0x11
#define OFFICE_DOWN 0xD0

/* number: each has keys, a certificate and a down log of its own, 0 to 3. */
void office_open(struct office *office, uint8_t number);
void office_close(struct office *office);

/* Lets the poll that waits go. */
void office_end_wait(struct office *office);

/* How many requests began so. */
size_t office_count(struct office *office, const char *start);

/* --- the machine with the kiosk: folders data, out, in, and agent.conf, all made anew --- */

void office_make_machine(void);

/* A kiosk of log OFFICE_LOG with `seq` records, which knows office's down log as far as down_seq.
 */
struct outbox_kiosk office_kiosk(const struct office *office, int64_t seq, int64_t down_seq);
void office_write_kiosk(const struct outbox_kiosk *kiosk);

/* An envelope file in out/ of records from to to. */
void office_put_envelope(const struct office *office, int64_t from, int64_t to);

/* A note of that many bytes in out/. */
void office_put_note(uint8_t name[static NOTE_NAME_SIZE], size_t length);
void office_fill_note(struct office_note *note, uint8_t fill, size_t length);

void office_wish(const char *word, const char *url, const char *code);

bool office_has(const char *folder, const char *name);
/* Waits until the file is there, or gone; false after ten seconds. */
bool office_wait(const char *folder, const char *name, bool there);

/* Files of a folder whose name ends so. */
size_t office_files(const char *folder, const char *suffix);

/* agent_open, agent_enrol, agent_close; fails the test. */
void office_enrol(struct office *office);
/* agent_open, agent_sync(once), agent_close. */
bool office_sync(struct err *err);

#endif
