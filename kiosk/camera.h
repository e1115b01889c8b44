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
