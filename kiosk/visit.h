#ifndef KIOSK_VISIT_H
#define KIOSK_VISIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kiosk/roster.h"
#include "kiosk/store.h"
#include "kiosk/ticket.h"
#include "shared/assess.h"
#include "shared/body.h"
#include "shared/books.h"
#include "shared/facts.h"

/*
 * One person at the kiosk: who they are, how they were recognised, what they have said so far. It
 * is in memory only until they touch Save, and wiped when they go (visit_forget).
 *
 * Arriving and claiming are two things: visit_arrive is committed at "Yes, that is me", before any
 * question; visit_save makes or amends the claim, with its tickets and choices, in one commit.
 */
#define VISIT_LINES_MAX 24
#define VISIT_KEYED_SIZE 9 // of an amount or miles, as keyed

enum visit_how {
    VISIT_BY_LETTERS,
    VISIT_BY_CARD,
    VISIT_BY_HOST,
    VISIT_TOGETHER, // signed in by who came with them (together.h)
};

/* Where the proof of a cost is. */
enum visit_proof { VISIT_PROOF_UNSAID, VISIT_HERE, VISIT_ON_PHONE, VISIT_LATER, VISIT_LOST };

/* Whether the way home is paid for (rules.md section 1.3, a policy's "way_home"). */
enum visit_home {
    VISIT_HOME_UNSAID,
    VISIT_HOME_PAID,   // with the ticket of the way here, or it costs nothing
    VISIT_HOME_TICKET, // with another ticket, which they have
    VISIT_HOME_LATER,  // not yet: its ticket comes later, and what it costs with it
};

enum visit_answer { VISIT_UNSAID, VISIT_YES, VISIT_NO };

/* The opt-ins, in order; visit_choices are their codes. */
enum visit_choice { VISIT_PHOTOGRAPHS, VISIT_WORDS, VISIT_CONTACT, VISIT_CHOICES };

/*
 * One cost. A journey by the mile has miles and no proof; all others pence and proof. Its number
 * makes its ref, "X3", and stays its own while the claim is changed.
 */
struct visit_line {
    enum policy_category category;
    int64_t number;
    bool home;           // the way home by that way
    bool supplied;       // in kind, or bought by the organisation: no money, and nothing to ask
    int64_t pence;       // -1: not said yet
    int64_t milli_miles; // -1: not said yet
    enum visit_proof proof;
    struct ticket ticket;
    char keyed[VISIT_KEYED_SIZE]; // what Back left half typed; "": nothing
    uint32_t questioned;          // bit 1 << enum assess_reason: somebody is to look at that
};

/* How they would like to be paid for their time. */
enum visit_fee {
    VISIT_FEE_UNSAID,
    VISIT_FEE_BANK,
    VISIT_FEE_VOUCHER,
    VISIT_FEE_TIMESWAP,
    VISIT_FEE_LESS, // by bank, at most less_pence
    VISIT_FEE_NONE,
    VISIT_FEE_LATER, // not decided: the offer stays open as long as claims may be made
};

/* For how long they want no more than less_pence. */
enum visit_limit {
    VISIT_LIMIT_NOW,   // for this meeting
    VISIT_LIMIT_KEPT,  // each month, from now on: their own standing maximum
    VISIT_LIMIT_ENDED, // for this meeting, and the standing maximum ends
};

/* What Back left half said at a question that has no line: the answer begins there again. */
struct visit_half {
    char less[VISIT_KEYED_SIZE];
    bool chosen; // of the opt-ins: some was touched
    bool none;   // "No to all of these"
    bool choices[VISIT_CHOICES];
    char contact[BODY_CODE_SIZE]; // how to keep in touch; "": not touched
};

/* What is still to come of a claim made before, and was not shown or decided yet (late.h). */
struct visit_waiting {
    struct body_waiting what;
    bool said; // to be here; nobody has seen it, and no picture was taken
};

