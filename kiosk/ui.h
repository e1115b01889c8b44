#ifndef KIOSK_UI_H
#define KIOSK_UI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kiosk/words.h"

/*
 * Widgets to nodes (architecture.md part 6). A screen's frame calls widgets; each leaves one node
 * with a unique id, its role, its words as key and arguments, and its state. layout places the
 * nodes in millimetres, and the picture, the speech, the focus order, the hit areas and the tree
 * that tests read all come from them. No SDL here, and no pixel.
 *
 * "Ask a person", "Finish and hide", the language and the size are answered by the kit; a screen
 * only says whether it has them. Before a widget come the things that are said about the next
 * widget only: ui_with, ui_with_count, ui_picture_of, ui_value, ui_private and their like. All keys
 * are catalogue keys (words.h). All ids are lower case with dots and digits, unique on their
 * screen, and literal or made from data that is not personal (they stand in the tree).
 *
 *     ui_page(ui, "travel.bar");
 *     ui_title(ui, "ask", "travel.ask");
 *     ui_grid_begin(ui, 4);
 *     ui_picture_of(ui, "bus");
 *     if (ui_choice(ui, "bus", "travel.bus", state->bus))
 *         state->bus = !state->bus;
 *     ui_grid_end(ui);
 *     if (ui_back(ui))
 *         kiosk_go(kiosk, &screen_arrived);
 *     ui_ask(ui);
 *     if (ui_go(ui, "next", "next"))
 *         finish(kiosk, state);
 */
#define UI_NODES_MAX 256
#define UI_ID_SIZE 40
#define UI_DEPTH_MAX 8
#define UI_RUNS_MAX 1024
#define UI_TEXT_MAX 32768
#define UI_TYPED_SIZE 64 // what ui_keyboard may fill, with its NUL

enum ui_role {
    UI_ROW, // the first four place others and are no nodes of the tree
    UI_COLUMN,
    UI_GRID,
    UI_KEYS,
    UI_CARD,
    UI_TITLE,
    UI_HEADING,
    UI_TEXT,
    UI_HINT,
    UI_PROBLEM,
    UI_NUMBER,
    UI_BUTTON,
    UI_GO,
    UI_CHOICE,
    UI_KEY,
    UI_FIELD,
    UI_LINE,
    UI_PHOTO,
    UI_PICTURE,
    UI_OUTLINE,
};

/* Where a node stands; also the order in which they are read. */
enum ui_zone {
    UI_BAR_LEFT,
    UI_BAR_RIGHT,
    UI_BODY,
    UI_FOOT_LEFT,
    UI_FOOT_RIGHT,
    UI_ZONES,
};

enum ui_size { UI_SIZE_M, UI_SIZE_L, UI_SIZE_XL, UI_SIZES };
enum ui_contrast { UI_MEDIUM, UI_BLACK, UI_WHITE, UI_LOW, UI_CONTRASTS };

/*
 * How this person wants to see and hear it. A value, that may be kept and put back (SES-04); with
 * the visit it ends (SES-01).
 */
struct ui_prefs {
    enum words_lang lang;
    enum ui_size size;
    enum ui_contrast contrast;
    bool spacious; // more room between letters, words and paragraphs (TXT-12)
    bool speech;   // each new page is read by itself
    int speed;     // steps, as voice.h counts them
    int volume;
    bool dark; // only heard, through headphones (PRV-08); of the moment, and never remembered
};
extern const struct ui_prefs ui_prefs_usual; // English, size L, medium contrast, no more, silent
bool ui_prefs_equal(const struct ui_prefs *a, const struct ui_prefs *b);

/* Whether the kiosk can say anything, and what is going on: decides which of Listen, "Say it
 * again", "Pause" and "Go on" there are. */
enum ui_hearing { UI_MUTE, UI_SILENT, UI_HEARD, UI_READING, UI_PAUSED };

/* Millimetres from the display's top left. */
struct ui_box {
    double x, y, w, h;
};

/* Words of one line in one weight; x and baseline are from the node's box. */
struct ui_run {
    size_t start, length; // in the pool
    double x, baseline, width;
    double cap;      // height of its capitals
    double tracking; // between letters, beyond what the font has
    bool bold;
    bool soft; // in the secondary colour
};

/* A picture somebody took. The bytes stay the caller's and must live until the next frame. */
struct ui_photo {
    const void *data; // JPEG or PNG
    size_t size;
    int64_t serial; // another picture has another; below 0: of many that follow, one is kept
    bool live;      // what the camera sees now; data may be NULL before there is a frame
    bool cards;     // and a card that it sees is a scan
};

