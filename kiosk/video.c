// SPDX-License-Identifier: Apache-2.0
#include "kiosk/video.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <linux/videodev2.h>

#include "kiosk/camera.h"
#include "shared/mem.h"

#define BUFFERS_MAX 4
#define SIZES_MAX 64
#define WIDTH 1920 // asked for where it does not say what it has: it gives what is nearest
#define HEIGHT 1080
#define FRAMES_PER_SECOND 10

struct buffer {
    void *memory;
    size_t length;
};

struct video {
    const struct video_device *device;
    int fd;
    struct buffer buffers[BUFFERS_MAX];
    unsigned count;
};

// --- the hardware ---

static int hardware_open(const char *path, int flags)
{
    return open(path, flags);
}

static int hardware_ioctl(int fd, unsigned long request, void *argument)
{
    return ioctl(fd, request, argument);
}

static void *hardware_map(size_t length, int fd, off_t offset)
{
    void *memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, offset);

    return memory == MAP_FAILED ? NULL : memory;
}

const struct video_device video_hardware = {
    .open = hardware_open,
    .close = close,
    .ioctl = hardware_ioctl,
    .map = hardware_map,
    .unmap = munmap,
};

// --- one camera ---

static bool request(struct video *video, unsigned long what, void *argument)
{
    int answer;

    do
        answer = video->device->ioctl(video->fd, what, argument);
    while (answer < 0 && errno == EINTR);
    return answer >= 0;
}

static bool is_camera(struct video *video)
{
    struct v4l2_capability able = {0};
    uint32_t needs = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    uint32_t has;

    if (!request(video, VIDIOC_QUERYCAP, &able))
        return false;
    has = able.capabilities & V4L2_CAP_DEVICE_CAPS ? able.device_caps : able.capabilities;
    return (has & needs) == needs;
}

// Of two widths: that which a picture is kept at, and no wider than it must be, else the wider.
static bool is_better(uint32_t width, uint32_t than)
{
    if (than < CAMERA_SIDE_MAX)
        return width > than;
    return width >= CAMERA_SIDE_MAX && width < than;
}

static void choose_size(struct video *video, uint32_t *width, uint32_t *height)
{
    struct v4l2_frmsizeenum size = {.pixel_format = V4L2_PIX_FMT_MJPEG};
    uint32_t best = 0;

    for (; request(video, VIDIOC_ENUM_FRAMESIZES, &size); size.index++) {
        if (size.type != V4L2_FRMSIZE_TYPE_DISCRETE || size.index == SIZES_MAX)
            break;
        if (!is_better(size.discrete.width, best))
            continue;
        *width = best = size.discrete.width;
        *height = size.discrete.height;
    }
}

static bool choose_format(struct video *video)
{
    struct v4l2_format format = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    struct v4l2_streamparm pace = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};

    format.fmt.pix.width = WIDTH;
    format.fmt.pix.height = HEIGHT;
    choose_size(video, &format.fmt.pix.width, &format.fmt.pix.height);
    format.fmt.pix.pixelformat = V4L2_PIX_FMT_MJPEG;
    format.fmt.pix.field = V4L2_FIELD_ANY;
    if (!request(video, VIDIOC_S_FMT, &format) || format.fmt.pix.pixelformat != V4L2_PIX_FMT_MJPEG)
        return false;
    // A wish: a camera that knows one pace only is as good.
    pace.parm.capture.timeperframe.numerator = 1;
    pace.parm.capture.timeperframe.denominator = FRAMES_PER_SECOND;
    request(video, VIDIOC_S_PARM, &pace);
    return true;
}

static bool wish(struct video *video, uint32_t what, int32_t value)
{
    struct v4l2_control control = {.id = what, .value = value};

    return request(video, VIDIOC_S_CTRL, &control);
}

// By itself, as far as the camera can: the light in a hall is whatever it is. Those on USB know
// only to keep the aperture and choose the time.
static void expose_by_itself(struct video *video)
{
    if (!wish(video, V4L2_CID_EXPOSURE_AUTO, V4L2_EXPOSURE_AUTO))
        wish(video, V4L2_CID_EXPOSURE_AUTO, V4L2_EXPOSURE_APERTURE_PRIORITY);
    wish(video, V4L2_CID_AUTO_WHITE_BALANCE, 1);
    wish(video, V4L2_CID_FOCUS_AUTO, 1);
}

