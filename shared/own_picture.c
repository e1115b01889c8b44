// SPDX-License-Identifier: Apache-2.0
#include "shared/own_picture.h"

#include <assert.h>
#include <string.h>

#include <sodium.h>

#include "shared/keys.h"
#include "shared/mem.h"
#include "shared/str.h"

#define PROOF_BYTES ((OWN_PICTURE_PROOF_SIZE - 1) / 2)

const char *const own_picture_names[OWN_PICTURES] = {
    "apple", "ball", "bell",   "boat", "book", "chair",
    "cup",   "fish", "flower", "key",  "tree", "umbrella",
};

void own_picture_prove(char out[static OWN_PICTURE_PROOF_SIZE],
                       const uint8_t key[static NOTE_KEY_SIZE], struct id person, size_t picture)
{
    uint8_t text[NOTE_KEY_SIZE + ID_BYTES + 1];
    uint8_t hash[PROOF_BYTES];

    assert(picture < OWN_PICTURES);
    memcpy(text, key, NOTE_KEY_SIZE);
    memcpy(text + NOTE_KEY_SIZE, person.bytes, ID_BYTES);
    text[sizeof text - 1] = (uint8_t)picture;
    keys_hash(hash, sizeof hash, "own picture", text, sizeof text);
    str_hex(out, hash, sizeof hash);
    mem_wipe(text, sizeof text);
}

bool own_picture_check(const char *proof, const uint8_t key[static NOTE_KEY_SIZE], struct id person,
                       size_t picture)
{
    char right[OWN_PICTURE_PROOF_SIZE];
    char given[OWN_PICTURE_PROOF_SIZE] = "";

    own_picture_prove(right, key, person, picture);
    str_copy(given, sizeof given, proof); // what does not fit is no proof, and stays ""
    return sodium_memcmp(given, right, sizeof right) == 0;
}

bool own_picture_find(size_t *picture, const char *proof, const uint8_t key[static NOTE_KEY_SIZE],
                      struct id person)
{
    for (size_t i = 0; i < OWN_PICTURES; i++)
        if (own_picture_check(proof, key, person, i)) {
            *picture = i;
            return true;
        }
    return false;
}