struct ui_node {
    char id[UI_ID_SIZE];
    enum ui_role role;
    enum words_lang lang;
    struct ui_prefs look;               // that it is painted with
    bool both;                          // in both languages (the first screen)
    char key[WORDS_KEY_SIZE];           // "" for what has no phrase: a number, a picture
    size_t text, second, value, spoken; // in the pool; offset 0 is ""
    size_t rich;                        // text with its marks of bold words
    size_t spoken_cy;       // what is in both languages is spoken in both, one after the other
    size_t aloud;           // what of it a loudspeaker may say; "": that it is to be looked at
    const char *second_key; // NULL for none
    const char *picture;    // a name in assets/pictures, or NULL
    struct ui_photo photo;
    bool selectable, selected, disabled, focused, pressed, masked;
    bool voiced;   // being said at the moment
    bool recorded; // spoken is its phrases and nothing else: recordings may stand for them
    bool public;   // its words are the same for everybody, though they have arguments
    bool private;  // the person's own: covered by the veil, never said on a loudspeaker
    bool pii;      // says who somebody is
    bool touchable;
    bool ghost; // takes part in measuring only, so that what stands beside it never moves

    // how it is to be placed
    enum ui_zone zone;
    int parent, first, last, next; // indices, -1 for none
    int across;                    // of a grid
    double weight;                 // its share of a row
    double wide, high;             // of an outline: as large as that, and no larger
    // where it was placed
    bool placed; // false on another page, and for what has no room
    int page;
    struct ui_box box; // also what a finger must hit
    struct ui_box picture_box, tick_box;
    size_t run, run_count;
    int lines;
    double cap;
    bool clipped;
};

struct measured;

/* How wide things are: SDL_ttf in the kiosk, a fixed width in tests. */
struct ui_metrics {
    void *data;
    /* Millimetres of the text on one line, with capitals of that height. */
    double (*width)(void *data, const char *text, size_t length, double cap_mm, bool bold);
    /* The font's size (em) for capitals of that height: line spacing is counted in it. */
    double (*em)(void *data, double cap_mm);
};

struct ui_display {
    int width_px, height_px;
    double width_mm, height_mm;
};

enum ui_event_kind {
    UI_TOUCHED, // released inside the node where it went down
    UI_SCANNED, // the camera read a code
    UI_TAKEN,   // a picture was taken
};

struct ui_event {
    enum ui_event_kind kind;
    const char *id;   // UI_TOUCHED
    const char *text; // UI_SCANNED: the code; UI_TAKEN: the file
};

struct ui {
    struct ui_display display;
    const struct ui_metrics *metrics;
    struct ui_prefs prefs;  // of who is at the screen
    struct ui_prefs others; // while staff are at a visitor's screen, the visitor's; else staff's
    int page, page_count;
    int64_t visits;           // how often ui_forget was called
    bool veiled;              // personal values are covered
    bool accents;             // the keyboard shows them
    char focus[UI_ID_SIZE];   // "" for none
    char pressed[UI_ID_SIZE]; // where a finger is down
    char voiced[UI_ID_SIZE];  // what is being said
    enum ui_hearing hearing;
    bool practice; // every page says so, and has the way out of it

    // of the frame that is running
    bool acting;
    const struct ui_event *event; // NULL while describing, or once a widget has answered to it
    struct ui_node *nodes;
    size_t node_count;
    struct ui_run *runs;
    size_t run_count;
    char *pool;
    size_t pool_used;
    struct measured *measured; // of the words in the pool
    int open[UI_DEPTH_MAX];    // boxes begun and not ended
    size_t depth;
    struct ui_next *coming; // what was said about the next widget
    int spill;              // an empty row, for what has no room in the foot
    bool desk, first, bare, centred, has_lang, has_size;
    bool flows;      // over several pages, with little room on each; of visitors only
    bool apart;      // the body keeps away from what ends the visit
    bool takes_code; // ui_scan was called
};

/* The display and metrics must outlive the ui. Starts as usual. */
void ui_init(struct ui *ui, const struct ui_display *display, const struct ui_metrics *metrics);
void ui_clear(struct ui *ui);

/* Back to how a visit begins: everybody's preferences, page, focus; all words are wiped. */
void ui_forget(struct ui *ui);

/* Staff come to a visitor's screen, or leave it again: each has their own preferences (SES-04). */
void ui_change_hands(struct ui *ui);

/* A frame, acting on an event or (NULL) describing. After ui_end of a describing one, all is
 * placed. */
void ui_begin(struct ui *ui, const struct ui_event *event);
void ui_end(struct ui *ui);

/* The text of a node, without marks of bold words; "" when it has none. Borrowed. */
const char *ui_text(const struct ui *ui, const struct ui_node *node);
const char *ui_second_text(const struct ui *ui, const struct ui_node *node);
const char *ui_value_text(const struct ui *ui, const struct ui_node *node);
const char *ui_spoken_text(const struct ui *ui, const struct ui_node *node);
const char *ui_spoken_cy_text(const struct ui *ui, const struct ui_node *node);
const char *ui_aloud_text(const struct ui *ui, const struct ui_node *node);

