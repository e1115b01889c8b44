#ifndef KIOSK_CAMERA_H
#define KIOSK_CAMERA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kiosk/barcode.h"
#include "shared/bytes.h"
#include "shared/err.h"

/*
 * Pictures of tickets: frames of the live camera, and JPEGs that a scanner puts into a folder.
 *
 * What is kept is made anew from the pixels: turned upright, at most CAMERA_SIDE_MAX on its longer
 * side, grey or colour as it was, and without any of the metadata it came with (rules.md P10,
 * reliability.md F37).
 */
#define CAMERA_SIDE_MAX 1600
#define CAMERA_FILE_MAX ((size_t)16 * 1024 * 1024)
#define CAMERA_PIXELS_MAX ((uint64_t)40 * 1000 * 1000)

/*
 * Reads a JPEG from anywhere. ERR_INVALID when it is none, is damaged so that it cannot be shown,
 * or is larger than the limits: nothing was kept.
 */
bool camera_clean(struct bytes *out, const void *jpeg, size_t length, struct err *err);

/* The same from a file, which stays where it is. */
bool camera_clean_file(struct bytes *out, const char *path, struct err *err);

/* Says in the picture itself, with an Exif tag, how far it is to be turned clockwise to stand
 * upright: 90, 180 or 270 degrees. Costs next to nothing; camera_clean turns it. */
void camera_turn(struct bytes *jpeg, int degrees);

/* What such a tag says, 1 to 8 (Exif 2.3, tag 0x0112); 1, upright, when there is none. */
int camera_orientation(const void *jpeg, size_t length);

/* Where the pixel at (x, y) of the upright picture stands in one of that width and height. */
struct camera_at {
    size_t x, y;
};
struct camera_at camera_upright(int orientation, size_t width, size_t height, struct camera_at at);

/*
 * How sharp a picture is, to compare frames of one thing by: the variance of its Laplacian, times
 * the square of how much it uses of what lies between black and white. For a frame that came too
 * dark is full of grain, which looks sharp, and one that came too bright has lost its print. The
 * first of grey pixels, row by row; the second of a JPEG, -1 when that cannot be read.
 */
double camera_measure(const uint8_t *grey, size_t width, size_t height);
double camera_sharpness(const void *jpeg, size_t length);

/*
 * Whether a picture shows a QR code, as a card under the camera does, and what it says. False for
 * what is no picture, too.
 */
bool camera_see_code(char out[static BARCODE_SIZE], const void *jpeg, size_t length);
bool camera_read_code(char out[static BARCODE_SIZE], const char *path);

/* Whether something with print on it lies there (paper.h). */
bool camera_see_paper(const void *jpeg, size_t length);

/*
 * What lies in the folder: the first picture (".jpg", ".jpeg") or scanned code (".code", one line
 * of text), by name. ERR_NOT_FOUND when there is nothing. Whoever takes it removes it
 * (camera_remove), so that each is taken once and no ticket stays in the folder.
 */
#define CAMERA_PATH_SIZE 1024
struct camera_find {
    char path[CAMERA_PATH_SIZE];
    bool is_code;
    char code[BARCODE_SIZE]; // without spaces at its ends
};
bool camera_find(struct camera_find *out, const char *folder, struct err *err);
void camera_remove(const char *path);

#endif