/* What was taken of a payment that waited, and of the month of which meeting it is. */
struct visit_taken {
    char date[WHEN_DATE_SIZE];
    int64_t pence;
};

/* One of those, while it is what is asked about. */
struct visit_late {
    bool on;
    struct body_waiting what;
    struct id op;             // made when it was opened: two tries are one answer
    struct visit_line line;   // of a ticket
    enum visit_fee fee;       // of a payment
    bool standing;            // as much as their own standing maximum leaves
    int64_t less_pence;       // -1: not said yet
    int64_t benefits_seen_ms; // 0: not yet
    bool unsaved;             // what was tried last
};

struct visit {
    bool on;
    bool recognised; // by card, their own picture or the host's nod: what is stored may be shown
    bool ending;     // the one question at the end is asked (remember_is_due)
    bool with_card;  // who came with them showed their own card
    enum visit_how how;
    struct id person;
    struct id with;      // who came with them, and is signed in too; none: nobody
    struct id arrive_op; // made when the name was confirmed: twice Yes is one arrival
    struct id attendance;
    int64_t arrived_ms; // 0: not recorded yet
    int64_t leaves_ms;  // "My bus goes at", before there is a claim (visit_leaves_ms); 0: unsaid
    struct shape_span before[FACTS_PRESENCE_MAX]; // times they were here today, and left
    size_t before_count;
    bool was_here; // it was recorded before this visit
    bool left;

    bool claimed; // there is a claim at this meeting, made before or just now
    struct books_claim claim;

    struct id claim_id; // of the claim to be made; made when the form opens
    struct id claim_op;
    struct id question_op;
    struct id choice_ops[VISIT_CHOICES];
    int64_t prep_minutes;        // -1: not said yet
    bool travel_said;            // "How did you get here?" was answered
    bool walked, lift, no_costs; // what of it costs nothing
    enum visit_home home;
    bool costs_said;  // "Any other costs?" was answered
    bool cash_wanted; // of `claim`: by bank only because no float was there yet
    struct visit_line lines[VISIT_LINES_MAX];
    size_t line_count;
    int64_t last_number;    // of a line, removed ones too
    size_t at;              // the line that amount, miles and ticket ask about (steps.h)
    struct visit_late late; // or of a claim made before
    struct visit_waiting waiting[BODY_WAITING_MAX];
    size_t waiting_count;
    struct visit_taken taken[BODY_WAITING_MAX]; // here, and not counted by the office yet
    size_t taken_count;
    bool checking;       // "Change" was touched at check: the answer leads back there
    bool same;           // "Same as last time": only what that leaves open is asked
    bool letter;         // one for the Jobcentre was asked for, or is with the next Save
    struct bytes viewed; // the picture of a ticket, open while it is on the screen
    enum visit_fee fee;
    enum visit_limit limit;
    int64_t less_pence; // -1: not said yet
    int64_t benefits_seen_ms;
    enum visit_answer choices[VISIT_CHOICES]; // photographs, words, contact
    char contact[BODY_CODE_SIZE];             // letter | telephone | email, when contact is yes
    int64_t wording;                          // the version of the words they read
    struct visit_half half;
    uint32_t questioned;       // of the fee's lines, as visit_line has it
    char look[BODY_CODE_SIZE]; // the screen as they have it (prefs.h), kept with the claim; "": not

    struct assessment outcome; // of what was said so far; visit_assess
};

/* The codes of the choices. */
extern const char *const visit_choices[VISIT_CHOICES];

/* Where a visit happens. All borrowed; the roster is open. */
struct visit_place {
    struct store *store;
    struct roster *roster;
    const char *letter;  // of this kiosk's claim numbers
    int64_t answer_days; // working days until a question is answered
};

/* Somebody was found and nothing is recorded yet. Letters alone recognise nobody, and neither does
 * the word of who came with them. */
void visit_begin(struct visit *visit, struct id person, enum visit_how how);

