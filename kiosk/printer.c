// SPDX-License-Identifier: Apache-2.0
#include "kiosk/printer.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "kiosk/printer_lp.h"
#include "shared/mem.h"
#include "shared/str.h"

/* What the thread owns. */
struct job {
    char device[OUTBOX_PATH_SIZE];
    char queue[PRINTER_QUEUE_SIZE];
    struct bytes data;
    int report;
    int stop;
};

// The machine's own: the program's clock is another thread's to move.
static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

// Until the device takes more. False when the time is over or the kiosk ends.
static bool wait_for(const struct job *job, int fd, int64_t until_ms)
{
    struct pollfd both[] = {{.fd = fd, .events = POLLOUT}, {.fd = job->stop, .events = POLLIN}};
    int64_t left = until_ms - now_ms();

    return left > 0 && poll(both, 2, (int)left) > 0 && both[1].revents == 0 &&
           !(both[0].revents & (POLLERR | POLLHUP | POLLNVAL));
}

static bool write_all(const struct job *job, int fd)
{
    int64_t until_ms = now_ms() + PRINTER_SECONDS * INT64_C(1000);
    size_t sent = 0;

    while (sent < job->data.length) {
        ssize_t wrote = write(fd, job->data.data + sent, job->data.length - sent);

        if (wrote > 0)
            sent += (size_t)wrote;
        else if ((wrote < 0 && errno != EAGAIN && errno != EINTR) || !wait_for(job, fd, until_ms))
            return false;
    }
    return true;
}

// Never makes a file: where a printer was unplugged, that would swallow all slips.
static bool print_on_device(const struct job *job)
{
    int fd = open(job->device, O_WRONLY | O_APPEND | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    bool ok = fd >= 0 && write_all(job, fd);

    if (fd >= 0 && close(fd) != 0)
        ok = false;
    return ok;
}

static bool print(const struct job *job)
{
    struct printer_lp lp = {job->device, job->queue, job->stop};

    return *job->queue ? printer_lp_print(&lp, &job->data, PRINTER_SECONDS * 1000)
                       : print_on_device(job);
}

static void *work(void *data)
{
    struct job *job = data;
    char word = print(job) ? 'y' : 'n';

    while (write(job->report, &word, 1) < 0 && errno == EINTR)
        ;
    bytes_clear(&job->data);
    free(job);
    return NULL;
}

bool printer_open(struct printer *printer, const struct printer_settings *settings, struct err *err)
{
    const char *device = *settings->queue ? settings->lp : settings->device;

    *printer = (struct printer){.report = {-1, -1}, .stop = {-1, -1}};
    if (!*settings->device && !*settings->queue)
        return true;
    if (*settings->device && *settings->queue)
        return err_set(err, ERR_INVALID,
                       "[printer] has a device and a queue: leave one of them out");
    if (!str_copy(printer->device, sizeof printer->device, device) ||
        !str_copy(printer->queue, sizeof printer->queue, settings->queue))
        return err_set(err, ERR_INVALID, "a name in [printer] is too long");
    if (pipe2(printer->report, O_CLOEXEC | O_NONBLOCK) != 0 || pipe2(printer->stop, O_CLOEXEC) != 0)
        return err_set(err, ERR_INTERNAL, "no pipe for the printer");
    printer->state = PRINTER_READY;
    return true;
}

static void close_both(int pair[2])
{
    for (int i = 0; i < 2; i++)
        if (pair[i] >= 0)
            close(pair[i]);
    pair[0] = pair[1] = -1;
}

void printer_close(struct printer *printer)
{
    if (printer->state == PRINTER_NONE)
        return;
    close(printer->stop[1]); // whoever waits for the device sees it
    printer->stop[1] = -1;
    if (printer->state == PRINTER_BUSY)
        pthread_join(printer->thread, NULL);
    close_both(printer->report);
    close_both(printer->stop);
    printer->state = PRINTER_NONE;
}

bool printer_is_pdf(const struct printer *printer)
{
    return *printer->queue != '\0';
}

bool printer_start(struct printer *printer, const struct bytes *data)
{
    struct job *job;

    if (printer->state == PRINTER_NONE || printer->state == PRINTER_BUSY)
        return false;
    job = mem_new(1, sizeof *job);
    str_copy(job->device, sizeof job->device, printer->device);
    str_copy(job->queue, sizeof job->queue, printer->queue);
    bytes_add(&job->data, data->data, data->length);
    job->report = printer->report[1];
    job->stop = printer->stop[0];
    if (pthread_create(&printer->thread, NULL, work, job) != 0) {
        bytes_clear(&job->data);
        free(job);
        printer->state = PRINTER_FAILED;
        return true;
    }
    printer->state = PRINTER_BUSY;
    return true;
}

void printer_take_report(struct printer *printer)
{
    char word;

    if (printer->state != PRINTER_BUSY || read(printer->report[0], &word, 1) != 1)
        return;
    pthread_join(printer->thread, NULL);
    printer->state = word == 'y' ? PRINTER_DONE : PRINTER_FAILED;
}

void printer_reset(struct printer *printer)
{
    if (printer->state == PRINTER_DONE || printer->state == PRINTER_FAILED)
        printer->state = PRINTER_READY;
}
