// SPDX-License-Identifier: Apache-2.0

/* A camera made up on the spot: what it gives, what it gets wrong, and when it is open. */

#include "kiosk/video.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include <linux/videodev2.h>

#include "kiosk/input_camera.h"
#include "shared/mem.h"
#include "shared/when.h"
#include "tests/check.h"

#define BUFFERS 4
#define SIZE 64
#define FD 77

static struct camera {
    // how it is
    bool missing, no_camera, no_jpeg, stuck;
    uint32_t most; // buffers it grants
    int error;     // of the next DQBUF: errno
    uint32_t flags, index, used;
    bool lies;        // of the length
    bool set_by_hand; // it has no controls
    int interrupted;  // calls that a signal interrupts first
    // what it counted
    int open, mapped, queued, streaming;
    int32_t exposure; // as it was set; -1 never
    uint32_t asked_width;
    const uint32_t *widths; // that it says it has, ended by 0; NULL: it does not say
    uint8_t memory[BUFFERS][SIZE];
} camera;

static int fake_open(const char *path, int flags)
{
    assert_string_equal(path, "/dev/video9");
    assert_true(flags & O_NONBLOCK);
    if (camera.missing) {
        errno = ENOENT;
        return -1;
    }
    camera.open++;
    return FD;
}

static int fake_close(int fd)
{
    assert_int_equal(fd, FD);
    camera.open--;
    return 0;
}

static int fails(int error)
{
    errno = error;
    return -1;
}

static int query_able(struct v4l2_capability *able)
{
    able->capabilities = V4L2_CAP_DEVICE_CAPS;
    able->device_caps =
        camera.no_camera ? V4L2_CAP_META_CAPTURE : V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    return 0;
}

static int set_format(struct v4l2_format *format)
{
    camera.asked_width = format->fmt.pix.width;
    format->fmt.pix.width = 1280; // what it has that is nearest
    format->fmt.pix.height = 720;
    if (camera.no_jpeg)
        format->fmt.pix.pixelformat = V4L2_PIX_FMT_YUYV;
    return 0;
}

static int say_size(struct v4l2_frmsizeenum *size)
{
    if (!camera.widths || size->pixel_format != V4L2_PIX_FMT_MJPEG || !camera.widths[size->index])
        return fails(EINVAL);
    size->type = V4L2_FRMSIZE_TYPE_DISCRETE;
    size->discrete.width = camera.widths[size->index];
    size->discrete.height = camera.widths[size->index] * 3 / 4;
    return 0;
}

// As cameras on USB do: the time by itself, the aperture fixed.
static int set_control(const struct v4l2_control *control)
{
    if (camera.set_by_hand)
        return fails(EINVAL);
    if (control->id != V4L2_CID_EXPOSURE_AUTO)
        return 0;
    if (control->value != V4L2_EXPOSURE_APERTURE_PRIORITY)
        return fails(ERANGE);
    camera.exposure = control->value;
    return 0;
}

static int take_buffer(struct v4l2_buffer *buffer)
{
    if (camera.error)
        return fails(camera.error);
    camera.queued--;
    buffer->index = camera.index;
    buffer->flags = camera.flags;
    buffer->bytesused = camera.lies ? 1000000 : camera.used;
    return 0;
}

static int fake_ioctl(int fd, unsigned long request, void *argument)
{
    struct v4l2_buffer *buffer = argument;

    assert_int_equal(fd, FD);
    if (camera.interrupted > 0) {
        camera.interrupted--;
        return fails(EINTR);
    }
    switch (request) {
    case VIDIOC_QUERYCAP:
        return query_able(argument);
    case VIDIOC_ENUM_FRAMESIZES:
        return say_size(argument);
    case VIDIOC_S_FMT:
        return set_format(argument);
    case VIDIOC_S_CTRL:
        return set_control(argument);
    case VIDIOC_REQBUFS:
        ((struct v4l2_requestbuffers *)argument)->count = camera.most;
        return 0;
    case VIDIOC_QUERYBUF:
        buffer->length = SIZE;
        buffer->m.offset = buffer->index;
        return 0;
    case VIDIOC_QBUF:
        camera.queued++;
        return 0;
    case VIDIOC_DQBUF:
        return take_buffer(buffer);
    case VIDIOC_STREAMON:
        camera.streaming += !camera.stuck;
        return camera.stuck ? fails(EIO) : 0;
    case VIDIOC_STREAMOFF:
        camera.streaming = 0;
        return 0;
    default:
        return fails(ENOTTY);
    }
}

static void *fake_map(size_t length, int fd, off_t offset)
{
    assert_int_equal(length, SIZE);
    assert_int_equal(fd, FD);
    camera.mapped++;
    return camera.memory[offset];
}

static int fake_unmap(void *memory, size_t length)
{
    assert_non_null(memory);
    assert_int_equal(length, SIZE);
    camera.mapped--;
    return 0;
}

