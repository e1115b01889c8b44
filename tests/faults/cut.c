// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/cut.h"

#include <assert.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/mem.h"
#include "shared/str.h"

#define SECTOR 512
#define FOLDERS 16
#define FOLDER SIZE_MAX // in place of a file's number

const char *const cut_mode_names[CUT_MODES] = {"lost", "all", "prefix", "subset", "torn"};

struct pending {
    size_t *ops;
    size_t count;
};

struct name {
    char path[DISK_PATH_SIZE];
    size_t file;
};

struct names {
    struct name *list;
    size_t count;
};

struct cut {
    const struct disk_log *log;
    size_t at;
    struct bytes *files;      // what of each is safe
    struct pending *unsynced; // writes of each
    struct names names;       // that are safe
    struct pending renames;   // and those that are not
};

size_t cut_draw(uint64_t *seed, size_t limit)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return limit ? (size_t)((*seed >> 11) % limit) : 0;
}

static void push(struct pending *pending, size_t op)
{
    pending->ops = mem_resize(pending->ops, pending->count + 1, sizeof *pending->ops);
    pending->ops[pending->count++] = op;
}

static void set_name(struct names *names, const char *path, size_t file)
{
    for (size_t i = 0; i < names->count; i++)
        if (str_equal(names->list[i].path, path)) {
            names->list[i].file = file;
            return;
        }
    names->list = mem_resize(names->list, names->count + 1, sizeof *names->list);
    str_copy(names->list[names->count].path, DISK_PATH_SIZE, path);
    names->list[names->count++].file = file;
}

static bool remove_name(struct names *names, const char *path, size_t *file)
{
    for (size_t i = 0; i < names->count; i++)
        if (str_equal(names->list[i].path, path)) {
            *file = names->list[i].file;
            names->list[i] = names->list[--names->count];
            return true;
        }
    return false;
}

static void apply_name(struct names *names, const struct disk_op *op)
{
    size_t file;

    if (op->kind == DISK_CREATE)
        set_name(names, op->path, op->file);
    else if (op->kind == DISK_MKDIR)
        set_name(names, op->path, FOLDER);
    else if (remove_name(names, op->path, &file) && op->kind == DISK_RENAME)
        set_name(names, op->to, file);
}

static void set_length(struct bytes *bytes, size_t length)
{
    if (length > bytes->length)
        memset(bytes_extend(bytes, length - bytes->length), 0, length - bytes->length);
    bytes->length = length;
}

static void poke(struct bytes *bytes, size_t at, const uint8_t *data, size_t length)
{
    // Grown to its end first: what lies before a write that came alone is zeros.
    if (at + length > bytes->length) {
        size_t old = bytes->length;

        bytes_extend(bytes, at + length - old);
        memset(bytes->data + old, 0, at + length - old);
    }
    memcpy(bytes->data + at, data, length);
}

static void apply_write(struct bytes *bytes, const struct disk_op *op)
{
    if (op->kind == DISK_TRUNCATE)
        set_length(bytes, op->at);
    else
        poke(bytes, op->at, op->data.data, op->data.length);
}

// Each sector by itself, or rubbish in it where there was nothing before.
static void apply_torn(struct bytes *bytes, const struct disk_op *op, uint64_t *seed)
{
    size_t was = bytes->length;
    size_t length;

    if (op->kind == DISK_TRUNCATE) {
        if (cut_draw(seed, 2))
            set_length(bytes, op->at);
        return;
    }
    for (size_t done = 0; done < op->data.length; done += length) {
        size_t at = op->at + done;
        size_t chance = cut_draw(seed, 4);
        uint8_t rubbish[SECTOR];

        length = SECTOR - at % SECTOR;
        if (length > op->data.length - done)
            length = op->data.length - done;
        if (chance < 2)
            poke(bytes, at, op->data.data + done, length);
        if (chance != 2 || at < was)
            continue;
        for (size_t i = 0; i < length; i++)
            rubbish[i] = (uint8_t)cut_draw(seed, 256);
        poke(bytes, at, rubbish, length);
    }
}

// The folder of a path, which ends at its last slash.
static void folder_of(char out[static DISK_PATH_SIZE], const char *path)
{
    const char *slash = strrchr(path, '/');

    snprintf(out, DISK_PATH_SIZE, "%.*s", slash ? (int)(slash - path) : 0, path);
}

static void sync_names(struct cut *cut, const char *folder)
{
    size_t left = 0;

    for (size_t i = 0; i < cut->renames.count; i++) {
        const struct disk_op *op = &cut->log->ops[cut->renames.ops[i]];
        char its[DISK_PATH_SIZE];

        folder_of(its, op->path);
        if (str_equal(its, folder))
            apply_name(&cut->names, op);
        else
            cut->renames.ops[left++] = cut->renames.ops[i];
    }
    cut->renames.count = left;
}

