// SPDX-License-Identifier: Apache-2.0
#include "kiosk/vault.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "shared/bytes.h"
#include "shared/mem.h"
#include "shared/outbox.h"

static const char NAME[] = "meeting.key";
#define FILE_SIZE (ID_BYTES + NOTE_KEY_SIZE + sizeof(int64_t))

bool vault_put(const char *run, const struct vault *vault, struct err *err)
{
    char path[OUTBOX_PATH_SIZE];
    uint8_t file[FILE_SIZE];
    bool ok;

    memcpy(file, vault->meeting.bytes, ID_BYTES);
    memcpy(file + ID_BYTES, vault->key, NOTE_KEY_SIZE);
    memcpy(file + ID_BYTES + NOTE_KEY_SIZE, &vault->anchor, sizeof vault->anchor);
    outbox_path(path, run, NAME);
    ok = outbox_make_folder(run, err) && bytes_write_file(path, file, sizeof file, 0600, err);
    mem_wipe(file, sizeof file);
    return ok;
}

bool vault_get(const char *run, struct vault *out, struct err *err)
{
    char path[OUTBOX_PATH_SIZE];
    struct bytes file = {0};
    bool ok;

    outbox_path(path, run, NAME);
    if (!bytes_read_file(&file, path, FILE_SIZE, err)) {
        // What is no key of ours opens nothing: the host's card is asked for again.
        if (err->kind == ERR_INVALID)
            err->kind = ERR_NOT_FOUND;
        return false;
    }
    ok = file.length == FILE_SIZE;
    if (ok) {
        memcpy(out->meeting.bytes, file.data, ID_BYTES);
        memcpy(out->key, file.data + ID_BYTES, NOTE_KEY_SIZE);
        memcpy(&out->anchor, file.data + ID_BYTES + NOTE_KEY_SIZE, sizeof out->anchor);
    }
    bytes_clear(&file);
    return ok || err_set(err, ERR_NOT_FOUND, "the open meeting's key is not whole");
}

bool vault_destroy(const char *run, struct err *err)
{
    static const uint8_t zeros[FILE_SIZE];
    char path[OUTBOX_PATH_SIZE];
    int file;

    outbox_path(path, run, NAME);
    file = open(path, O_WRONLY | O_CLOEXEC);
    if (file >= 0) {
        if (write(file, zeros, sizeof zeros) != (ssize_t)sizeof zeros)
            errno = 0; // it is removed all the same
        close(file);
    }
    if (unlink(path) == 0 || errno == ENOENT)
        return true;
    return err_set(err, ERR_INTERNAL, "destroy the meeting's key: %s", strerror(errno));
}
