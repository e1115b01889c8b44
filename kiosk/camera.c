// SPDX-License-Identifier: Apache-2.0
#include "kiosk/camera.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jpeglib.h>

#include <jerror.h> // wants jpeglib.h before it

#include "kiosk/grey.h"
#include "kiosk/paper.h"
#include "shared/mem.h"
#include "shared/outbox.h"
#include "shared/str.h"

#define QUALITY 82
#define MEASURED_SIDE 800 // sharp enough to compare two frames by
#define LOOKED_SIDE 480   // print is seen, and it takes a few milliseconds

// libjpeg reports through a jump; one frame sets it up and only calls down from there.
struct guard {
    struct jpeg_error_mgr manager;
    jmp_buf jump;
};

static void on_error(j_common_ptr info)
{
    struct guard *guard = (struct guard *)(void *)info->err;

    longjmp(guard->jump, 1);
}

// Most warnings mean little, and on stderr they would be noise. But where the file ends too early
// half the ticket is missing, and whoever took it still has it in their hand.
static void on_warning(j_common_ptr info, int level)
{
    if (level < 0 && info->err->msg_code == JWRN_JPEG_EOF)
        on_error(info);
}

struct pixels {
    uint8_t *data; // rows of width * channels
    size_t width;
    size_t height;
    size_t channels; // 1 or 3
};

static void pixels_clear(struct pixels *pixels)
{
    mem_wipe(pixels->data, pixels->width * pixels->height * pixels->channels);
    free(pixels->data);
    *pixels = (struct pixels){0};
}

// The Exif orientation, 1 to 8, from an APP1 marker; 1 when there is none that we can read.
static int exif_orientation(const uint8_t *data, size_t length)
{
    bool big;
    size_t at;
    size_t entries;

    if (length < 14 || memcmp(data, "Exif\0\0", 6) != 0)
        return 1;
    data += 6;
    length -= 6;
    big = data[0] == 'M';
#define READ16(p) (big ? (size_t)((p)[0] << 8 | (p)[1]) : (size_t)((p)[1] << 8 | (p)[0]))
    at = big ? (size_t)data[6] << 8 | data[7] : (size_t)data[5] << 8 | data[4];
    if (at + 2 > length)
        return 1;
    entries = READ16(data + at);
    at += 2;
    for (; entries > 0 && at + 12 <= length; entries--, at += 12) {
        size_t value = READ16(data + at + 8);

        if (READ16(data + at) == 0x0112)
            return value >= 1 && value <= 8 ? (int)value : 1;
    }
#undef READ16
    return 1;
}

#define SEGMENT_HEAD 4 // FF, which it is, and two bytes of length
#define APP1 0xE1
#define SCAN 0xDA // pixels follow

int camera_orientation(const void *jpeg, size_t length)
{
    const uint8_t *data = jpeg;
    int found = 1;
    size_t at = 2;

    // An APP1 may also hold other things (XMP), before or after.
    while (found == 1 && at + SEGMENT_HEAD <= length && data[at] == 0xFF && data[at + 1] != SCAN) {
        size_t size = (size_t)data[at + 2] << 8 | data[at + 3];

        if (data[at + 1] == 0xFF) { // filled up before the marker
            at++;
            continue;
        }
        if (size < 2 || at + 2 + size > length)
            break;
        if (data[at + 1] == APP1)
            found = exif_orientation(data + at + SEGMENT_HEAD, size - 2);
        at += 2 + size;
    }
    return found;
}

void camera_turn(struct bytes *jpeg, int degrees)
{
    // One entry of one short: the orientation, at the last but three of these bytes.
    uint8_t exif[] = {0xFF, 0xD8, 0xFF, APP1, 0, 34, 'E', 'x', 'i', 'f', 0,    0, 'M',
                      'M',  0,    '*',  0,    0, 0,  8,   0,   1,   1,   0x12, 0, 3,
                      0,    0,    0,    1,    0, 0,  0,   0,   0,   0,   0,    0};
    struct bytes turned = {0};

    if (degrees == 0 || jpeg->length < 2)
        return;
    exif[31] = degrees == 90 ? 6 : degrees == 180 ? 3 : 8;
    bytes_add(&turned, exif, sizeof exif);
    bytes_add(&turned, jpeg->data + 2, jpeg->length - 2);
    mem_wipe(jpeg->data, jpeg->length);
    bytes_clear(jpeg);
    *jpeg = turned;
}