/* The phrase that says what kind of thing it is, "Button."; "" for words. */
const char *ui_spoken_key(const struct ui_node *node);

/*
 * A node that is to be seen: by id, or by words: whole, else a start that only one has (NULL if
 * none or two). What can be touched comes before what cannot.
 */
const struct ui_node *ui_node(const struct ui *ui, const char *id);
const struct ui_node *ui_find(const struct ui *ui, const char *words);

/* The node at a place in mm that can be touched, or NULL. */
const struct ui_node *ui_at(const struct ui *ui, double x, double y);

/* The focus goes to the next (1) or previous (-1) node that can be touched, in reading order, round
 * and round; at first to the first of the body. */
void ui_move_focus(struct ui *ui, int step);

/* The placed nodes in reading order, boxes left out; returns how many. */
size_t ui_order(const struct ui *ui, const struct ui_node *out[static UI_NODES_MAX]);

/* That node, or none (""), is being said. */
void ui_voice(struct ui *ui, const char *id);

/* For layout: the child, which has no parent, becomes the parent's last. */
void ui_adopt(struct ui *ui, int parent, int child);

/* The display is not high enough for bars: language, Help and the rest stand in a column. */
bool ui_is_short(const struct ui *ui);

/* Bars, but little between them (15.6 inches and less): what can be left out is, so that a question
 * stands on one page (performance.md, "People's time"). */
bool ui_is_low(const struct ui *ui);
/* 10 inches, or upright: there are shorter words for some things. */
bool ui_is_narrow(const struct ui *ui);
/* 15.6 inches and less, or upright: with the largest words and more space the buttons around a page
 * have their lines apart but not their letters (TXT-12), and there is room for one button while it
 * is read aloud. */
bool ui_is_small(const struct ui *ui);

/* --- the page: first of all, one of these --- */

/* Title at the left of the bar; language and text size at the right. */
void ui_page(struct ui *ui, const char *title_key);
/* The desk: dark bar, denser. ui_bar_text and ui_bar_button may follow. */
void ui_desk_page(struct ui *ui, const char *title_key);
/*
 * The first screen: no title, and the language button only for further languages; ui_in says which
 * language the next words are in. Those it stands in are English and Welsh, side by side and equal,
 * or one that was chosen from further ones: how many.
 */
void ui_first_page(struct ui *ui);
/* The same without anything to touch, where nobody would answer. */
void ui_bare_page(struct ui *ui);
int ui_first_langs(const struct ui *ui, enum words_lang out[static 2]);
/* "title.cy": an id there. Returns out. */
const char *ui_id_in(char out[static UI_ID_SIZE], const char *part, enum words_lang lang);

void ui_bar_text(struct ui *ui, const char *id, const char *key);
bool ui_bar_button(struct ui *ui, const char *id, const char *key);

/* The body's things in the middle, left to right and top to bottom (arrived, done). */
void ui_centre(struct ui *ui);

/* --- the bottom of the page; anywhere in the frame, each at most once --- */

/* "Back", bottom left. On a later page of a long screen it goes a page back by itself. */
bool ui_back(struct ui *ui);
/* "Ask a person" and "I am not sure" (COG-13): the stage answers both by itself. On 10 inches the
 * first stands in Help, and behind the second. */
void ui_ask(struct ui *ui);
/* "Finish and hide": the stage answers it by itself. */
void ui_finish(struct ui *ui);
/* The one main action, bottom right. On a screen of several pages it stands on the last. */
bool ui_go(struct ui *ui, const char *id, const char *key);
/* Further plain buttons, after those at the left ("Print it") or before the go button ("Pay part").
 */
bool ui_foot(struct ui *ui, const char *id, const char *key);
bool ui_foot_right(struct ui *ui, const char *id, const char *key);

/* --- boxes: all that is begun is ended, in order --- */

/* Side by side by weight (ui_weight; default 1), one below the other where that is too narrow. */
void ui_row_begin(struct ui *ui);
void ui_row_end(struct ui *ui);
/* In a row: one below the other. */
void ui_column_begin(struct ui *ui);
void ui_column_end(struct ui *ui);
/* Equal cells, at most so many across, fewer where they are too narrow; fills the room there is. */
void ui_grid_begin(struct ui *ui, int across);
void ui_grid_end(struct ui *ui);
/* A box with a pale edge and white ground; a column inside. */
void ui_card_begin(struct ui *ui, const char *id);
void ui_card_end(struct ui *ui);
/* Its share of the row, for the next box or widget. 0: only as wide as its words. */
void ui_weight(struct ui *ui, double weight);

/* --- said before a widget, for that widget only --- */

