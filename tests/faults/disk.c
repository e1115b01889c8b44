// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/disk.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "shared/mem.h"
#include "shared/str.h"

#define DESCRIPTORS 256

static struct {
    char folder[PATH_MAX]; // absolute; "" while nothing is looked at
    struct disk_log *log;  // NULL when changes are only counted
    size_t changes;
    size_t fail_at; // 0: never
    int error;
    bool lasting;
    struct {
        char whole[PATH_MAX]; // "" when nothing we opened
        bool is_folder;
        size_t file; // in the log, when there is one
    } open[DESCRIPTORS];
} disk;

static void make_absolute(char out[static PATH_MAX], const char *path)
{
    char here[PATH_MAX / 2];
    size_t length;

    if (*path == '/')
        snprintf(out, PATH_MAX, "%s", path);
    else if (getcwd(here, sizeof here))
        snprintf(out, PATH_MAX, "%s/%s", here, path);
    length = strlen(out);
    while (length > 1 && out[length - 1] == '/')
        out[--length] = '\0';
}

// The path below the watched folder; false when it is elsewhere.
static bool whole_below(char out[static DISK_PATH_SIZE], const char *whole)
{
    size_t length = strlen(disk.folder);

    if (!length || strncmp(whole, disk.folder, length) != 0 ||
        (whole[length] && whole[length] != '/'))
        return false;
    assert(strlen(whole + length) < DISK_PATH_SIZE);
    snprintf(out, DISK_PATH_SIZE, "%s", whole + length + (whole[length] == '/'));
    return true;
}

static bool below(char out[static DISK_PATH_SIZE], const char *path)
{
    char whole[PATH_MAX] = "";

    make_absolute(whole, path);
    return whole_below(out, whole);
}

static struct disk_op *add_op(enum disk_kind kind, const char *path)
{
    struct disk_log *log = disk.log;
    struct disk_op *op;

    if (!log)
        return NULL;
    if ((log->count & (log->count + 1)) == 0)
        log->ops = mem_resize(log->ops, 2 * log->count + 2, sizeof *log->ops);
    op = &log->ops[log->count++];
    *op = (struct disk_op){.kind = kind};
    str_copy(op->path, sizeof op->path, path);
    return op;
}

// Which file has that name now: the last op or the first picture says it.
static bool find_file(const char *path, size_t *file)
{
    char name[DISK_PATH_SIZE];

    str_copy(name, sizeof name, path);
    for (size_t i = disk.log->count; i-- > 0;) {
        const struct disk_op *op = &disk.log->ops[i];

        if (op->kind == DISK_RENAME && str_equal(op->to, name))
            str_copy(name, sizeof name, op->path);
        else if (op->kind == DISK_UNLINK && str_equal(op->path, name))
            return false;
        else if (op->kind == DISK_CREATE && str_equal(op->path, name)) {
            *file = op->file;
            return true;
        }
    }
    for (size_t i = 0; i < disk.log->before_count; i++)
        if (str_equal(disk.log->before[i].path, name) && !disk.log->before[i].is_folder) {
            *file = disk.log->before[i].file;
            return true;
        }
    return false;
}

// True when this change must not happen; a process that is to be killed does not come back.
static bool must_fail(void)
{
    disk.changes++;
    if (!disk.fail_at || disk.changes < disk.fail_at ||
        (disk.changes > disk.fail_at && !disk.lasting))
        return false;
    if (!disk.error)
        kill(getpid(), SIGKILL);
    errno = disk.error;
    return true;
}

static bool kills_next(void)
{
    return disk.fail_at && !disk.error && disk.changes + 1 == disk.fail_at;
}

static void note_file(int fd, const char *path, bool created, bool emptied)
{
    bool known = created || find_file(path, &disk.open[fd].file);
    struct disk_op *op;

    assert(known); // somebody made it where we did not look
    if (created) {
        disk.open[fd].file = disk.log->files++;
        op = add_op(DISK_CREATE, path);
        op->file = disk.open[fd].file;
    } else if (emptied) {
        op = add_op(DISK_TRUNCATE, path);
        op->file = disk.open[fd].file;
    }
}

