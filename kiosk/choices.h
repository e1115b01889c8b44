#ifndef KIOSK_CHOICES_H
#define KIOSK_CHOICES_H

#include <stdbool.h>
#include <stddef.h>

#include "kiosk/kiosk.h"

/*
 * The opt-ins (rules.md C06, P22): photographs, using my words, keeping in touch. Each is yes, no
 * or not asked, which is a no. What was said is found here and at the office; the newer word
 * counts.
 */

/* They are a question of this visit: never asked, asked in other words, a year ago, or being
 * changed now. */
bool choices_are_asked(const struct kiosk *kiosk);

/* How the office words one; "": it does not, and the catalogue's words are used, as in any language
 * but English and Welsh. And the version of the words that are read in that language. */
const char *choices_own_words(const struct kiosk *kiosk, enum visit_choice choice,
                              enum words_lang lang);
int64_t choices_version(const struct kiosk *kiosk, enum words_lang lang);

/* What was said before, by each choice: "yes", "no", "letter"; "" not asked. */
struct choices_said {
    char values[VISIT_CHOICES][BODY_CODE_SIZE];
};
void choices_find(const struct kiosk *kiosk, struct choices_said *out);

/*
 * Rows for check, where they were no question of this visit: what is all right, and a button to
 * change it; true when that was touched. What was said before is shown only to who was recognised,
 * in one line where there is no room for rows; to others, and on the smallest displays, there is
 * only the button.
 */
bool choices_put_rows(const struct kiosk *kiosk, const struct choices_said *said, struct ui *ui);

/* Who came, or came and left, each once. Who has not said yes is no: the host keeps cameras off
 * them. Those without a name are not among them. */
#define CHOICES_NO_MAX 60 // as many as a page's nodes hold with room to spare
struct choices_photographs {
    struct id no[CHOICES_NO_MAX]; // on the roster, as long as it is not read anew
    size_t no_count;
    size_t more; // for whom there was no room
    size_t yes;
};
bool choices_list_photographs(struct kiosk *kiosk, struct choices_photographs *out,
                              struct err *err);

#endif