/* The person of the visit; NULL when the office took them off the list meanwhile. */
const struct roster_person *visit_person(const struct visit *visit, const struct roster *roster);

/*
 * Records the arrival, or finds the one there is; finds their claim. True when it is durable. A
 * person who had left and comes again arrives again.
 */
bool visit_arrive(struct visit *visit, const struct visit_place *place, struct err *err);

/* Somebody just sits in: counted, without a name. op_id is made when the question was shown. */
bool visit_sit_in(const struct visit_place *place, struct id op_id, struct err *err);

/* Finds where they are signed in, and their claim, and records nothing; ERR_NOT_FOUND when they
 * are not here. */
bool visit_find(struct visit *visit, const struct visit_place *place, struct err *err);

/* Ends their presence now; visit_stay takes that back, as if they had never left. */
bool visit_leave(struct visit *visit, const struct visit_place *place, struct err *err);
bool visit_stay(struct visit *visit, const struct visit_place *place, struct err *err);

/*
 * The line of that category, or NULL; visit_add_line makes it when there is room. Without its way
 * there a way home goes too, and without the car its passenger.
 */
struct visit_line *visit_line(struct visit *visit, enum policy_category category);
struct visit_line *visit_add_line(struct visit *visit, enum policy_category category);
void visit_remove_line(struct visit *visit, enum policy_category category);

/* Chosen, or no longer: a line that is supplied by the organisation says so of itself. */
void visit_toggle_line(struct visit *visit, const struct roster *roster,
                       enum policy_category category);

/* Miles of a line by the mile; a passenger came as far as the car. */
void visit_say_miles(struct visit *visit, struct visit_line *line, int64_t milli_miles);

/* Journeys by a ticket of their own have the way home that was said: call it again when they
 * change. */
void visit_say_home(struct visit *visit, enum visit_home home);

/* Its proof can be shown now: on paper or on their phone. */
bool visit_proof_is_shown(enum visit_proof proof);

/* What it cost and where its proof is must still be asked. */
bool visit_line_is_open(const struct visit_line *line);
/* Its ticket will come, and what it costs with it: neither refused nor paid. */
bool visit_line_comes_later(const struct visit_line *line);

/* Agreed with this person before: of a taxi, or of a cost of that kind. And: the organisation
 * supplies it, or has bought it. */
bool visit_is_agreed(const struct visit *visit, const struct roster *roster,
                     enum policy_category category);
bool visit_is_supplied(const struct visit *visit, const struct roster *roster,
                       enum policy_category category);

/* "X3"; and the line that the facts, and so an assessment, call so; NULL for none, as for "F1". */
void visit_line_ref(char out[static FACTS_REF_SIZE], const struct visit_line *line);
const struct visit_line *visit_line_of(const struct visit *visit, const char *ref);

/* Somebody who came with them has these miles on their claim: one car is paid once. */
bool visit_miles_are_taken(const struct visit *visit, const struct visit_place *place);

/*
 * Somebody is asked to look at what is refused; asking again takes it back. It stays with the line,
 * whatever number that has by the time of Save, and is saved only for what is then still refused.
 */
bool visit_is_questioned(const struct visit *visit, const struct assess_rejected *rejected);
void visit_question_line(struct visit *visit, const struct assess_rejected *rejected);
bool visit_has_questions(const struct visit *visit);

/* By when an answer is promised that is asked for now. */
void visit_answer_due(const struct visit_place *place, char out[static WHEN_DATE_SIZE]);

/* Fills the facts from what the office said, what was recorded, and what was said here. */
void visit_facts(const struct visit *visit, const struct roster *roster, struct facts *facts);

/* Assesses what was said so far into visit->outcome. */
void visit_assess(struct visit *visit, const struct roster *roster);

/* Whether the policy lets this person be paid in that way. VISIT_FEE_NONE: always. */
bool visit_may_choose(const struct visit *visit, const struct roster *roster, enum visit_fee fee);

