#ifndef KIOSK_UI_PARTS_H
#define KIOSK_UI_PARTS_H

#include "kiosk/ui.h"

/* What the files of ui share. */
#define UI_ARG_SIZE 256

/* What was said about the next widget. */
struct ui_next {
    struct words_args args;
    char arg_text[WORDS_ARGS_MAX][UI_ARG_SIZE];
    char value[UI_ARG_SIZE];
    const char *picture;
    const char *second;
    double weight;
    struct ui_prefs look;
    enum words_lang lang;
    bool has_weight, has_lang, has_look, both, private, pii, disabled, masked, public;
};

/* Text into the pool; where it begins. */
size_t ui_keep(struct ui *ui, const char *text);

/* Leaves the widget's node, and forgets what was said about it. NULL while acting. */
struct ui_node *ui_add(struct ui *ui, enum ui_role role, enum ui_zone zone, const char *id,
                       const char *key);

/* Words that stand in no catalogue. */
void ui_set_text(struct ui *ui, struct ui_node *node, const char *text);

/* It is something to touch, whether or not it is in use now. */
bool ui_can_touch(const struct ui_node *node);

/* Writes down how the node is said; again, once more than its words alone is known of it. */
void ui_speak(struct ui *ui, struct ui_node *node);

/* True once, while acting. */
bool ui_was_touched(struct ui *ui, const char *id);

/* The sign of the next button of the foot, where it has room for one. */
void ui_foot_sign(struct ui *ui, const char *sign);

struct ui_node *ui_begin_box(struct ui *ui, enum ui_role role, const char *id);
void ui_end_box(struct ui *ui, enum ui_role role);

/* "<id>.<part>" */
void ui_make_id(char out[static UI_ID_SIZE], const char *id, const char *part);

#endif
