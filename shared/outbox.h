#ifndef SHARED_OUTBOX_H
#define SHARED_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/keys.h"
#include "shared/note.h"

/*
 * The two folders a kiosk and its agent pass sealed files through (architecture.md decision 2). The
 * kiosk writes and deletes in `out/`, the agent in `in/`; each only reads the other's. Every file
 * appears whole (bytes_write_file), so whoever watches acts on renames alone. A name says no more
 * than a log, a place in it, or a hash.
 *
 *     out/ <log>-<from>-<to>.env   records on their way up
 *          <name>.note             a note on its way up
 *          kiosk.state             struct outbox_kiosk
 *          <word>.wish             struct outbox_wish
 *     in/  <log>-<from>-<to>.env   records the office sent
 *          <name>.note             a note the office sent
 *          server.ack              the newest acknowledgement
 *          <name>.ack              the server's answer about one note
 *          enrolment.ack           struct outbox_enrolment, signed
 *          agent.state             struct outbox_agent
 *          <word>.answer           struct outbox_answer
 */
#define OUTBOX_NAME_SIZE 96
#define OUTBOX_PATH_SIZE 1024
#define OUTBOX_NOTES_MAX 64
#define OUTBOX_WORD_SIZE 32
#define OUTBOX_TEXT_SIZE 256
#define OUTBOX_STATE_MAX 16384
#define OUTBOX_LIST_MAX 4096

/* What lies in one envelope file, as its name says. */
struct outbox_range {
    struct id log_id;
    int64_t from;
    int64_t to;
};

/* The range is one that outbox_parse_envelope takes: 1 <= from <= to <= RECORD_SEQ_MAX. */
void outbox_envelope_name(char out[static OUTBOX_NAME_SIZE], const struct outbox_range *range);
bool outbox_parse_envelope(struct outbox_range *out, const char *name);

/* suffix: ".note" or ".ack". */
void outbox_note_name(char out[static OUTBOX_NAME_SIZE], const uint8_t note[static NOTE_NAME_SIZE],
                      const char *suffix);
bool outbox_parse_note(uint8_t note[static NOTE_NAME_SIZE], const char *name, const char *suffix);

/*
 * Made with mode 0750 when missing: each side's group is the other's, which may read and not write.
 * ERR_INTERNAL, naming the path, when it is too long or no folder.
 */
bool outbox_make_folder(const char *path, struct err *err);

/*
 * The names in a folder, sorted. Files still being written (".tmp") are left out, and so are names
 * that begin with ".", do not fit OUTBOX_NAME_SIZE, or have no place in a line of a log: control
 * characters, broken UTF-8. Of more than OUTBOX_LIST_MAX the rest waits for the next time.
 */
struct outbox_list {
    char (*names)[OUTBOX_NAME_SIZE];
    size_t count;
};
bool outbox_list_open(struct outbox_list *out, const char *folder, struct err *err);
void outbox_list_close(struct outbox_list *list);

/* True when the name ends so. */
bool outbox_ends(const char *name, const char *suffix);

/* "folder/name"; that it fits, and that the name has no "/" in it, is asserted. */
void outbox_path(char out[static OUTBOX_PATH_SIZE], const char *folder, const char *name);

/* A name of one of the files above; anything with a "/" in it is ERR_INTERNAL. */
bool outbox_put(const char *folder, const char *name, const void *data, size_t length,
                struct err *err);
bool outbox_get(const char *folder, const char *name, size_t limit, struct bytes *out,
                struct err *err);
/* A file that is gone already is no failure. */
bool outbox_remove(const char *folder, const char *name, struct err *err);

/* What the kiosk tells its agent. Written again whenever something in it changed. */
struct outbox_kiosk {
    struct id log_id;
    int64_t seq; // of the kiosk's own log
    uint8_t sign_public[KEYS_PUBLIC_SIZE];
    uint8_t seal_public[KEYS_PUBLIC_SIZE];
    struct id down_log_id;                                   // none before enrolment
    int64_t down_seq;                                        // stored and projected
    int64_t oldest_waiting_ms;                               // 0 when nothing waits for the server
    uint8_t notes_missing[OUTBOX_NOTES_MAX][NOTE_NAME_SIZE]; // named by down records
    size_t notes_missing_count;
};

/* What the agent tells its kiosk. */
struct outbox_agent {
    bool enrolled;
    int64_t last_contact_ms;             // 0: never
    char last_refusal[OUTBOX_TEXT_SIZE]; // one sentence, no personal data; "" when all is well
};

/* What a finger asked for, and the agent's answer (architecture.md part 7). */
struct outbox_wish {
    char wish[OUTBOX_WORD_SIZE]; // "enrol" or "sync"
    char url[OUTBOX_TEXT_SIZE];
    char code[OUTBOX_WORD_SIZE];
};
struct outbox_answer {
    char wish[OUTBOX_WORD_SIZE];
    bool done;
    char text[OUTBOX_TEXT_SIZE]; // why not
};

/* What the server answers a kiosk that enrols: who it is now, and whom to believe. */
struct outbox_enrolment {
    struct id kiosk_id;
    struct id log_id;
    struct id down_log_id;
    char letter[2]; // claim numbers begin with it
    uint8_t server_sign[KEYS_PUBLIC_SIZE];
    uint8_t server_seal[KEYS_PUBLIC_SIZE];
    uint8_t recovery_seal[KEYS_PUBLIC_SIZE];
};

struct shape;

extern const struct shape outbox_kiosk_shape;
extern const struct shape outbox_agent_shape;
extern const struct shape outbox_wish_shape;
extern const struct shape outbox_answer_shape;
extern const struct shape outbox_enrolment_shape;

/* One JSON object in a file of a folder. Reading a missing one is ERR_NOT_FOUND. */
bool outbox_write_state(const char *folder, const char *name, const struct shape *shape,
                        const void *value, struct err *err);
bool outbox_read_state(const char *folder, const char *name, const struct shape *shape, void *out,
                       struct err *err);

#endif
