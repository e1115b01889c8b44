// SPDX-License-Identifier: Apache-2.0

// Runs a fuzz target without a fuzzer: over every file of a folder, and over changed copies of
// each, which are the same ones in every run.

#include <assert.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/bytes.h"
#include "shared/mem.h"

#define FILE_MAX ((size_t)4 << 20)
#define CHANGED_COPIES 500
#define CHANGES_MAX 4

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t dice;

static size_t roll(size_t sides)
{
    dice ^= dice << 13;
    dice ^= dice >> 7;
    dice ^= dice << 17;
    return sides ? (size_t)(dice % sides) : 0;
}

// A copy of exactly that size, so that reading one byte too far is noticed.
static void try_input(const uint8_t *data, size_t size)
{
    uint8_t *copy = mem_new(size, 1);

    if (size)
        memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static void change(struct bytes *input)
{
    static const uint8_t telling[] = {0, 1, 0x7F, 0x80, 0xFF, '"', '\\', '{', '}', '[', ',', '-'};
    size_t at = roll(input->length);

    if (!input->length)
        return;
    switch (roll(5)) {
    case 0:
        input->data[at] ^= (uint8_t)(1U << roll(8));
        break;
    case 1:
        input->data[at] = telling[roll(sizeof telling)];
        break;
    case 2:
        input->length = at;
        break;
    case 3:
        memmove(input->data + at, input->data + at + 1, input->length - at - 1);
        input->length--;
        break;
    default:
        bytes_extend(input, 1);
        memmove(input->data + at + 1, input->data + at, input->length - at - 1);
        input->data[at] = telling[roll(sizeof telling)];
        break;
    }
}

static void try_changed(const struct bytes *original)
{
    for (int copy = 0; copy < CHANGED_COPIES; copy++) {
        struct bytes input = {0};
        size_t changes = 1 + roll(CHANGES_MAX);

        bytes_add(&input, original->data, original->length);
        for (size_t i = 0; i < changes; i++)
            change(&input);
        try_input(input.data, input.length);
        bytes_clear(&input);
    }
}

static bool try_file(const char *folder, const char *name)
{
    struct bytes original = {0};
    struct bytes path = {0};
    struct err err;
    bool ok;

    bytes_addf(&path, "%s/%s", folder, name);
    ok = bytes_read_file(&original, bytes_text(&path), FILE_MAX, &err);
    if (ok) {
        dice = 0x9E3779B97F4A7C15;
        try_input(original.data, original.length);
        try_changed(&original);
    } else {
        fprintf(stderr, "%s\n", err.text);
    }
    bytes_clear(&original);
    bytes_clear(&path);
    return ok;
}

static int is_file(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

int main(int argc, char **argv)
{
    struct dirent **entries;
    bool ok = true;
    int count;

    assert(argc == 2);
    count = scandir(argv[1], &entries, is_file, alphasort);
    for (int i = 0; i < count; i++) {
        ok = try_file(argv[1], entries[i]->d_name) && ok;
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    printf("%d files, %d changed copies of each\n", count, CHANGED_COPIES);
    return ok && count > 0 ? 0 : 1;
}
