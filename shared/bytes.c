// SPDX-License-Identifier: Apache-2.0
#include "shared/bytes.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/mem.h"

// Not by realloc, which would leave the old copy of a name or a key behind in the heap.
static void grow(struct bytes *bytes, size_t needed)
{
    size_t capacity = bytes->capacity ? bytes->capacity : 256;
    uint8_t *data;

    while (capacity < needed)
        capacity *= 2;
    data = mem_new(capacity, 1);
    if (bytes->length)
        memcpy(data, bytes->data, bytes->length);
    mem_wipe(bytes->data, bytes->capacity);
    free(bytes->data);
    bytes->data = data;
    bytes->capacity = capacity;
}

uint8_t *bytes_extend(struct bytes *bytes, size_t length)
{
    uint8_t *start;

    assert(length < SIZE_MAX / 4 - bytes->length);
    if (bytes->length + length + 1 > bytes->capacity)
        grow(bytes, bytes->length + length + 1);
    start = bytes->data + bytes->length;
    bytes->length += length;
    bytes->data[bytes->length] = '\0';
    return start;
}

void bytes_add(struct bytes *bytes, const void *data, size_t length)
{
    if (length)
        memcpy(bytes_extend(bytes, length), data, length);
}

void bytes_add_text(struct bytes *bytes, const char *text)
{
    bytes_add(bytes, text, strlen(text));
}

void bytes_addf(struct bytes *bytes, const char *fmt, ...)
{
    va_list args;
    va_list again;
    int length;

    va_start(args, fmt);
    va_copy(again, args);
    length = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    assert(length >= 0);
    vsnprintf((char *)bytes_extend(bytes, (size_t)length), (size_t)length + 1, fmt, again);
    va_end(again);
}

void bytes_add_number(struct bytes *bytes, uint64_t value, size_t width)
{
    uint8_t *out = bytes_extend(bytes, width);

    assert(width >= 1 && width <= 8);
    for (size_t i = 0; i < width; i++)
        out[i] = (uint8_t)(value >> (8 * (width - 1 - i)));
}

const char *bytes_text(const struct bytes *bytes)
{
    return bytes->data ? (const char *)bytes->data : "";
}

void bytes_clear(struct bytes *bytes)
{
    mem_wipe(bytes->data, bytes->capacity);
    free(bytes->data);
    *bytes = (struct bytes){0};
}

bool bytes_take_view(struct bytes_reader *reader, const uint8_t **out, size_t length)
{
    if (reader->left < length)
        return false;
    *out = reader->at;
    reader->at += length;
    reader->left -= length;
    return true;
}

bool bytes_take(struct bytes_reader *reader, void *out, size_t length)
{
    const uint8_t *view;

    if (!bytes_take_view(reader, &view, length))
        return false;
    memcpy(out, view, length);
    return true;
}

bool bytes_take_number(struct bytes_reader *reader, uint64_t *out, size_t width)
{
    const uint8_t *view;
    uint64_t value = 0;

    if (!bytes_take_view(reader, &view, width))
        return false;
    for (size_t i = 0; i < width; i++)
        value = value << 8 | view[i];
    *out = value;
    return true;
}

static bool file_error(struct err *err, const char *what, const char *path)
{
    return err_set(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_INTERNAL, "%s %s: %s", what, path,
                   strerror(errno));
}

// Some folders belong to another program: a pipe put there must not hold us up, nor a device feed
// us for ever.
static int open_regular(const char *path, struct err *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat found;

    if (file < 0) {
        file_error(err, "open", path);
        return -1;
    }
    if (fstat(file, &found) == 0 && S_ISREG(found.st_mode))
        return file;
    close(file);
    err_set(err, ERR_INVALID, "%s is not a plain file", path);
    return -1;
}

static bool read_all(struct bytes *out, int file, size_t limit)
{
    ssize_t got = 1;

    while (got != 0 && out->length <= limit) {
        uint8_t chunk[16384];

        got = read(file, chunk, sizeof chunk);
        if (got < 0 && errno != EINTR)
            return false;
        if (got > 0)
            bytes_add(out, chunk, (size_t)got);
        mem_wipe(chunk, sizeof chunk);
    }
    return true;
}

bool bytes_read_file(struct bytes *bytes, const char *path, size_t limit, struct err *err)
{
    struct bytes read_so_far = {0};
    int file = open_regular(path, err);
    bool ok;

    if (file < 0)
        return false;
    ok = read_all(&read_so_far, file, limit) || file_error(err, "read", path);
    close(file);
    if (ok && read_so_far.length > limit)
        ok = err_set(err, ERR_INVALID, "%s is larger than %zu bytes", path, limit);
    if (!ok) {
        bytes_clear(&read_so_far);
        return false;
    }
    bytes_clear(bytes);
    *bytes = read_so_far;
    return true;
}

static bool write_all(int file, const uint8_t *data, size_t length)
{
    while (length > 0) {
        ssize_t wrote = write(file, data, length);

        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return false;
        data += wrote;
        length -= (size_t)wrote;
    }
    return fsync(file) == 0;
}

// A renamed file is only there after a power cut if its folder was synced too.
bool bytes_sync_folder_of(const char *path, struct err *err)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    int file;
    bool ok;

    if (slash)
        snprintf(folder, sizeof folder, "%.*s/", (int)(slash - path), path);
    else
        snprintf(folder, sizeof folder, ".");
    file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return file_error(err, "open", folder);
    ok = fsync(file) == 0 || file_error(err, "sync", folder);
    close(file);
    return ok;
}

bool bytes_write_file(const char *path, const void *data, size_t length, unsigned mode,
                      struct err *err)
{
    char temporary[PATH_MAX];
    int file;
    bool ok;

    if (snprintf(temporary, sizeof temporary, "%s.tmp", path) >= (int)sizeof temporary)
        return err_set(err, ERR_INTERNAL, "%.100s…: the name is too long", path);
    file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return file_error(err, "create", temporary);
    ok = fchmod(file, mode) == 0 && write_all(file, data, length);
    ok = close(file) == 0 && ok;
    if (!ok || rename(temporary, path) != 0) {
        file_error(err, "write", path);
        unlink(temporary);
        return false;
    }
    return bytes_sync_folder_of(path, err);
}
