#ifndef TESTS_FAULTS_DISK_H
#define TESTS_FAULTS_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"

/*
 * The disk between our programs and the machine, in one test's process: whatever our code and
 * libsqlite3 do to files goes through here, because this executable defines open, pwrite64, fsync
 * and their like before libc does. It can write down what was done, refuse the Nth change, or kill
 * the process at it. Nothing here waits for a real disk: a sync that succeeds only returns.
 *
 * One folder is looked at at a time (disk_watch); files outside of it are none of ours.
 */
enum disk_kind {
    DISK_CREATE,
    DISK_WRITE,
    DISK_TRUNCATE,
    DISK_SYNC,
    DISK_SYNC_FOLDER,
    DISK_RENAME,
    DISK_UNLINK,
    DISK_MKDIR,
};

#define DISK_PATH_SIZE 200

/* One change. Paths are below the watched folder, which is "" itself. */
struct disk_op {
    enum disk_kind kind;
    char path[DISK_PATH_SIZE];
    char to[DISK_PATH_SIZE]; // of a rename
    size_t file;             // the same number for the same file, under whatever name
    size_t at;               // of a write; the new length for DISK_TRUNCATE
    struct bytes data;
};

/* A file as it was when watching began. */
struct disk_file {
    char path[DISK_PATH_SIZE];
    size_t file;
    bool is_folder;
    struct bytes data;
};

struct disk_log {
    struct disk_file *before;
    size_t before_count;
    struct disk_op *ops;
    size_t count;
    size_t files; // numbers given out
};

/* Writes every change below that folder into *log until disk_unwatch. The folder exists. */
void disk_watch(struct disk_log *log, const char *folder);
void disk_unwatch(void);
void disk_log_clear(struct disk_log *log);

/*
 * The Nth change below the folder from now on (1 is the first) fails with `error` and does nothing;
 * with `lasting`, so does every one after it. error 0: the process is killed at that point, half of
 * a write done. Ends with disk_obey. disk_changes counts what was tried since.
 */
void disk_fail(const char *folder, size_t nth, int error, bool lasting);
void disk_obey(void);
size_t disk_changes(void);

/* Files and folders below `folder`, without following links; the caller gives them to free(). */
struct disk_file *disk_list(const char *folder, size_t *count);
/* Removes a folder with all that is in it; copies one. For tests' own folders. */
void disk_remove(const char *folder);
void disk_copy(const char *from, const char *to);

#endif
