#ifndef SHARED_ID_H
#define SHARED_ID_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Names for things, made where they happen: UUIDv7 (RFC 9562), so that no office has to hand them
 * out and new ones sort last. All zeros means "none".
 */
#define ID_BYTES 16
#define ID_SHORT_SIZE 8 // "7KQ-4XN" and its NUL
#define ID_TEXT_SIZE 37 // "018f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2b" and its NUL

struct id {
    uint8_t bytes[ID_BYTES];
};

/*
 * From this program's clock (when_now_ms), a counter and 62 random bits. Of two made in one process
 * the later sorts later. Any thread may call it.
 */
struct id id_new(void);

bool id_is_none(struct id id);
bool id_equal(struct id a, struct id b);
/*
 * Thirty of its random bits in letters and digits that are not mistaken for each other: for people
 * to write on paper. Of a hundred thousand ids a few pairs share one.
 */
void id_short(char out[static ID_SHORT_SIZE], struct id id);

void id_write(char out[static ID_TEXT_SIZE], struct id id);

/* Takes only the form that id_write gives. */
bool id_parse(struct id *out, const char *text);

#endif
