#ifndef KIOSK_VIDEO_H
#define KIOSK_VIDEO_H

#include <stddef.h>
#include <sys/types.h>

#include "shared/bytes.h"
#include "shared/err.h"

/*
 * The camera that looks down on the tray: a V4L2 device that gives JPEG frames (MJPEG). It is open
 * between video_open and video_close and at no other time; who calls them keeps PRV-17a.
 */
struct video;

/* The calls to the hardware, so that a test can be the camera. As their namesakes in libc; ioctl
 * has the request's struct as its argument. */
struct video_device {
    int (*open)(const char *path, int flags);
    int (*close)(int fd);
    int (*ioctl)(int fd, unsigned long request, void *argument);
    void *(*map)(size_t length, int fd, off_t offset); // NULL when it cannot
    int (*unmap)(void *memory, size_t length);
};
extern const struct video_device video_hardware;

/* Begins to stream. ERR_NOT_FOUND: no such device; ERR_INVALID: it is no camera, or gives no JPEG;
 * the sentence is for staff. */
bool video_open(struct video **out, const struct video_device *device, const char *path,
                struct err *err);
void video_close(struct video *video);

/* Can be read when there is a frame, or when the camera is gone. */
int video_descriptor(const struct video *video);

/*
 * Replaces what is in out by the next frame. ERR_OFFLINE: there is none now, or it came damaged,
 * and the next may be good; ERR_NOT_FOUND: the camera is gone.
 */
bool video_take(struct video *video, struct bytes *out, struct err *err);

#endif
