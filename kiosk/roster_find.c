// SPDX-License-Identifier: Apache-2.0
// Who is meant: by letters of a name, a card, an id.
#include "kiosk/roster_parts.h"

#include <string.h>

#include <sodium.h>

#include "kiosk/store.h"
#include "shared/mem.h"
#include "shared/str.h"

#define LETTERS_MIN 3 // of a name, unless it is given whole

static const char SQL_STAFF[] = "SELECT body FROM staff";

// Not bytes: two letters of another alphabet are no more than two of ours.
static size_t count_letters(const char *text)
{
    size_t count = 0;

    for (; *text; text += str_char_length(text))
        count++;
    return count;
}

// Whether one word of a name begins with the letters; a short one must be all of it.
static bool word_matches(const char *name, const char *letters)
{
    return count_letters(letters) >= LETTERS_MIN ? strncmp(name, letters, strlen(letters)) == 0
                                                 : strcmp(name, letters) == 0;
}

// Each word of it, and all of it as one: "van der Berg" is one name too, however it is spaced.
// Every word is looked at whatever the one before said, so that a match takes no less time
// (PRV-04).
static bool name_matches(const char *name, const char *letters)
{
    char word[BODY_NAME_SIZE];
    char folded[BODY_NAME_SIZE];
    bool matches = str_fold(folded, sizeof folded, name) && word_matches(folded, letters);

    while (*name) {
        size_t length = strcspn(name, " -");

        memcpy(word, name, length);
        word[length] = '\0';
        matches |= length && str_fold(folded, sizeof folded, word) && word_matches(folded, letters);
        name += length;
        name += strspn(name, " -");
    }
    mem_wipe(word, sizeof word);
    mem_wipe(folded, sizeof folded);
    return matches;
}

static bool first_begins_with(const struct body_names *names, const char *initial)
{
    char folded[BODY_NAME_SIZE];
    bool begins = str_fold(folded, sizeof folded, names->first) && str_starts(folded, initial);

    mem_wipe(folded, sizeof folded);
    return begins;
}

static bool person_matches(const struct body_names *names, const char *letters, const char *initial)
{
    bool first = name_matches(names->first, letters);
    bool last = name_matches(names->last, letters);
    bool others = name_matches(names->others, letters);
    bool begins = first_begins_with(names, initial);

    return (first || last || others) && begins;
}

enum roster_found roster_find_letters(const struct roster *roster, const struct roster_clue *clue,
                                      const struct roster_person *found[ROSTER_MATCHES_MAX],
                                      size_t *count)
{
    char letters[BODY_NAME_SIZE];
    char initial[BODY_NAME_SIZE];
    size_t used = 0;
    bool few;

    *count = 0;
    if (!str_fold(letters, sizeof letters, clue->letters) || !letters[0] ||
        !str_fold(initial, sizeof initial, clue->initial))
        return ROSTER_TOO_SHORT;
    for (size_t i = 0; i < roster->count; i++) {
        if (!person_matches(&roster->people[i].names, letters, initial))
            continue;
        if (used < ROSTER_MATCHES_MAX)
            found[used] = &roster->people[i];
        used++;
    }
    few = count_letters(letters) < LETTERS_MIN;
    mem_wipe(letters, sizeof letters);
    mem_wipe(initial, sizeof initial);
    if (used > ROSTER_MATCHES_MAX)
        return ROSTER_TOO_MANY;
    *count = used;
    if (used)
        return ROSTER_FOUND;
    return few ? ROSTER_TOO_SHORT : ROSTER_NOBODY;
}

const struct roster_person *roster_find_card(const struct roster *roster, const struct card *card)
{
    const struct roster_person *found = NULL;
    uint8_t id[CARD_ID_SIZE];

    card_id(id, card);
    // All of them, so that how long it takes does not say who is expected.
    for (size_t i = 0; i < roster->count; i++)
        if (sodium_memcmp(roster->people[i].expected.card, id, sizeof id) == 0)
            found = &roster->people[i];
    return found;
}

const struct roster_person *roster_find_person(const struct roster *roster, struct id person)
{
    for (size_t i = 0; i < roster->count; i++)
        if (id_equal(roster->people[i].expected.person, person))
            return &roster->people[i];
    return NULL;
}

bool roster_belong(const struct roster_person *a, const struct roster_person *b)
{
    return id_equal(a->expected.supports, b->expected.person) ||
           id_equal(b->expected.supports, a->expected.person);
}

bool roster_find_staff(struct store *store, const struct card *card, struct body_payer_set *out,
                       struct err *err)
{
    uint8_t id[CARD_ID_SIZE];
    struct body_payer_set staff;
    struct db_rows *rows;
    bool found = false;

    card_id(id, card);
    if (!db_query(store->db, &rows, SQL_STAFF, DB_NONE, err))
        return false;
    while (!found && db_next(rows))
        found = roster_read_row(rows, 0, RECORD_PAYER_SET, &staff, err) &&
                memcmp(staff.card, id, sizeof id) == 0;
    if (!found)
        return db_done(rows, err) && err_set(err, ERR_NOT_FOUND, "this card is nobody's here");
    db_free(rows);
    *out = staff;
    return true;
}

bool roster_is_host(const struct roster *roster, struct id staff)
{
    for (size_t i = 0; i < roster->planned.hosts_count; i++)
        if (id_equal(roster->planned.hosts[i].staff, staff))
            return true;
    for (size_t i = 0; i < roster->stand_in_count; i++)
        if (id_equal(roster->stand_ins[i], staff))
            return true;
    return false;
}
