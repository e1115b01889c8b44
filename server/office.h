#ifndef SERVER_OFFICE_H
#define SERVER_OFFICE_H

#include <stdbool.h>
#include <stdint.h>

#include "server/settings.h"
#include "shared/bytes.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/keys.h"
#include "shared/note.h"

/*
 * The office: what one server is. Its settings, its identity and where its things lie. Read once
 * when the program starts and never changed after, so that every thread may look at it.
 *
 * In the data folder (mode 0700): server.db, server.keys, recovery.public, certificate.pem,
 * certificate.key, notes/ (pictures and what else kiosks send sealed), bell (touched when there is
 * news for kiosks).
 */
struct office_policies; // see policies.h

struct office {
    struct settings settings;
    struct keys keys;
    uint8_t recovery_seal[KEYS_PUBLIC_SIZE];
    uint8_t rest_key[NOTE_KEY_SIZE]; // what is secret is sealed under this in the database
    struct bytes certificate;        // PEM
    struct bytes certificate_key;
    struct id log_id; // the office's own log
};

/*
 * Makes folder, keys, database and certificate for these settings. Tells what it made and, once,
 * the secret half of the recovery key: `say` gets one sentence at a time, the secret as the last
 * word of one. ERR_CONFLICT when the folder holds an office already.
 */
bool office_make(const struct settings *settings, void (*say)(const char *sentence),
                 struct err *err);

/* Reads all of it; ERR_NOT_FOUND, and a sentence that says to run init, when there is none. */
bool office_open(struct office *office, const struct settings *settings, struct err *err);
void office_close(struct office *office);

/* A connection to its database for one thread; db_close. */
bool office_connect(const struct office *office, struct db **db, struct err *err);

/* Tells a running server, in this program or another, that there is news for kiosks. */
void office_ring(const struct office *office);

#define OFFICE_BELL "bell"

#endif
