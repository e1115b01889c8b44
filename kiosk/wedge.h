#ifndef KIOSK_WEDGE_H
#define KIOSK_WEDGE_H

#include <stddef.h>
#include <stdint.h>

/*
 * A scanner or NFC reader that is a keyboard: it types what a card or slip says, fast, and Enter.
 * It is told from a person by what it types and how fast. No SDL here.
 */
#define WEDGE_SIZE 1024  // what a card or slip says, with its NUL, and room to see it is too long
#define WEDGE_GAP_MS 150 // slower than this is a person, or another card
#define WEDGE_PREFIX "DIOLCH:"

struct wedge {
    char text[WEDGE_SIZE]; // so far
    size_t length;
    int64_t last_ms; // of the last key
    int ended;       // the code is whole: an Enter right after it is its own
};

enum wedge_says {
    WEDGE_NOT_MINE, // a person's key, as far as one can tell
    WEDGE_MINE,     // of a card: nobody else is to have it
    WEDGE_CODE,     // the card is whole: its text is in the wedge until wedge_clear
};

/* One key: its character, '\n' for Enter or Tab. */
enum wedge_says wedge_key(struct wedge *wedge, char key, int64_t now_ms);

/* Wipes the text. */
void wedge_clear(struct wedge *wedge);

#endif
