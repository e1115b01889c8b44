#ifndef SERVER_CARDS_H
#define SERVER_CARDS_H

#include <stdbool.h>
#include <stddef.h>

#include "shared/bytes.h"
#include "shared/card.h"
#include "shared/err.h"

/*
 * Cards to print: sheets of A4, ten a sheet, each of a bank card's size between marks to cut along,
 * with a QR code, a name and what to do with it in the person's own language. Only a first name and
 * one letter: a card that is found in the street says no more, and nothing of what kind of group it
 * is for (rules.md P01).
 */
#define CARDS_NAME_SIZE 210

struct cards_card {
    struct card card;
    char name[CARDS_NAME_SIZE]; // "Siân M."
    char lang[8];               // "cy"; anything else reads English
};

/* "Siân M." of a first and a last name, either of which may be "". */
void cards_name(char out[static CARDS_NAME_SIZE], const char *first, const char *last);

/* Adds the PDF to out. fonts: the folder with ours, or NULL. */
bool cards_write(const struct cards_card *cards, size_t count, const char *fonts, struct bytes *out,
                 struct err *err);

#endif
