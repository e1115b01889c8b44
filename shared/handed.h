#ifndef SHARED_HANDED_H
#define SHARED_HANDED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/body.h"
#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/keys.h"
#include "shared/note.h"

/*
 * A claim on paper: the text of a slip's QR code, by which another kiosk of the same meeting pays
 * it with no network (architecture.md part 5, "Paper is a carrier too").
 *
 * "DIOLCH:1:S:" and base32 letters, so that a scanner may type it: the body of a claim.handed
 * record, packed, signed by the kiosk that made it, and sealed under the meeting's key. Who finds
 * the paper can read nothing; a kiosk of another meeting cannot either. docs/protocol.md has the
 * layout.
 */
#define HANDED_TEXT_MAX 1000
#define HANDED_TEXT_SIZE (HANDED_TEXT_MAX + 1)
#define HANDED_PREFIX "DIOLCH:1:S:"

struct handed {
    struct id op_id;   // of the claim.handed record: the same in every log that has it
    struct bytes json; // its body, byte for byte; handed_clear
};

/* Where it belongs. The key is the meeting's. */
struct handed_place {
    struct id meeting;
    const uint8_t *key; // NOTE_KEY_SIZE
};

/* `text` may be one of these; handed_open says whether it is. */
bool handed_is(const char *text);

/*
 * `letter` is the signer's own. ERR_INVALID, and out is left alone, when the claim has no room in
 * HANDED_TEXT_MAX bytes: then it is paid where it was made, or by bank.
 */
bool handed_write(char out[static HANDED_TEXT_SIZE], const struct handed *handed, char letter,
                  const struct keys *signer, const struct handed_place *place, struct err *err);

/*
 * Unseals, looks for the signature of one of these kiosks, and only then unpacks. ERR_INVALID for
 * what is no slip, or damaged, or of another meeting; ERR_NOT_FOUND when no kiosk of the meeting
 * signed it. Fills *out, or leaves it alone. What the JSON says is for body_read to find out.
 */
bool handed_open(struct handed *out, const char *text, const struct body_kiosk *kiosks,
                 size_t kiosk_count, const struct handed_place *place, struct err *err);

void handed_clear(struct handed *handed);

#endif