/* An argument of its phrases. The text is copied. */
void ui_with(struct ui *ui, const char *name, const char *text);
/* "{count}", and the plural form that goes with it. */
void ui_with_count(struct ui *ui, int64_t count);
void ui_picture_of(struct ui *ui, const char *picture);
/* A second, smaller line under a choice or button. */
void ui_second(struct ui *ui, const char *key);
/* At its right end, bold: the amount of a choice. The text is copied. */
void ui_value(struct ui *ui, const char *text);
/* It is the person's own (amounts, answers); it says who they are. pii is also private. */
void ui_private(struct ui *ui);
void ui_pii(struct ui *ui);
void ui_disabled(struct ui *ui);
/* It shows what it would do: a choice, painted as with these preferences. */
void ui_like(struct ui *ui, const struct ui_prefs *prefs);
/* Though its words have arguments they are the same for everybody, so a loudspeaker may say them.
 * Without it a phrase with arguments, a value, a number or what was typed is never said aloud. */
void ui_public(struct ui *ui);
/* For the first screen: the language of the next widget alone. */
void ui_in(struct ui *ui, enum words_lang lang);
/* For the first screen: in all it stands in, "I am leaving · Rwy’n gadael". */
void ui_in_both(struct ui *ui);
/* Shows dots for what was typed, and says none of it. */
void ui_masked(struct ui *ui);

/* --- words --- */

void ui_title(struct ui *ui, const char *id, const char *key);
void ui_heading(struct ui *ui, const char *id, const char *key);
void ui_paragraph(struct ui *ui, const char *id, const char *key);
void ui_hint(struct ui *ui, const char *id, const char *key);
/* Why Next did not go on, at the question: what to do, kindly. */
void ui_problem(struct ui *ui, const char *id, const char *key);
/* The biggest on its screen: "£9.74", "A 47". The text is copied. */
void ui_number(struct ui *ui, const char *id, const char *text);
/* A picture by itself, which says nothing. */
void ui_picture(struct ui *ui, const char *id, const char *picture);
/* A ticket; the key says what it is, for who listens. */
void ui_photo(struct ui *ui, const char *id, const char *key, const struct ui_photo *photo);

/* A frame of that size in millimetres, with nothing in it; the key says what it is, for who
 * listens. */
void ui_outline(struct ui *ui, const char *id, const char *key, double wide, double high);

/* --- things to touch: true at most once, in the acting frame, for the node that was touched --- */

bool ui_button(struct ui *ui, const char *id, const char *key);
/* A go button in the body (the desk's "hand over", the first screen's "Sign in"). */
bool ui_main_button(struct ui *ui, const char *id, const char *key);
/* Picture, words and second line; chosen ones show colour, edge and tick. */
bool ui_choice(struct ui *ui, const char *id, const char *key, bool selected);
/* A row with an amount at the right and a line below; with a button if its key is not NULL. The
 * button's node is "<id>.change". */
bool ui_line(struct ui *ui, const char *id, const char *key, const char *value,
             const char *button_key);
/* The same as the last line of a card, in bigger figures; its button's node is "<id>.change" too.
 */
bool ui_total(struct ui *ui, const char *id, const char *key, const char *value,
              const char *button_key);
/* Something good to know, in a pale box of its own ("<id>.box"); with a button if its key is not
 * NULL. The button's node is "<id>.more". */
bool ui_note(struct ui *ui, const char *id, const char *key, const char *button_key);

/* --- typing --- */

/* What was typed so far; the key names the field, for who listens. */
void ui_field(struct ui *ui, const char *id, const char *key, const char *text);
/* The same of an amount that is being keyed: private, and with its pound sign. */
void ui_pounds(struct ui *ui, const char *id, const char *key, const char *keyed);
enum ui_keyboard {
    UI_KEYBOARD_LETTERS, // capitals, to search by
    UI_KEYBOARD_NAMES,   // with a space bar; capitals only where a word begins
    UI_KEYBOARD_WORDS,   // with a space bar; a capital only at the beginning
};
/*
 * Letters with Ŵ, Ŷ and an accents key, into text[size]. True when it changed. Its keys' nodes are
 * "<id>.a", "<id>.ŵ", "<id>.accents", "<id>.space", "<id>.delete".
 */
bool ui_keyboard(struct ui *ui, const char *id, char *text, size_t size, enum ui_keyboard kind);
enum ui_keypad { UI_KEYPAD_DIGITS, UI_KEYPAD_POINT };
/* "<id>.0" to "<id>.9", "<id>.point", "<id>.delete". */
bool ui_keypad(struct ui *ui, const char *id, char *text, size_t size, enum ui_keypad kind);

/* --- what came in otherwise; in the acting frame, once --- */

/* What the camera read, or NULL. Borrowed until the frame ends. */
const char *ui_scan(struct ui *ui);
/* The file of a picture that was taken, or NULL. Borrowed until the frame ends. */
const char *ui_taken(struct ui *ui);

#endif
