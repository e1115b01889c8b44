#ifndef KIOSK_INPUT_KEYS_H
#define KIOSK_INPUT_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kiosk/stage.h"
#include "shared/config.h"
#include "shared/err.h"

/*
 * What a keyboard, a tactile keypad or two switches ask for (accessibility.md 1.4). Each of these
 * has its keys in kiosk.conf, [keys], by the names SDL gives them; all that can be touched is
 * reached by `next` and `select`, or by `move` and `pick` alone.
 *
 * The two switches are keys that may also stand for a digit: they are switches once they were
 * pressed where no such digit can be typed, until another key is pressed or the visit is over.
 * Letters and digits that stand on the screen's own keyboard are typed.
 */
enum input_wish {
    INPUT_NEXT,
    INPUT_PREVIOUS,
    INPUT_SELECT,
    INPUT_MOVE,
    INPUT_PICK,
    INPUT_BACK,
    INPUT_HELP,
    INPUT_LANGUAGE,
    INPUT_FINISH,
    INPUT_LISTEN, // these need no button that is shown
    INPUT_AGAIN,
    INPUT_PAUSE,
    INPUT_SLOWER,
    INPUT_FASTER,
    INPUT_QUIETER,
    INPUT_LOUDER,
    INPUT_WISHES,
};

#define INPUT_KEYS_EACH 8

struct input_keys {
    int32_t codes[INPUT_WISHES][INPUT_KEYS_EACH]; // SDL_Keycode; 0 ends the list
    bool switches;                                // the two switches are in use
    int64_t visits;                               // ui->visits then
    int64_t repeat_ms;                            // the same key again within this is one press
    int32_t last;
    int64_t last_ms;
};

/* The keys of a config that has settings_keys. ERR_INVALID for a name SDL does not know, or one key
 * for two wishes. */
bool input_keys_read(struct input_keys *keys, const struct config *config, struct err *err);

enum input_answer {
    INPUT_NOTHING,
    INPUT_MOVED,   // the focus is elsewhere
    INPUT_PRESSED, // the node was pressed, as by a finger
    INPUT_TYPED,   // a key of the screen's own keyboard: twice the same letter is two
};

/* A key went down (no repeat of the system's). `back` is Shift, which turns `next` round. The ui's
 * focus may change; *id is filled when a node was pressed or typed. */
enum input_answer input_keys_press(struct input_keys *keys, struct ui *ui, int32_t code, bool back,
                                   char id[static UI_ID_SIZE]);

#endif
