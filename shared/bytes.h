#ifndef SHARED_BYTES_H
#define SHARED_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"

/*
 * A run of bytes that grows at its end.
 *
 * A zeroed struct is an empty one. There is always a NUL after the last byte,
 * so that text put in can be read as a string. The owner of the struct owns
 * the memory: bytes_clear. No copy is left behind when it grows. Numbers are
 * written big-endian, as they go over the wire and into what is hashed.
 */
struct bytes {
    uint8_t *data;
    size_t length;
    size_t capacity;
};

void bytes_add(struct bytes *bytes, const void *data, size_t length);
void bytes_add_text(struct bytes *bytes, const char *text);
void bytes_addf(struct bytes *bytes, const char *fmt, ...) ERR_PRINTF(2, 3);

/* The lowest `width` bytes of value, 1 to 8. */
void bytes_add_number(struct bytes *bytes, uint64_t value, size_t width);

/* Makes room for length more bytes and returns where they go: the caller fills all of them. */
uint8_t *bytes_extend(struct bytes *bytes, size_t length);

/* Never NULL: "" when nothing was added. */
const char *bytes_text(const struct bytes *bytes);

/* Wipes, frees, and leaves an empty one. */
void bytes_clear(struct bytes *bytes);

/*
 * Reading from the front of bytes somebody else sent. Every bytes_take_ returns
 * false, and takes nothing, when there is less left than asked for.
 */
struct bytes_reader {
    const uint8_t *at;
    size_t left;
};

bool bytes_take(struct bytes_reader *reader, void *out, size_t length);
bool bytes_take_number(struct bytes_reader *reader, uint64_t *out, size_t width);

/* Borrowed from what the reader reads. */
bool bytes_take_view(struct bytes_reader *reader, const uint8_t **out, size_t length);

/*
 * Whole files. Reading refuses one over the limit, and a pipe, a device or a folder (ERR_INVALID).
 * Writing is durable and whole or not at all: a temporary name beside it, fsync, rename, fsync of
 * the folder.
 */
bool bytes_read_file(struct bytes *bytes, const char *path, size_t limit, struct err *err);
bool bytes_write_file(const char *path, const void *data, size_t length, unsigned mode,
                      struct err *err);

/* Makes the names in the folder that holds `path` durable: files and folders made or removed. */
bool bytes_sync_folder_of(const char *path, struct err *err);

#endif