static const struct video_device fake = {fake_open, fake_close, fake_ioctl, fake_map, fake_unmap};

static int set_up(void **state)
{
    (void)state;
    camera = (struct camera){.most = BUFFERS, .used = 8, .exposure = -1};
    for (int i = 0; i < BUFFERS; i++)
        memcpy(camera.memory[i], "\xFF\xD8\xFF\xE0here", 8);
    return 0;
}

static void check_all_is_closed(void)
{
    assert_int_equal(camera.open, 0);
    assert_int_equal(camera.mapped, 0);
    assert_int_equal(camera.streaming, 0);
}

static struct video *open_camera(void)
{
    struct video *video;
    struct err err;

    check_ok(video_open(&video, &fake, "/dev/video9", &err), &err);
    return video;
}

static void test_video__gives_frames_and_takes_buffers_back(void **state)
{
    struct video *video = open_camera();
    struct bytes frame = {0};
    struct err err;

    (void)state;
    assert_int_equal(video_descriptor(video), FD);
    assert_int_equal(camera.queued, BUFFERS);
    assert_true(camera.asked_width >= 1600); // a ticket is to be legible
    for (uint32_t i = 0; i < 10; i++) {
        camera.index = i % BUFFERS;
        camera.memory[i % BUFFERS][4] = (uint8_t)('a' + i);
        check_ok(video_take(video, &frame, &err), &err);
        assert_int_equal(frame.length, 8);
        assert_int_equal(frame.data[4], 'a' + i);
        assert_int_equal(camera.queued, BUFFERS);
    }
    bytes_clear(&frame);
    video_close(video);
    check_all_is_closed();
}

// A ticket is to be legible at 1600 pixels, and more of them would only be slower.
static void test_video__asks_for_the_size_that_is_legible(void **state)
{
    static const struct {
        uint32_t has[5], asked;
    } cases[] = {
        {{640, 1920, 1280}, 1920},
        {{3840, 640, 1600, 1920}, 1600},
        {{320, 1280, 640}, 1280},
        {{4656, 2592}, 2592},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        camera.widths = cases[i].has;
        video_close(open_camera());
        assert_int_equal(camera.asked_width, cases[i].asked);
    }
}

static void test_video__exposes_by_itself_where_it_can(void **state)
{
    (void)state;
    video_close(open_camera());
    assert_int_equal(camera.exposure, V4L2_EXPOSURE_APERTURE_PRIORITY);
    camera.set_by_hand = true; // and is as good without
    video_close(open_camera());
    check_all_is_closed();
}

static void test_video__a_signal_is_no_failure(void **state)
{
    (void)state;
    camera.interrupted = 3;
    video_close(open_camera());
    check_all_is_closed();
}

static void check_refused(enum err_kind kind, const char *words)
{
    struct video *video;
    struct err err;

    check_fails(video_open(&video, &fake, "/dev/video9", &err), &err, kind);
    if (!strstr(err.text, words))
        fail_msg("\"%s\" does not say \"%s\"", err.text, words);
    check_all_is_closed();
}

static void test_video__says_why_it_cannot_be_opened(void **state)
{
    set_up(state);
    camera.missing = true;
    check_refused(ERR_NOT_FOUND, "plug it in");
    set_up(state);
    camera.no_camera = true;
    check_refused(ERR_INVALID, "no camera that streams");
    set_up(state);
    camera.no_jpeg = true;
    check_refused(ERR_INVALID, "no JPEG");
    set_up(state);
    camera.stuck = true;
    check_refused(ERR_INVALID, "does not start");
    set_up(state);
    camera.most = 0;
    check_refused(ERR_INVALID, "does not start");
}

static void test_video__a_bad_frame_is_passed_over(void **state)
{
    struct video *video = open_camera();
    struct bytes frame = {0};
    struct err err;

    (void)state;
    camera.error = EAGAIN;
    check_fails(video_take(video, &frame, &err), &err, ERR_OFFLINE);
    camera.error = 0;
    camera.flags = V4L2_BUF_FLAG_ERROR;
    check_fails(video_take(video, &frame, &err), &err, ERR_OFFLINE);
    camera.flags = 0;
    camera.lies = true; // longer than its memory
    check_fails(video_take(video, &frame, &err), &err, ERR_OFFLINE);
    camera.lies = false;
    camera.used = 0;
    check_fails(video_take(video, &frame, &err), &err, ERR_OFFLINE);
    camera.used = 8;
    memset(camera.memory[0], 0, SIZE); // no JPEG
    check_fails(video_take(video, &frame, &err), &err, ERR_OFFLINE);
    assert_int_equal(camera.queued, BUFFERS); // each went back
    set_up(NULL);
    camera.open = 1;
    camera.mapped = BUFFERS;
    check_ok(video_take(video, &frame, &err), &err);
    bytes_clear(&frame);
    video_close(video);
    check_all_is_closed();
}

