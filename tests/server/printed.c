// SPDX-License-Identifier: Apache-2.0
#include "tests/server/printed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <zbar.h>

#include "shared/bytes.h"
#include "shared/str.h"
#include "tests/check.h"

#define TEXT_MAX ((size_t)1024 * 1024)

void printed_run(const char *command)
{
    int status = system(command); // NOLINT: words of our own

    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* A page in grey. */
struct page {
    struct bytes file;
    unsigned width, height;
    const uint8_t *grey;
};

static void open_page(struct page *page, const char *pgm)
{
    int head;
    struct err err;

    *page = (struct page){0};
    check_ok(bytes_read_file(&page->file, pgm, (size_t)16 * 1024 * 1024, &err), &err);
    assert_int_equal(
        sscanf(bytes_text(&page->file), "P5 %u %u 255%*c%n", &page->width, &page->height, &head),
        2);
    page->grey = page->file.data + head;
}

size_t printed_read_part(const char *pgm, const struct printed_part *part,
                         char (*texts)[PRINTED_CODE_SIZE], size_t most)
{
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    const zbar_symbol_t *symbol;
    struct bytes cut = {0};
    struct page page;
    size_t count = 0;

    open_page(&page, pgm);
    assert_true(part->x + part->width <= page.width && part->y + part->height <= page.height);
    for (unsigned row = part->y; row < part->y + part->height; row++)
        bytes_add(&cut, page.grey + (size_t)row * page.width + part->x, part->width);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, part->width, part->height);
    zbar_image_set_data(image, cut.data, cut.length, NULL);
    zbar_scan_image(scanner, image);
    for (symbol = zbar_image_first_symbol(image); symbol; symbol = zbar_symbol_next(symbol)) {
        assert_true(count < most);
        assert_true(str_copy(texts[count++], PRINTED_CODE_SIZE, zbar_symbol_get_data(symbol)));
    }
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
    bytes_clear(&page.file);
    bytes_clear(&cut);
    return count;
}

size_t printed_read_codes(const char *pgm, char (*texts)[PRINTED_CODE_SIZE], size_t most)
{
    struct page page;
    struct printed_part all;

    open_page(&page, pgm);
    all = (struct printed_part){0, 0, page.width, page.height};
    bytes_clear(&page.file);
    return printed_read_part(pgm, &all, texts, most);
}

// Where a line is broken says nothing.
static void join(struct bytes *out, const char *text)
{
    for (; *text; text++) {
        bool space = strchr(" \n\f\r", *text) != NULL;

        if (!space)
            bytes_add(out, text, 1);
        else if (out->length > 0 && out->data[out->length - 1] != ' ')
            bytes_add(out, " ", 1);
    }
}

void printed_check_has(const char *file, const char *words, bool has)
{
    struct bytes text = {0};
    struct bytes joined = {0};
    struct err err;

    check_ok(bytes_read_file(&text, file, TEXT_MAX, &err), &err);
    join(&joined, bytes_text(&text));
    if ((strstr(bytes_text(&joined), words) != NULL) != has)
        fail_msg("\"%s\" is %s %s", words, has ? "not in" : "in", file);
    bytes_clear(&text);
    bytes_clear(&joined);
}

// A word's box is as high as its line: 16 pt and more at our face's spacing.
void printed_check_large(const char *boxes, int words_at_least)
{
    FILE *file = fopen(boxes, "re");
    char line[512];
    int words = 0;

    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        const char *low = strstr(line, "yMin=");
        const char *high = strstr(line, "yMax=");

        if (!low || !high)
            continue;
        words++;
        if (strtod(high + 6, NULL) - strtod(low + 6, NULL) < 16)
            fail_msg("this is smaller than 16 pt: %s", line);
    }
    fclose(file);
    assert_true(words > words_at_least);
}
