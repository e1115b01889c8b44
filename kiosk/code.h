#ifndef KIOSK_CODE_H
#define KIOSK_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"

/* A QR code of some text, for paper and screen. paper.h has its own. */
#define CODE_QUIET 4 // modules of white around it

struct code {
    int size;     // modules a side, without the white around
    void *symbol; // qrencode's; code_clear
};

/* Capitals, digits and colons take least room. Asserts that it fits: at most a thousand of them. */
void code_make(struct code *out, const char *text);
void code_clear(struct code *code);

bool code_is_black(const struct code *code, int x, int y);

/* A picture (BMP) with the white around it, `dots` for each module; what was in out is replaced. */
void code_draw(const struct code *code, int dots, struct bytes *out);

#endif
