#ifndef KIOSK_INPUT_CAMERA_H
#define KIOSK_INPUT_CAMERA_H

#include <stdbool.h>
#include <stdint.h>

#include "kiosk/barcode.h"
#include "kiosk/live.h"
#include "kiosk/ui.h"
#include "kiosk/video.h"

/*
 * Opens the camera when the screen shows its live picture and closes it the moment it does not
 * (PRV-17a): a photo of the ui whose `live` is set, and is placed, is what the person sees.
 */
#define INPUT_CAMERA_PAUSE_MS 180 // between two frames that are kept: five a second are enough

struct input_camera {
    struct live *live;                 // NULL: this kiosk has none
    const char *path;                  // of the device
    const struct video_device *device; // video_hardware, but in tests
    struct video *video;               // open, or NULL
    int64_t kept_ms;                   // monotonic, when the last frame was kept
    char code[BARCODE_SIZE];           // the card that lies there; "" none
    int without;                       // frames in a row on which there was no card, or ticket
    int with;                          // and on which there was a ticket
};

/* Does what the screen asks for. True when it was opened, closed, or could not be opened: the
 * descriptor is another then, and the screen may say something else. */
bool input_camera_follow(struct input_camera *camera, const struct ui *ui);

/* -1 while it is closed. */
int input_camera_descriptor(const struct input_camera *camera);

/* The descriptor can be read. True when a frame was kept. A camera that is gone is closed, and the
 * live state says so. */
bool input_camera_read(struct input_camera *camera);

/*
 * Whether the newest frame shows a card that was not there before, where the screen looks for
 * cards; out is what it says. A card that lies there is told once; after INPUT_CAMERA_AWAY frames
 * without one it was taken away.
 */
#define INPUT_CAMERA_AWAY 5
bool input_camera_card(struct input_camera *camera, const struct ui *ui,
                       char out[static BARCODE_SIZE]);

/*
 * Whether the newest frame shows a ticket that was not there before, where the screen looks for
 * tickets: it must be seen on INPUT_CAMERA_SURE frames in a row, for a hand passes. live->found is
 * so from then on, until it was taken away.
 */
#define INPUT_CAMERA_SURE 2
bool input_camera_ticket(struct input_camera *camera, const struct ui *ui);

void input_camera_close(struct input_camera *camera);

#endif