/* What they would be paid for their time in that way, all of it: shown before they choose. */
int64_t visit_offer(const struct visit *visit, const struct roster *roster, enum visit_fee fee);

/* What is offered for the whole of this meeting, with as much preparation as the policy pays for
 * (rules.md K6): in pounds, before anything is asked. 0: nothing is. */
int64_t visit_offer_in_all(const struct visit *visit, const struct roster *roster);
/* The same, if it is paid in that way. */
int64_t visit_offer_whole(const struct visit *visit, const struct roster *roster,
                          enum visit_fee fee);

/*
 * "Same as last time": there is something to offer; and its answers are put into the visit, with
 * each ticket said to be here. A car's miles that are taken (visit_miles_are_taken) stay unsaid.
 */
bool visit_has_usual(const struct visit *visit, const struct roster *roster);
void visit_take_usual(struct visit *visit, const struct visit_place *place);

/* What visit->taken has of the month that the date is in. */
int64_t visit_taken_in_month(const struct visit *visit, const char *date);

/* They take what their own standing maximum leaves, which is known: not asked again. */
bool visit_takes_standing(const struct visit *visit, const struct roster *roster);

/* The last day on which an undecided payment may still be taken; "" when it may be at any time. */
void visit_window_end(const struct roster *roster, char out[static WHEN_DATE_SIZE]);

/* Travel money can be handed over here and now: the policy allows cash, a float is open, and it
 * does not wait for the office. A claim that goes by bank stays with the bank, whatever is changed
 * of it: only the desk turns it; but one that wanted cash before there was a float gets it. */
bool visit_cash_today(const struct visit *visit, const struct visit_place *place);

/* It cannot, for no float was counted in yet: it goes by bank, unless one comes. */
bool visit_wants_cash(const struct visit *visit, const struct visit_place *place);

/* What they claim waits for the office: nobody has agreed anything with them yet, or nobody had
 * planned this meeting. */
bool visit_waits(const struct visit *visit, const struct roster *roster);

/*
 * Makes the claim, or amends the one there is, with tickets, questions and choices, in one commit.
 * When true, visit->claim is what was saved, with its number.
 */
bool visit_save(struct visit *visit, const struct visit_place *place, struct err *err);

/* Forgets all answers of the visit, as if none had been given. */
void visit_unsay(struct visit *visit);

/* Puts the answers of the claim that was saved into the visit, with its pictures, to be changed.
 * They are shown to who was recognised only. */
bool visit_load(struct visit *visit, const struct visit_place *place, struct err *err);

/* Of the opt-ins alone, where a claim is not to be changed: one commit. */
bool visit_save_choices(struct visit *visit, const struct visit_place *place, struct err *err);

/* Takes the claim back, without a reason. Time that was recorded stays, and another claim may be
 * made. ERR_INVALID once cash was paid on it. */
bool visit_withdraw(struct visit *visit, const struct visit_place *place, struct err *err);

/* Says of the claim that was saved: "something_is_wrong"; and of what was paid of the claim before:
 * "That is not right". */
bool visit_question(const struct visit *visit, const struct visit_place *place, struct err *err);
bool visit_question_last(const struct visit *visit, const struct visit_place *place,
                         struct err *err);

/* "My bus goes at": who must go is paid first; 0: no hurry. Before there is a claim it is kept for
 * it, with what was begun too (draft.h); of one that waits at no desk here: ERR_INVALID. op is made
 * when the question was shown. */
bool visit_may_hurry(const struct visit *visit);
int64_t visit_leaves_ms(const struct visit *visit);
bool visit_leave_at(struct visit *visit, const struct visit_place *place, struct id op,
                    int64_t leaves_ms, struct err *err);

/* A letter for the Jobcentre, of who has a claim; the office writes it. */
bool visit_want_letter(struct visit *visit, const struct visit_place *place, struct err *err);

/* Takes all of it out of memory. */
void visit_forget(struct visit *visit);

#endif
