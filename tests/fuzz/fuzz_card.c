// SPDX-License-Identifier: Apache-2.0
#include "shared/card.h"

#include <assert.h>
#include <string.h>

#include "shared/bytes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// However a card was typed, there is one way to print it, and that is the same card.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char printed[CARD_TEXT_SIZE];
    struct bytes text = {0};
    struct card card;
    struct card back;

    bytes_add(&text, data, size);
    if (card_parse(&card, bytes_text(&text))) {
        card_write(printed, &card);
        assert(strlen(printed) == CARD_TEXT_SIZE - 1 && card_parse(&back, printed));
        assert(back.kind == card.kind);
        assert(memcmp(back.secret, card.secret, sizeof card.secret) == 0);
    }
    if (card_is_pin(bytes_text(&text)))
        assert(strlen(bytes_text(&text)) == CARD_PIN_DIGITS);
    bytes_clear(&text);
    return 0;
}