static void step(struct cut *cut, size_t index)
{
    const struct disk_op *op = &cut->log->ops[index];
    struct pending *unsynced = &cut->unsynced[op->file];

    switch (op->kind) {
    case DISK_WRITE:
    case DISK_TRUNCATE:
        push(unsynced, index);
        break;
    case DISK_SYNC:
        for (size_t i = 0; i < unsynced->count; i++)
            apply_write(&cut->files[op->file], &cut->log->ops[unsynced->ops[i]]);
        unsynced->count = 0;
        break;
    case DISK_SYNC_FOLDER:
        sync_names(cut, op->path);
        break;
    case DISK_CREATE:
    case DISK_RENAME:
    case DISK_UNLINK:
    case DISK_MKDIR:
        push(&cut->renames, index);
        break;
    }
}

struct cut *cut_open(const struct disk_log *log)
{
    struct cut *cut = mem_new(1, sizeof *cut);

    cut->log = log;
    cut->files = mem_new(log->files + 1, sizeof *cut->files);
    cut->unsynced = mem_new(log->files + 1, sizeof *cut->unsynced);
    for (size_t i = 0; i < log->before_count; i++) {
        const struct disk_file *file = &log->before[i];

        set_name(&cut->names, file->path, file->is_folder ? FOLDER : file->file);
        if (!file->is_folder)
            bytes_add(&cut->files[file->file], file->data.data, file->data.length);
    }
    return cut;
}

void cut_close(struct cut *cut)
{
    for (size_t i = 0; i <= cut->log->files; i++) {
        bytes_clear(&cut->files[i]);
        free(cut->unsynced[i].ops);
    }
    free(cut->files);
    free(cut->unsynced);
    free(cut->names.list);
    free(cut->renames.ops);
    free(cut);
}

void cut_advance(struct cut *cut, size_t at)
{
    assert(at >= cut->at && at <= cut->log->count);
    while (cut->at < at)
        step(cut, cut->at++);
}

// How the dice fell for one cut.
struct fall {
    enum cut_mode mode;
    uint64_t *seed;
    size_t moment; // for CUT_PREFIX: the first op that is lost
};

static bool survives(const struct fall *fall, size_t op)
{
    switch (fall->mode) {
    case CUT_LOST:
        return false;
    case CUT_PREFIX:
        return op < fall->moment;
    case CUT_SUBSET:
    case CUT_TORN:
        return cut_draw(fall->seed, 2);
    case CUT_ALL:
    case CUT_MODES:
        break;
    }
    return true;
}

// From the first name that is lost, all later ones of its folder are.
static void find_names(const struct cut *cut, const struct fall *fall, struct names *out)
{
    char stopped[FOLDERS][DISK_PATH_SIZE]; // folders
    size_t lost = 0;

    out->list = mem_new(cut->names.count + 1, sizeof *out->list);
    out->count = cut->names.count;
    if (out->count)
        memcpy(out->list, cut->names.list, out->count * sizeof *out->list);
    for (size_t i = 0; i < cut->renames.count; i++) {
        const struct disk_op *op = &cut->log->ops[cut->renames.ops[i]];
        bool there = survives(fall, cut->renames.ops[i]);
        char folder[DISK_PATH_SIZE];
        size_t known = 0;

        folder_of(folder, op->path);
        while (known < lost && !str_equal(stopped[known], folder))
            known++;
        if (there && known == lost)
            apply_name(out, op);
        else if (known == lost) {
            assert(lost < FOLDERS);
            str_copy(stopped[lost++], DISK_PATH_SIZE, folder);
        }
    }
}

static void find_bytes(const struct cut *cut, const struct fall *fall, size_t file,
                       struct bytes *out)
{
    bytes_add(out, cut->files[file].data, cut->files[file].length);
    for (size_t i = 0; i < cut->unsynced[file].count; i++) {
        size_t index = cut->unsynced[file].ops[i];

        if (fall->mode == CUT_TORN)
            apply_torn(out, &cut->log->ops[index], fall->seed);
        else if (survives(fall, index))
            apply_write(out, &cut->log->ops[index]);
    }
}

static void put_file(const char *path, const struct bytes *data)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);

    if (file >= 0) {
        if (write(file, data->data, data->length) != (ssize_t)data->length)
            abort();
        close(file);
    } // else its folder never got there
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct name *)a)->path, ((const struct name *)b)->path);
}

void cut_make(const struct cut *cut, enum cut_mode mode, uint64_t *seed, const char *memory,
              const char *folder)
{
    struct fall fall = {mode, seed, cut->at ? cut_draw(seed, cut->at) : 0};
    struct names names;
    char path[PATH_MAX];

    // Not long ago: what was written long before the cut has been synced, or it never will be.
    if (cut->at > 40)
        fall.moment = cut->at - cut_draw(seed, 40);
    find_names(cut, &fall, &names);
    qsort(names.list, names.count, sizeof *names.list, compare_names);
    mkdir(folder, 0700);
    for (size_t i = 0; i < names.count; i++) {
        const struct name *name = &names.list[i];
        struct bytes data = {0};

        if (str_starts(name->path, memory))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, name->path);
        if (name->file == FOLDER) {
            mkdir(path, 0700);
            continue;
        }
        find_bytes(cut, &fall, name->file, &data);
        put_file(path, &data);
        bytes_clear(&data);
    }
    free(names.list);
}