static void test_video__knows_when_the_camera_is_gone(void **state)
{
    struct video *video = open_camera();
    struct bytes frame = {0};
    struct err err;

    (void)state;
    camera.error = ENODEV;
    check_fails(video_take(video, &frame, &err), &err, ERR_NOT_FOUND);
    camera.error = 0;
    camera.index = 99; // of a buffer it has not
    check_fails(video_take(video, &frame, &err), &err, ERR_NOT_FOUND);
    video_close(video);
    video_close(NULL);
    check_all_is_closed();
}

// --- open while it is shown (PRV-17a) ---

static struct ui_node node;
static struct ui ui;
static struct live live;

static struct input_camera look_at(bool shown)
{
    live = (struct live){.state = LIVE_OFF};
    node = (struct ui_node){.role = UI_PHOTO, .placed = true, .photo = {.live = shown}};
    ui = (struct ui){.nodes = &node, .node_count = 1};
    return (struct input_camera){.live = &live, .path = "/dev/video9", .device = &fake};
}

static void test_input_camera__is_open_exactly_while_it_is_shown(void **state)
{
    struct input_camera held = look_at(false);

    (void)state;
    assert_false(input_camera_follow(&held, &ui));
    assert_int_equal(camera.open, 0);
    assert_int_equal(input_camera_descriptor(&held), -1);
    node.photo.live = true;
    assert_true(input_camera_follow(&held, &ui));
    assert_false(input_camera_follow(&held, &ui));
    assert_int_equal(camera.open, 1);
    assert_int_equal(input_camera_descriptor(&held), FD);
    assert_int_equal(live.state, LIVE_ON);
    input_camera_read(&held);
    assert_int_equal(live.count, 1);
    node.placed = false; // it is on another page
    assert_true(input_camera_follow(&held, &ui));
    check_all_is_closed();
    node.placed = true;
    assert_true(input_camera_follow(&held, &ui));
    input_camera_read(&held);
    assert_int_equal(camera.open, 1);
    node.photo.live = false; // a ticket that was taken is shown, or another screen
    assert_true(input_camera_follow(&held, &ui));
    check_all_is_closed();
    assert_int_equal(live.state, LIVE_OFF);
    assert_null(live_newest(&live)); // and nothing of it is left
    input_camera_read(&held);        // a frame that was announced before
    assert_int_equal(live.count, 0);
}

static void test_input_camera__keeps_a_few_frames_a_second(void **state)
{
    struct input_camera held = look_at(true);

    (void)state;
    input_camera_follow(&held, &ui);
    for (int i = 0; i < 30; i++)
        input_camera_read(&held);
    assert_int_equal(live.count, 1);
    when_advance(INPUT_CAMERA_PAUSE_MS);
    input_camera_read(&held);
    assert_int_equal(live.count, 2);
    input_camera_close(&held);
    check_all_is_closed();
}

static void test_input_camera__a_camera_that_goes_is_said_and_not_tried_for_ever(void **state)
{
    struct input_camera held = look_at(true);

    (void)state;
    input_camera_follow(&held, &ui);
    camera.error = ENODEV;
    input_camera_read(&held);
    assert_int_equal(live.state, LIVE_GONE);
    check_all_is_closed();
    assert_false(input_camera_follow(&held, &ui));
    live.state = LIVE_OFF; // the screen was entered anew, and it is plugged in
    camera.error = 0;
    assert_true(input_camera_follow(&held, &ui));
    assert_int_equal(live.state, LIVE_ON);
    input_camera_close(&held);
    camera.missing = true;
    assert_true(input_camera_follow(&held, &ui));
    assert_int_equal(live.state, LIVE_GONE);
    check_all_is_closed();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_video__gives_frames_and_takes_buffers_back, set_up),
        cmocka_unit_test_setup(test_video__asks_for_the_size_that_is_legible, set_up),
        cmocka_unit_test_setup(test_video__exposes_by_itself_where_it_can, set_up),
        cmocka_unit_test_setup(test_video__a_signal_is_no_failure, set_up),
        cmocka_unit_test_setup(test_video__says_why_it_cannot_be_opened, set_up),
        cmocka_unit_test_setup(test_video__a_bad_frame_is_passed_over, set_up),
        cmocka_unit_test_setup(test_video__knows_when_the_camera_is_gone, set_up),
        cmocka_unit_test_setup(test_input_camera__is_open_exactly_while_it_is_shown, set_up),
        cmocka_unit_test_setup(test_input_camera__keeps_a_few_frames_a_second, set_up),
        cmocka_unit_test_setup(test_input_camera__a_camera_that_goes_is_said_and_not_tried_for_ever,
                               set_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
