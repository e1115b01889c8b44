#ifndef TESTS_SERVER_PRINTED_H
#define TESTS_SERVER_PRINTED_H

#include <stdbool.h>
#include <stddef.h>

/* What is on paper, for tests: read as a camera or an eye would. What fails fails the test. */
#define PRINTED_CODE_SIZE 128

/* A shell's line, of words of our own. */
void printed_run(const char *command);

/* The QR codes on a page that pdftoppm drew in grey; at most `most`. */
size_t printed_read_codes(const char *pgm, char (*texts)[PRINTED_CODE_SIZE], size_t most);

/* The same of a part of the page, as a camera that looks at it alone. In pixels; it lies inside. */
struct printed_part {
    unsigned x, y, width, height;
};
size_t printed_read_part(const char *pgm, const struct printed_part *part,
                         char (*texts)[PRINTED_CODE_SIZE], size_t most);

/* Whether pdftotext's file has the words; a line's end is a space as any other. */
void printed_check_has(const char *file, const char *words, bool has);

/* TXT-15: of pdftotext -bbox, that every word is 16 pt or more, and that there are some. */
void printed_check_large(const char *boxes, int words_at_least);

#endif
