// SPDX-License-Identifier: Apache-2.0

#include "kiosk/headphones.h"

#include <fcntl.h>
#include <limits.h>
#include <linux/input.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "shared/str.h"

#define DEVICES_MAX 64
#define CARDS "/proc/asound"
#define CARD_DEVICES "/dev/snd"

// --- a jack ---

static bool has_jack(int fd)
{
    unsigned char switches[SW_MAX / 8 + 1] = {0};

    return ioctl(fd, EVIOCGBIT(EV_SW, sizeof switches), switches) >= 0 &&
           (switches[SW_HEADPHONE_INSERT / 8] >> (SW_HEADPHONE_INSERT % 8) & 1);
}

static bool is_in_now(int fd)
{
    unsigned char switches[SW_MAX / 8 + 1] = {0};

    return ioctl(fd, EVIOCGSW(sizeof switches), switches) >= 0 &&
           (switches[SW_HEADPHONE_INSERT / 8] >> (SW_HEADPHONE_INSERT % 8) & 1);
}

static int open_input(const char *path)
{
    return open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

static void find_jack(struct headphones *headphones)
{
    char path[64];

    for (int i = 0; i < DEVICES_MAX && headphones->fd < 0; i++) {
        snprintf(path, sizeof path, "/dev/input/event%d", i);
        headphones->fd = open_input(path);
        if (headphones->fd >= 0 && !has_jack(headphones->fd)) {
            close(headphones->fd);
            headphones->fd = -1;
        }
    }
}

static void read_jack(struct headphones *headphones)
{
    struct input_event event;

    while (read(headphones->fd, &event, sizeof event) == (ssize_t)sizeof event) {
        if (event.type == EV_SW && event.code == SW_HEADPHONE_INSERT)
            headphones->in = event.value != 0;
        else if (event.type == EV_SYN && event.code == SYN_DROPPED)
            headphones->in = is_in_now(headphones->fd);
    }
}

// --- a card ---

static bool has_card(const char *card)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, CARDS "/%s", card);
    return access(path, F_OK) == 0;
}

static bool watch_card(struct headphones *headphones, const char *card, struct err *err)
{
    if (strchr(card, '/') || !str_copy(headphones->card, sizeof headphones->card, card))
        return err_set(err, ERR_INVALID,
                       "[sound] headphones = %s is no name of a sound card: see " CARDS "/cards",
                       card);
    headphones->in = has_card(card);
    headphones->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (headphones->fd >= 0)
        inotify_add_watch(headphones->fd, CARD_DEVICES, IN_CREATE | IN_DELETE | IN_ATTRIB);
    return true;
}

static void read_card(struct headphones *headphones)
{
    char events[4096];

    while (read(headphones->fd, events, sizeof events) > 0)
        ; // what they say is looked up
    headphones->in = has_card(headphones->card);
}

bool headphones_open(struct headphones *headphones, const char *setting, struct err *err)
{
    *headphones = (struct headphones){.fd = -1};
    if (str_equal(setting, "none"))
        return true;
    if (*setting != '/' && !str_equal(setting, "auto"))
        return watch_card(headphones, setting, err);
    if (*setting == '/')
        headphones->fd = open_input(setting);
    else
        find_jack(headphones);
    if (*setting == '/' && headphones->fd < 0)
        return err_set(err, ERR_INVALID,
                       "[sound] headphones = %s cannot be read: is the kiosk's user in the group "
                       "\"input\"?",
                       setting);
    headphones->in = headphones->fd >= 0 && is_in_now(headphones->fd);
    return true;
}

void headphones_close(struct headphones *headphones)
{
    if (headphones->fd >= 0)
        close(headphones->fd);
    headphones->fd = -1;
}

bool headphones_read(struct headphones *headphones)
{
    bool before = headphones->in;

    if (*headphones->card)
        read_card(headphones);
    else
        read_jack(headphones);
    return headphones->in != before;
}
