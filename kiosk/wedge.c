// SPDX-License-Identifier: Apache-2.0
#include "kiosk/wedge.h"

#include <ctype.h>
#include <stdbool.h>

#include "shared/mem.h"

#define PREFIX_LENGTH (sizeof WEDGE_PREFIX - 1)

void wedge_clear(struct wedge *wedge)
{
    mem_wipe(wedge->text, sizeof wedge->text);
    wedge->length = 0;
}

static bool begins_a_card(const struct wedge *wedge)
{
    return wedge->length >= PREFIX_LENGTH;
}

static void add(struct wedge *wedge, char key)
{
    if (wedge->length < WEDGE_SIZE - 1)
        wedge->text[wedge->length++] = key;
}

// Many scanners send a return and a line feed: the second is theirs as well.
static enum wedge_says end(struct wedge *wedge, bool quick)
{
    bool echo = wedge->ended && quick;

    wedge->ended = begins_a_card(wedge);
    if (wedge->ended)
        return WEDGE_CODE;
    wedge_clear(wedge);
    return echo ? WEDGE_MINE : WEDGE_NOT_MINE;
}

enum wedge_says wedge_key(struct wedge *wedge, char key, int64_t now_ms)
{
    bool quick = now_ms - wedge->last_ms <= WEDGE_GAP_MS;

    if (!quick)
        wedge_clear(wedge);
    wedge->last_ms = now_ms;
    if (key == '\n')
        return end(wedge, quick);
    wedge->ended = 0;
    if (begins_a_card(wedge)) {
        add(wedge, key);
        return WEDGE_MINE;
    }
    // As capitals or small letters: Caps Lock may be on.
    if (toupper((unsigned char)key) != WEDGE_PREFIX[wedge->length])
        wedge_clear(wedge);
    if (toupper((unsigned char)key) == WEDGE_PREFIX[wedge->length])
        add(wedge, key);
    return begins_a_card(wedge) ? WEDGE_MINE : WEDGE_NOT_MINE;
}