// Lets libjpeg do the shrinking, in steps of eighths, to a longer side of about so many pixels.
static void choose_scale(struct jpeg_decompress_struct *info, unsigned most)
{
    unsigned side = info->image_width > info->image_height ? info->image_width : info->image_height;
    unsigned eighths = 8;

    while (eighths > 1 && side * eighths > 8 * most)
        eighths--;
    info->scale_num = eighths;
    info->scale_denom = 8;
    info->out_color_space = info->num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
}

static bool is_within_limits(const struct jpeg_decompress_struct *info)
{
    return (uint64_t)info->image_width * info->image_height <= CAMERA_PIXELS_MAX &&
           info->image_width <= 8 * CAMERA_SIDE_MAX && info->image_height <= 8 * CAMERA_SIDE_MAX;
}

static bool decode(struct pixels *volatile out, const void *jpeg, size_t length, unsigned most,
                   volatile int *orientation)
{
    struct jpeg_decompress_struct info;
    struct guard guard;

    info.err = jpeg_std_error(&guard.manager);
    guard.manager.error_exit = on_error;
    guard.manager.emit_message = on_warning;
    if (setjmp(guard.jump)) {
        jpeg_destroy_decompress(&info);
        return false;
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, jpeg, length);
    jpeg_read_header(&info, TRUE);
    if (!is_within_limits(&info)) {
        jpeg_destroy_decompress(&info);
        return false;
    }
    *orientation = camera_orientation(jpeg, length);
    choose_scale(&info, most);
    jpeg_start_decompress(&info);
    out->width = info.output_width;
    out->height = info.output_height;
    out->channels = (size_t)info.output_components;
    out->data = mem_new(out->width * out->height, out->channels);
    while (info.output_scanline < info.output_height) {
        JSAMPROW row = out->data + info.output_scanline * out->width * out->channels;

        jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return true;
}

struct camera_at camera_upright(int orientation, size_t width, size_t height, struct camera_at at)
{
    if (orientation >= 5)
        at = (struct camera_at){at.y, at.x};
    if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
        at.x = width - 1 - at.x;
    if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
        at.y = height - 1 - at.y;
    return at;
}

static const uint8_t *upright_pixel(const struct pixels *from, int orientation, size_t x, size_t y)
{
    struct camera_at at =
        camera_upright(orientation, from->width, from->height, (struct camera_at){x, y});

    return from->data + (at.y * from->width + at.x) * from->channels;
}

static void turn_upright(struct pixels *pixels, int orientation)
{
    bool swap = orientation >= 5;
    struct pixels turned = {.width = swap ? pixels->height : pixels->width,
                            .height = swap ? pixels->width : pixels->height,
                            .channels = pixels->channels};

    if (orientation == 1)
        return;
    turned.data = mem_new(turned.width * turned.height, turned.channels);
    for (size_t y = 0; y < turned.height; y++)
        for (size_t x = 0; x < turned.width; x++)
            memcpy(turned.data + (y * turned.width + x) * turned.channels,
                   upright_pixel(pixels, orientation, x, y), turned.channels);
    pixels_clear(pixels);
    *pixels = turned;
}

static void encode(struct bytes *out, const struct pixels *pixels)
{
    struct jpeg_compress_struct info;
    struct jpeg_error_mgr manager;
    unsigned char *memory = NULL;
    unsigned long size = 0;

    info.err = jpeg_std_error(&manager); // on our own pixels: a failure here may abort
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &memory, &size);
    info.image_width = (JDIMENSION)pixels->width;
    info.image_height = (JDIMENSION)pixels->height;
    info.input_components = (int)pixels->channels;
    info.in_color_space = pixels->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, QUALITY, TRUE);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        JSAMPROW row = pixels->data + info.next_scanline * pixels->width * pixels->channels;

        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    bytes_add(out, memory, size);
    mem_wipe(memory, size);
    free(memory);
}

bool camera_clean(struct bytes *out, const void *jpeg, size_t length, struct err *err)
{
    struct pixels pixels = {0};
    volatile int orientation = 1;

    if (length < 4 || memcmp(jpeg, "\xFF\xD8\xFF", 3) != 0)
        return err_set(err, ERR_INVALID,
                       "this is no JPEG picture: nothing was kept, take the picture again");
    if (length > CAMERA_FILE_MAX || !decode(&pixels, jpeg, length, CAMERA_SIDE_MAX, &orientation)) {
        pixels_clear(&pixels);
        return err_set(err, ERR_INVALID,
                       "the picture is damaged or too large: nothing was kept, take it again");
    }
    turn_upright(&pixels, orientation);
    bytes_clear(out);
    encode(out, &pixels);
    pixels_clear(&pixels);
    return true;
}

