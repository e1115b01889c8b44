#ifndef TESTS_KIOSK_OFFICE_H
#define TESTS_KIOSK_OFFICE_H

#include <stdbool.h>
#include <stdint.h>

#include "kiosk/store.h"
#include "shared/body.h"
#include "shared/card.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/keys.h"
#include "shared/note.h"
#include "shared/policy.h"

/*
 * The other end, for tests of a kiosk: an office that enrols it, plans one meeting with invented
 * people, and writes what it says into in/ as the agent would. The bytes are the real ones.
 */
#define OFFICE_PEOPLE 6
#define OFFICE_PIN "246810"

struct office {
    struct db *db; // in memory: the down log
    struct keys keys;
    struct keys recovery;
    struct id down_log;
    struct id meeting;
    int64_t start_ms; // of the meeting, which lasts two and a half hours
    int64_t end_ms;
    uint8_t meeting_key[NOTE_KEY_SIZE];
    struct card host; // also a payer
    struct card payer;
    struct id host_id;
    struct id payer_id;
    struct card members[OFFICE_PEOPLE];
    struct id people[OFFICE_PEOPLE];
    char policy[POLICY_ID_SIZE];
    int64_t sent;                // seq of the down log that lies in in/
    struct body_kiosk kiosks[2]; // of the meeting, this one first or second
    size_t kiosk_count;
};

/* first and last names, in the order of `people`; the last one is under 18. */
extern const char *const office_names[OFFICE_PEOPLE][2];

/* Enrols and plans; all of it lies in store->in when this returns. policy_path: a JSON file. The
 * meeting starts five minutes from when_now_ms(). */
bool office_open(struct office *office, const struct store *store, const char *policy_path,
                 struct err *err);
/* The same office and meeting for a second kiosk, B; `first` is told of it. */
bool office_join(struct office *office, const struct store *store, struct office *first,
                 const struct store *first_store, const char *policy_path, struct err *err);
void office_close(struct office *office);

/* Another meeting with the same people, five minutes from when_now_ms(): told to that kiosk, which
 * has taken all that was said before. The office may be one that was kept without its database. */
bool office_plan_next(struct office *office, const struct store *store, struct err *err);

/* Says of one of the people what it said at first, changed. */
bool office_expect(struct office *office, const struct store *store, size_t index,
                   void (*change)(const struct office *office, struct body_person_expected *body),
                   struct err *err);

/* One more person for the meeting, whose card is made: as the others, and at that kiosk only. */
bool office_invite(struct office *office, const struct store *store, const char *const name[2],
                   struct card *card, struct err *err);

/* One more payer, who is no host, and whose card is made. */
bool office_nominate(struct office *office, const struct store *store, struct card *card,
                     struct err *err);

/* Says one more thing, and puts it into in/. */
bool office_say(struct office *office, const struct store *store, enum record_kind kind,
                const void *body, struct err *err);

/* Seals such a code for the float tin, and tells the kiosk of it: that much may be paid out. */
bool office_seal_tin(struct office *office, const struct store *store, const char *code,
                     int64_t limit_pence, struct err *err);

/* Signs that it has so much of the kiosk's log, as the server's answer would. */
bool office_acknowledge(struct office *office, struct store *store, int64_t seq, struct err *err);

#endif