static int open_watched(const char *path, int flags, mode_t mode)
{
    char name[DISK_PATH_SIZE];
    bool ours = below(name, path);
    bool there = ours && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
    bool creates = ours && (flags & O_CREAT) && !there;
    bool empties = ours && (flags & O_TRUNC) && there;
    struct stat found;
    int fd;

    if ((creates || empties) && must_fail())
        return -1;
    fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    if (fd < 0 || fd >= DESCRIPTORS)
        return fd;
    make_absolute(disk.open[fd].whole, path);
    disk.open[fd].is_folder = fstat(fd, &found) == 0 && S_ISDIR(found.st_mode);
    if (ours && disk.log && !disk.open[fd].is_folder)
        note_file(fd, name, creates, empties);
    return fd;
}

int open(const char *path, int flags, ...)
{
    va_list args;
    mode_t mode;

    va_start(args, flags);
    mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    return open_watched(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list args;
    mode_t mode;

    va_start(args, flags);
    mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    return open_watched(path, flags, mode);
}

int close(int fd)
{
    if (fd >= 0 && fd < DESCRIPTORS)
        disk.open[fd].whole[0] = '\0';
    return (int)syscall(SYS_close, fd);
}

static bool is_ours(int fd)
{
    char name[DISK_PATH_SIZE];

    return disk.folder[0] && fd >= 0 && fd < DESCRIPTORS && whole_below(name, disk.open[fd].whole);
}

static struct disk_op *add_op_on(enum disk_kind kind, int fd)
{
    char name[DISK_PATH_SIZE];
    struct disk_op *op = whole_below(name, disk.open[fd].whole) ? add_op(kind, name) : NULL;

    if (op)
        op->file = disk.open[fd].file;
    return op;
}

static void note_write(int fd, const void *data, ssize_t length, off_t at)
{
    struct disk_op *op;

    if (length <= 0 || !(op = add_op_on(DISK_WRITE, fd)))
        return;
    op->at = (size_t)at;
    bytes_add(&op->data, data, (size_t)length);
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t at)
{
    ssize_t wrote;

    if (is_ours(fd) && kills_next())
        syscall(SYS_pwrite64, fd, data, length / 2, at);
    if (is_ours(fd) && must_fail())
        return -1;
    wrote = syscall(SYS_pwrite64, fd, data, length, at);
    if (is_ours(fd))
        note_write(fd, data, wrote, at);
    return wrote;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at)
{
    return pwrite(fd, data, length, at);
}

ssize_t write(int fd, const void *data, size_t length)
{
    off_t at = is_ours(fd) ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t wrote;

    if (is_ours(fd) && kills_next())
        syscall(SYS_write, fd, data, length / 2);
    if (is_ours(fd) && must_fail())
        return -1;
    wrote = syscall(SYS_write, fd, data, length);
    if (is_ours(fd))
        note_write(fd, data, wrote, at);
    return wrote;
}

int ftruncate(int fd, off_t length)
{
    struct disk_op *op;
    int result;

    if (is_ours(fd) && must_fail())
        return -1;
    result = (int)syscall(SYS_ftruncate, fd, length);
    if (result == 0 && is_ours(fd) && (op = add_op_on(DISK_TRUNCATE, fd)))
        op->at = (size_t)length;
    return result;
}

int ftruncate64(int fd, off64_t length)
{
    return ftruncate(fd, length);
}

int fsync(int fd)
{
    if (!is_ours(fd))
        return 0;
    if (must_fail())
        return -1;
    add_op_on(disk.open[fd].is_folder ? DISK_SYNC_FOLDER : DISK_SYNC, fd);
    return 0;
}

int fdatasync(int fd)
{
    return fsync(fd);
}

int rename(const char *from, const char *to)
{
    char name[DISK_PATH_SIZE];
    char other[DISK_PATH_SIZE];
    bool ours = below(name, from) && below(other, to);
    struct disk_op *op;
    int result;

    if (ours && must_fail())
        return -1;
    result = (int)syscall(SYS_rename, from, to);
    if (result == 0 && ours && (op = add_op(DISK_RENAME, name)))
        str_copy(op->to, sizeof op->to, other);
    return result;
}

static int change_name(long call, enum disk_kind kind, const char *path, mode_t mode)
{
    char name[DISK_PATH_SIZE];
    bool ours = below(name, path);
    struct disk_op *op;
    int result;

    if (ours && must_fail())
        return -1;
    result = (int)syscall(call, path, mode, 0);
    if (result == 0 && ours && (op = add_op(kind, name)) && kind == DISK_CREATE)
        op->file = disk.log->files++;
    return result;
}

int unlink(const char *path)
{
    return change_name(SYS_unlink, DISK_UNLINK, path, 0);
}

int mkdir(const char *path, mode_t mode)
{
    return change_name(SYS_mkdir, DISK_MKDIR, path, mode);
}

int mknod(const char *path, mode_t mode, dev_t device)
{
    assert(S_ISREG(mode) && device == 0);
    return change_name(SYS_mknod, DISK_CREATE, path, mode);
}

static void list_into(struct disk_file **out, size_t *count, const char *folder, const char *name)
{
    char path[PATH_MAX];
    const struct dirent *entry;
    DIR *dir;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    dir = opendir(path);
    while (dir && (entry = readdir(dir))) {
        struct disk_file file = {0};
        struct stat found;

        if (str_equal(entry->d_name, ".") || str_equal(entry->d_name, ".."))
            continue;
        snprintf(file.path, sizeof file.path, "%s%s%.100s", name, *name ? "/" : "", entry->d_name);
        snprintf(path, sizeof path, "%s/%s", folder, file.path);
        file.is_folder = lstat(path, &found) == 0 && S_ISDIR(found.st_mode);
        *out = mem_resize(*out, *count + 1, sizeof **out);
        (*out)[(*count)++] = file;
        if (file.is_folder)
            list_into(out, count, folder, file.path);
    }
    if (dir)
        closedir(dir);
}

struct disk_file *disk_list(const char *folder, size_t *count)
{
    struct disk_file *files = NULL;

    *count = 0;
    list_into(&files, count, folder, "");
    return files;
}

static void read_before(struct disk_log *log, const char *folder)
{
    struct err err;

    log->before = disk_list(folder, &log->before_count);
    for (size_t i = 0; i < log->before_count; i++) {
        struct disk_file *file = &log->before[i];
        char path[PATH_MAX];

        if (file->is_folder)
            continue;
        file->file = log->files++;
        snprintf(path, sizeof path, "%s/%s", folder, file->path);
        if (!bytes_read_file(&file->data, path, SIZE_MAX / 8, &err))
            abort();
    }
}

void disk_watch(struct disk_log *log, const char *folder)
{
    assert(!disk.folder[0]);
    *log = (struct disk_log){0};
    read_before(log, folder);
    disk.log = log;
    disk.changes = 0;
    disk.fail_at = 0;
    make_absolute(disk.folder, folder);
}

void disk_unwatch(void)
{
    disk.folder[0] = '\0';
    disk.log = NULL;
    disk.fail_at = 0;
}

void disk_log_clear(struct disk_log *log)
{
    for (size_t i = 0; i < log->before_count; i++)
        bytes_clear(&log->before[i].data);
    for (size_t i = 0; i < log->count; i++)
        bytes_clear(&log->ops[i].data);
    free(log->before);
    free(log->ops);
    *log = (struct disk_log){0};
}

void disk_fail(const char *folder, size_t nth, int error, bool lasting)
{
    assert(!disk.folder[0]);
    disk.changes = 0;
    disk.fail_at = nth;
    disk.error = error;
    disk.lasting = lasting;
    make_absolute(disk.folder, folder);
}

void disk_obey(void)
{
    disk_unwatch();
}

size_t disk_changes(void)
{
    return disk.changes;
}

void disk_remove(const char *folder)
{
    size_t count;
    struct disk_file *files = disk_list(folder, &count);
    char path[PATH_MAX];

    while (count-- > 0) {
        snprintf(path, sizeof path, "%s/%s", folder, files[count].path);
        if (files[count].is_folder)
            rmdir(path);
        else
            unlink(path);
    }
    rmdir(folder);
    free(files);
}

void disk_copy(const char *from, const char *to)
{
    struct disk_log log = {0};
    char path[PATH_MAX];
    struct err err;

    read_before(&log, from);
    mkdir(to, 0700);
    for (size_t i = 0; i < log.before_count; i++) {
        const struct disk_file *file = &log.before[i];

        snprintf(path, sizeof path, "%s/%s", to, file->path);
        if (file->is_folder)
            mkdir(path, 0700);
        else if (!bytes_write_file(path, file->data.data, file->data.length, 0600, &err))
            abort();
    }
    disk_log_clear(&log);
}