static struct v4l2_buffer buffer_number(unsigned index)
{
    return (struct v4l2_buffer){
        .index = index, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
}

static bool give(struct video *video, unsigned index)
{
    struct v4l2_buffer buffer = buffer_number(index);

    return request(video, VIDIOC_QBUF, &buffer);
}

static bool add_buffer(struct video *video)
{
    struct v4l2_buffer asked = buffer_number(video->count);
    struct buffer *buffer = &video->buffers[video->count];

    if (!request(video, VIDIOC_QUERYBUF, &asked))
        return false;
    buffer->memory = video->device->map(asked.length, video->fd, (off_t)asked.m.offset);
    buffer->length = asked.length;
    if (!buffer->memory)
        return false;
    return give(video, video->count++);
}

static bool begin(struct video *video)
{
    struct v4l2_requestbuffers asked = {
        .count = BUFFERS_MAX, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;

    if (!request(video, VIDIOC_REQBUFS, &asked) || asked.count == 0)
        return false;
    while (video->count < asked.count && video->count < BUFFERS_MAX)
        if (!add_buffer(video))
            return false;
    return request(video, VIDIOC_STREAMON, &type);
}

static bool start(struct video *video, const char *path, struct err *err)
{
    video->fd = video->device->open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (video->fd < 0)
        return err_set(err, ERR_NOT_FOUND,
                       "there is no camera at %s: plug it in, or set [camera] device", path);
    if (!is_camera(video))
        return err_set(err, ERR_INVALID, "%s is no camera that streams: set [camera] device", path);
    if (!choose_format(video))
        return err_set(err, ERR_INVALID, "the camera at %s gives no JPEG frames: use another one",
                       path);
    expose_by_itself(video);
    return begin(video) ||
           err_set(err, ERR_INVALID, "the camera at %s does not start: plug it in again", path);
}

bool video_open(struct video **out, const struct video_device *device, const char *path,
                struct err *err)
{
    struct video *video = mem_new(1, sizeof *video);

    video->device = device;
    video->fd = -1;
    if (!start(video, path, err)) {
        video_close(video);
        return false;
    }
    *out = video;
    return true;
}

void video_close(struct video *video)
{
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;

    if (!video)
        return;
    if (video->fd >= 0)
        request(video, VIDIOC_STREAMOFF, &type);
    for (unsigned i = 0; i < BUFFERS_MAX; i++)
        if (video->buffers[i].memory)
            video->device->unmap(video->buffers[i].memory, video->buffers[i].length);
    if (video->fd >= 0)
        video->device->close(video->fd);
    free(video);
}

int video_descriptor(const struct video *video)
{
    return video->fd;
}

// What the driver says is believed only as far as there is memory.
static bool copy(const struct video *video, const struct v4l2_buffer *buffer, struct bytes *out)
{
    const struct buffer *from = &video->buffers[buffer->index];

    if (buffer->flags & V4L2_BUF_FLAG_ERROR || buffer->bytesused < 4 ||
        buffer->bytesused > from->length || memcmp(from->memory, "\xFF\xD8\xFF", 3) != 0)
        return false;
    bytes_clear(out);
    bytes_add(out, from->memory, buffer->bytesused);
    return true;
}

bool video_take(struct video *video, struct bytes *out, struct err *err)
{
    struct v4l2_buffer buffer = buffer_number(0);
    bool good;

    if (!request(video, VIDIOC_DQBUF, &buffer))
        return errno == EAGAIN ? err_set(err, ERR_OFFLINE, "the camera has no frame yet")
                               : err_set(err, ERR_NOT_FOUND, "the camera is gone");
    if (buffer.index >= video->count)
        return err_set(err, ERR_NOT_FOUND, "the camera speaks of a buffer that it has not");
    good = copy(video, &buffer, out);
    if (!give(video, buffer.index))
        return err_set(err, ERR_NOT_FOUND, "the camera is gone");
    return good || err_set(err, ERR_OFFLINE, "a frame came damaged");
}