bool camera_clean_file(struct bytes *out, const char *path, struct err *err)
{
    struct bytes file = {0};
    bool ok;

    if (!bytes_read_file(&file, path, CAMERA_FILE_MAX, err))
        return false;
    ok = camera_clean(out, file.data, file.length, err);
    bytes_clear(&file);
    return ok;
}

// In place: a grey pixel is written before, or where, its colours are read.
static void make_grey(struct pixels *pixels)
{
    size_t count = pixels->width * pixels->height;

    if (pixels->channels == 1)
        return;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *rgb = pixels->data + 3 * i;

        pixels->data[i] = (uint8_t)((rgb[0] * 77 + rgb[1] * 150 + rgb[2] * 29) >> 8);
    }
}

bool camera_see_code(char out[static BARCODE_SIZE], const void *jpeg, size_t length)
{
    struct pixels pixels = {0};
    volatile int orientation = 1;
    bool found = false;

    if (length >= 4 && decode(&pixels, jpeg, length, CAMERA_SIDE_MAX, &orientation)) {
        make_grey(&pixels);
        found = barcode_read(out, pixels.data, (unsigned)pixels.width, (unsigned)pixels.height);
    }
    pixels_clear(&pixels);
    return found;
}

bool camera_read_code(char out[static BARCODE_SIZE], const char *path)
{
    struct bytes file = {0};
    struct err err;
    bool found = bytes_read_file(&file, path, CAMERA_FILE_MAX, &err) &&
                 camera_see_code(out, file.data, file.length);

    bytes_clear(&file);
    return found;
}

bool camera_see_paper(const void *jpeg, size_t length)
{
    struct pixels pixels = {0};
    volatile int orientation = 1;
    bool found = false;

    if (length >= 4 && decode(&pixels, jpeg, length, LOOKED_SIDE, &orientation)) {
        make_grey(&pixels);
        found = paper_is_there(pixels.data, pixels.width, pixels.height);
    }
    pixels_clear(&pixels);
    return found;
}

double camera_measure(const uint8_t *grey, size_t width, size_t height)
{
    double sum = 0, squares = 0;
    double count = (double)(width - 2) * (double)(height - 2);
    struct grey_range range;
    double contrast;

    if (width < 3 || height < 3)
        return 0;
    for (size_t y = 1; y < height - 1; y++)
        for (size_t x = 1; x < width - 1; x++) {
            const uint8_t *at = grey + y * width + x;
            double edge = 4.0 * at[0] - at[-1] - at[1] - at[-(ptrdiff_t)width] - at[width];

            sum += edge;
            squares += edge * edge;
        }
    range = grey_range(grey, width * height);
    contrast = (range.high - range.low) / 255.0;
    return (squares / count - (sum / count) * (sum / count)) * contrast * contrast;
}

double camera_sharpness(const void *jpeg, size_t length)
{
    struct pixels pixels = {0};
    volatile int orientation = 1;
    double sharpness = -1;

    if (length >= 4 && decode(&pixels, jpeg, length, MEASURED_SIDE, &orientation)) {
        make_grey(&pixels);
        sharpness = camera_measure(pixels.data, pixels.width, pixels.height);
    }
    pixels_clear(&pixels);
    return sharpness;
}

// The first line of the file, without spaces at its ends.
static bool read_code(struct camera_find *out, struct err *err)
{
    struct bytes file = {0};
    const char *text;

    if (!bytes_read_file(&file, out->path, sizeof out->code - 1, err))
        return false;
    text = bytes_text(&file) + strspn(bytes_text(&file), " \t");
    snprintf(out->code, sizeof out->code, "%.*s", (int)strcspn(text, " \t\r\n"), text);
    bytes_clear(&file);
    return true;
}

static bool is_picture(const char *name)
{
    return outbox_ends(name, ".jpg") || outbox_ends(name, ".jpeg");
}

bool camera_find(struct camera_find *out, const char *folder, struct err *err)
{
    struct camera_find found = {0};
    struct outbox_list list;
    bool any = false;

    if (!outbox_list_open(&list, folder, err))
        return false;
    for (size_t i = 0; !any && i < list.count; i++) {
        found.is_code = outbox_ends(list.names[i], ".code");
        any = found.is_code || is_picture(list.names[i]);
        if (any)
            outbox_path(found.path, folder, list.names[i]);
    }
    outbox_list_close(&list);
    if (!any)
        return err_set(err, ERR_NOT_FOUND, "there is nothing in the camera's folder");
    if (found.is_code && !read_code(&found, err)) {
        camera_remove(found.path);
        return false;
    }
    *out = found;
    return true;
}

void camera_remove(const char *path)
{
    unlink(path);
}
