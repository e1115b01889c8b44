#ifndef SHARED_BODY_H
#define SHARED_BODY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/adjust.h"
#include "shared/assess.h"
#include "shared/bytes.h"
#include "shared/card.h"
#include "shared/coins.h"
#include "shared/err.h"
#include "shared/facts.h"
#include "shared/id.h"
#include "shared/keys.h"
#include "shared/note.h"
#include "shared/record.h"
#include "shared/shape.h"
#include "shared/tin.h"

/*
 * What each kind of record says: one struct and one shape a kind (architecture.md part 4). Codes,
 * pence and instants only: whatever must one day be erased is a note, and its name stands here.
 * Whose id a person, staff member or claim has, only the office can tell.
 */
#define BODY_CODE_SIZE 40
#define BODY_LETTER_SIZE 2
#define BODY_NAMES_MAX 2
#define BODY_HOSTS_MAX 8
#define BODY_KIOSKS_MAX 26 // as many as there are letters
#define BODY_CHOICES_MAX 8
#define BODY_ITEMS_MAX 20
#define BODY_USUAL_MAX 12
#define BODY_WAITING_MAX 8
#define BODY_COINS_MAX 16
#define BODY_TURN_MAX 1000
#define BODY_WHY_MAX 3
#define BODY_TITLE_SIZE 120
#define BODY_NUMBER_SIZE 12 // "A 47"
#define BODY_OWNER_SIZE 80
#define BODY_CONTACT_SIZE 200
#define BODY_LETTER "jobcentre_letter" // a letter for the Jobcentre is wanted
#define BODY_ANSWER_DAYS 10            // working days, where the office says nothing else

/* --- up: the meeting --- */

struct body_meeting_opened {
    struct id host;                  // staff
    int64_t at_ms;                   // minutes are counted from the instants of this meeting
    char local_date[WHEN_DATE_SIZE]; // shown and confirmed (reliability.md F10)
};

struct body_meeting_closed {
    struct id host;
    int64_t at_ms;
};

/*
 * Nobody had planned it: a host opened it all the same, and every claim of it waits until the
 * office has accepted it. Comes before its meeting.opened.
 */
struct body_meeting_unplanned {
    struct id host;
    uint8_t card[CARD_ID_SIZE];             // of that host
    uint8_t wrapped_key[CARD_WRAPPED_SIZE]; // the meeting's key, which the kiosk made, for the card
    uint8_t office_key[NOTE_WRAPPED_SIZE];  // and for the office (note_wrap_key)
    int64_t start_ms;                       // the window as the host said it
    int64_t end_ms;
    char type[BODY_CODE_SIZE]; // as of the nearest meeting that was planned
    char policy[POLICY_ID_SIZE];
};

/* --- up: who was there --- */

struct body_attendance_arrived {
    struct id attendance;
    struct id person;         // none: just sitting in, or not on the list
    char as[BODY_CODE_SIZE];  // participant | supporter | sitting_in | new
    char how[BODY_CODE_SIZE]; // letters | card | host | together | none
    int64_t at_ms;
};

struct body_attendance_left {
    struct id attendance;
    char by[BODY_CODE_SIZE]; // person | host | closing
    int64_t at_ms;
};

struct body_attendance_corrected {
    struct id attendance;
    int64_t arrived_ms;
    int64_t left_ms; // 0: still there
    char reason[BODY_CODE_SIZE];
    struct id by;
};

/* --- up: claims --- */

/* What the person said about the proof of one line. */
struct body_proof {
    char ref[FACTS_REF_SIZE];
    char where[BODY_CODE_SIZE]; // here | phone | later | lost | none_needed
};

/*
 * Made, amended, and handed over on paper: whole each time; the last one counts. The kiosk that
 * made it and the one that pays it both record claim.handed, byte for byte under one op_id.
 */
struct body_claim {
    struct id claim;
    struct id attendance;
    struct id person;
    int64_t number; // with the kiosk's letter: "A 1"; never used again within a meeting
    char letter[BODY_LETTER_SIZE];
    char policy[POLICY_ID_SIZE];
    uint8_t policy_hash[RECORD_HASH_SIZE]; // of the policy's JSON as it came (keys_hash "policy")
    bool about;                            // an open presence was counted to the agreed end
    bool cash_today;                       // travel money was promised at the desk
    bool cash_wanted;  // it was not, only because no float was there yet: they may have it in cash
    int64_t leaves_ms; // "my bus goes at": who must go is paid first; 0: unsaid
    int64_t benefits_seen_ms; // when "a payment can change them" was on the screen
    bool undecided; // about payment: the offer stays open. The facts say declined until then
    char maximum[BODY_CODE_SIZE]; // kept: theirs for every month from now on; dropped; "" as it was
    struct facts facts;
    struct assessment outcome;
    struct body_proof proofs[FACTS_EXPENSES_MAX];
    size_t proofs_count;
};

struct body_claim_withdrawn {
    struct id claim;
    char reason[BODY_CODE_SIZE]; // none, unless a host did it for them
};

/* The slip is back, and two people saw it: it is paid here, or by bank, after all. In the office's
 * own log: an account of finance says that nobody paid it by its slip. */
struct body_claim_taken_back {
    struct id claim;
    struct id handed; // op_id of the claim.handed that ends
    struct id by;
    struct id witness; // a second person; none: at the office
};

struct body_claim_questioned {
    struct id claim;
    char ref[FACTS_REF_SIZE];
    char code[BODY_CODE_SIZE]; // what was refused, "something_is_wrong", or BODY_LETTER
    char due[WHEN_DATE_SIZE];  // by when they were told that there is an answer
};

/* What was still to come of a claim, and came at a later meeting: the ticket of a line, or what
 * they decided about the payment. Its pictures are receipt.taken of their own, after it. A ticket
 * without a picture counts when somebody has seen it: evidence.seen of that line. */
struct body_claim_completed {
    struct id claim;
    struct id person;
    char ref[FACTS_REF_SIZE];   // the line; "" for the payment
    char where[BODY_CODE_SIZE]; // of a ticket: here | phone
    int64_t pence; // that stand on it; of the payment, by bank: the most they want, or 0
    char receipt_id[FACTS_RECEIPT_SIZE];
    char channel[BODY_CODE_SIZE]; // of the payment: bank | voucher | timeswap | none
    int64_t benefits_seen_ms; // of the payment: when "a payment can change them" was on the screen
    struct id by;             // who of the office took it; none: it came at a kiosk
};

struct body_receipt_taken {
    struct id receipt;
    struct id claim;
    char ref[FACTS_REF_SIZE];
    uint8_t picture[NOTE_NAME_SIZE];
    int64_t sealed_bytes;
    char by[BODY_CODE_SIZE]; // person | desk
};

struct body_evidence_seen {
    struct id claim;
    char what[BODY_CODE_SIZE];  // ticket | entitlement
    char ref[FACTS_REF_SIZE];   // the line, for a ticket
    char until[WHEN_DATE_SIZE]; // for an entitlement
    struct id by;
};

/* --- up: what people agree to --- */

/* The version of the words that a kiosk has before the office says its own. */
#define BODY_WORDING_FIRST 1

struct body_choice {
    struct id person;
    char choice[BODY_CODE_SIZE]; // photographs | words | contact
    char value[BODY_CODE_SIZE];  // yes | no | letter | telephone | email
    int64_t wording;             // the version of the words they read
};

/* --- up: the float, and cash --- */

struct body_coins {
    int64_t pence; // 5000 down to 1
    int64_t count; // below zero: it goes the other way
};

/* Opened, added, swapped, counted. The coins come to the pence, or nobody said which they are. */
struct body_float {
    struct id float_id;
    int64_t pence; // opened, counted: all of it; added: what was added; swapped: 0
    struct id by;
    struct id witness; // a second person
    struct body_coins coins[BODY_COINS_MAX];
    size_t coins_count;
    char reason[BODY_CODE_SIZE]; // counted, and it differs: why, as far as somebody knows
};

/* Paid, returned. A return names the payment that it takes back, whole or in part. In the office's
 * own log: paid by hand where no kiosk worked, as a paper form says and an account of finance. */
struct body_cash {
    struct id payment;
    struct id claim;
    struct id float_id; // none: by hand
    int64_t pence;
    struct id payer;                // by hand: whose account
    char confirmed[BODY_CODE_SIZE]; // person | payer
    char reason[BODY_CODE_SIZE];    // of a return
    struct body_coins coins[BODY_COINS_MAX];
    size_t coins_count;
};

/* What of a claim is not handed over now is, in cash, at a later meeting: all of that, each time;
 * 0 takes it back. In the office's own log: 0, it goes by bank after all, and an account says so.
 */
struct body_cash_left {
    struct id claim;
    int64_t pence;
    char until[WHEN_DATE_SIZE]; // the last day on which it is paid in cash; "" none
    struct id by;
};

/* The lists of coins that records carry. False when one is no note or coin of ours, or is there
 * twice. */
bool body_get_coins(struct coins *out, const struct body_coins *list, size_t count);
size_t body_put_coins(struct body_coins list[static BODY_COINS_MAX], const struct coins *coins);

/* --- up: the rest --- */

struct body_person_added {
    struct id person;
    uint8_t names[NOTE_NAME_SIZE];
};

/* What was said of a meeting without a name; all of it in one record, in no order. */
#define BODY_FEEDBACK_MAX 100
struct body_feedback_entry {
    char mark[BODY_CODE_SIZE];     // good | middling | bad
    uint8_t words[NOTE_NAME_SIZE]; // a note for the office alone (note_seal_to); zeros: none
};

struct body_feedback_left {
    struct body_feedback_entry entries[BODY_FEEDBACK_MAX];
    size_t entries_count;
};

#define BODY_PAYS_HERE "pays_here"
#define BODY_PAYS_ELSEWHERE "pays_elsewhere"
#define BODY_TAKES_OVER "takes_over"
struct body_kiosk_noted {
    char what[BODY_CODE_SIZE]; // started | stopped | pin_refused | clock_set | disk_low |
                               // disk_trouble | down_forked | and of a meeting:
                               // pays_here | pays_elsewhere | takes_over
    char version[BODY_CODE_SIZE];
};

/* The float tin's one-time code let somebody to the desk, and is worth nothing now (tin.h). */
struct body_tin_used {
    uint8_t code[TIN_ID_SIZE];
    struct id staff;          // who took a new PIN with it, and may pay out
    struct id witness;        // a second person, by card
    char why[BODY_CODE_SIZE]; // pin_forgotten | payer_away
    int64_t limit_pence;      // that may be paid out with it
};

/* --- down --- */

/*
 * How the office words the opt-ins, in both languages. Each is one button, so none has more than
 * BODY_WORDING_CHARS characters, nor a word of more than BODY_WORDING_LONGEST.
 */
#define BODY_WORDING_CHARS 40
#define BODY_WORDING_LONGEST 14
#define BODY_WORDING_SIZE (BODY_WORDING_CHARS * 4 + 1)
#define BODY_WORDINGS_MAX 8
struct body_wording {
    char choice[BODY_CODE_SIZE]; // photographs | words | contact
    char en[BODY_WORDING_SIZE];
    char cy[BODY_WORDING_SIZE];
};
struct body_wording_set {
    int64_t version; // one more each time, from BODY_WORDING_FIRST + 1
    struct body_wording words[BODY_WORDINGS_MAX];
    size_t words_count;
};

struct body_kiosk_configured {
    struct id kiosk;
    char letter[BODY_LETTER_SIZE];
    char organisation[BODY_TITLE_SIZE]; // as it calls itself on screens and slips
    // Who answers what people ask to be looked at: a public name, of somebody who works there
    // (rules.md P16). "": it is only said that somebody at the office does.
    char owner[BODY_OWNER_SIZE];
    int64_t answer_days; // working days until there is an answer; 0: BODY_ANSWER_DAYS
    // How to complain, in the office's own words (rules.md C35, S36, P14). "": to anyone of the
    // team.
    char complaints_en[BODY_CONTACT_SIZE];
    char complaints_cy[BODY_CONTACT_SIZE];
    // Who advises people on benefits, by name, in the office's words (rules.md S30). "": nobody.
    char adviser_en[BODY_CONTACT_SIZE];
    char adviser_cy[BODY_CONTACT_SIZE];
};

struct body_host {
    struct id staff;
    uint8_t card[CARD_ID_SIZE];
    uint8_t wrapped_key[CARD_WRAPPED_SIZE]; // the meeting's key, for that card
};

/* One kiosk of the office: what it signs on paper is believed by the others (handed.h). */
struct body_kiosk {
    char letter[BODY_LETTER_SIZE];
    uint8_t sign_public[KEYS_PUBLIC_SIZE];
};

struct body_meeting_planned {
    char public_title[BODY_TITLE_SIZE]; // neutral: it may stand on a screen in a hall
    int64_t start_ms;                   // the agreed window
    int64_t end_ms;
    char type[BODY_CODE_SIZE];
    char workstream[BODY_CODE_SIZE];
    char policy[POLICY_ID_SIZE];
    int64_t agreed_ms; // the manager's agreement (rules.md D20); 0: none
    bool joint;
    bool cancelled;
    char owner[BODY_OWNER_SIZE]; // who answers questions of this meeting; "": who does of all
    struct body_host hosts[BODY_HOSTS_MAX];
    size_t hosts_count;
    struct body_kiosk kiosks[BODY_KIOSKS_MAX]; // by letter
    size_t kiosks_count;
    uint8_t tin_key[TIN_WRAPPED_SIZE]; // the meeting's key, for the tin's code; zeros: none
    int64_t tin_limit_pence;           // that may be paid out with it
};

struct body_remembered_choice {
    char choice[BODY_CODE_SIZE];
    char value[BODY_CODE_SIZE];
    int64_t wording;
    int64_t at_ms;
};

struct body_item {
    char code[BODY_CODE_SIZE];
};

/* One cost of the claim before, to be offered as it was. */
struct body_usual {
    char code[BODY_CODE_SIZE]; // its category
    int64_t pence;             // -1: by the mile
    int64_t miles;             // thousandths; -1: by a ticket
};

/* Of a claim made before: its ticket is still to come, or its payment is not decided. */
struct body_waiting {
    struct id claim;
    char ref[FACTS_REF_SIZE];   // the line; "" for the payment
    char code[BODY_CODE_SIZE];  // the category of a line; "fee"
    int64_t pence;              // what was said of it, or is offered; 0: not said
    char date[WHEN_DATE_SIZE];  // of that meeting
    char until[WHEN_DATE_SIZE]; // the last day of its claim window; "" none
    int64_t month_taken_pence;  // of a payment: taken of all payments of that month's meetings
};

struct body_person_expected {
    struct id person;
    uint8_t names[NOTE_NAME_SIZE]; // a note: struct body_names
    uint8_t card[CARD_ID_SIZE];    // zeros: no card
    char age_band[BODY_CODE_SIZE]; // under_18 | 18_to_20 | 21_up, on the day of this meeting
    char role[BODY_CODE_SIZE];
    int64_t agreed_ms;          // when the engagement was agreed (rules.md D21); 0: never
    char terms[BODY_CODE_SIZE]; // version they agreed to
    int64_t offered_pence;
    struct body_item items[BODY_ITEMS_MAX]; // expense categories agreed in advance
    size_t items_count;
    struct body_item prepaid[BODY_ITEMS_MAX]; // journeys already bought
    size_t prepaid_count;
    bool taxi_agreed;
    bool dearer_agreed;
    int64_t return_miles;     // agreed, home and back, in thousandths; -1: none agreed
    int64_t supporter_number; // 0: comes in their own right; 1: the first supporter
    struct id supports;
    bool existing_support;
    int64_t extra_agreed_ms;
    bool opted_in;
    bool paid_capacity;
    bool one_off;
    int64_t maximum_pence;       // their own standing maximum; -1: none
    int64_t miles_this_tax_year; // thousandths
    bool bank_on_file;
    char pay_channel[BODY_CODE_SIZE];    // what they chose last: bank | voucher | timeswap | none
    char evidence_until[WHEN_DATE_SIZE]; // cash evidence is good until; "" none
    int64_t month_offered_pence;
    int64_t month_taken_pence;
    struct body_remembered_choice choices[BODY_CHOICES_MAX];
    size_t choices_count;
    char language[BODY_CODE_SIZE];           // en | cy, if they asked for it to be remembered
    struct body_usual usual[BODY_USUAL_MAX]; // what they claimed last time
    size_t usual_count;
    int64_t usual_prep_minutes; // -1: there was no last time
    struct id last_claim;       // none: no claim before was paid
    int64_t last_cash_pence;    // of it, at the desk
    int64_t last_paid_pence;    // of it, by the office: all of it
    int64_t last_voucher_pence; // of that, in vouchers; travel money goes to the bank all the same
    char last_fee[BODY_CODE_SIZE]; // what they chose then: bank | voucher | timeswap | less | no
    char last_paid_on[WHEN_DATE_SIZE];
    struct body_waiting waiting[BODY_WAITING_MAX];
    size_t waiting_count;
};

/* The names of one person, inside a note sealed for "names". */
#define BODY_NAME_SIZE 100
struct body_names {
    char first[BODY_NAME_SIZE];
    char last[BODY_NAME_SIZE];
    char others[BODY_NAME_SIZE]; // other names they use, with spaces between
};

struct body_payer_set {
    struct id staff;
    struct id person; // who they are when they take part themselves: never their own claim (S23)
    uint8_t card[CARD_ID_SIZE];
    char pin_hash[CARD_PIN_HASH_SIZE];
    int64_t limit_pence; // that they may pay out at one meeting
    char from[WHEN_DATE_SIZE];
    char until[WHEN_DATE_SIZE];
    bool host;
    bool payer; // the nominated individual (rules.md S23)
};

struct body_payment_made {
    struct id claim;
    struct id person;
    char what[BODY_CODE_SIZE]; // fee | travel; fee_more | travel_more: all that was paid later
    char channel[BODY_CODE_SIZE];
    int64_t pence;
    char paid_on[WHEN_DATE_SIZE];
};

struct body_claim_ruled { // held, released
    struct id claim;
    char code[BODY_CODE_SIZE];
};

/* The office's answer to a claim.questioned. To kiosks, and with `by` in the office's own log. */
struct body_claim_answered {
    struct id claim;
    struct id person; // whom to show it to, once their card was seen
    char ref[FACTS_REF_SIZE];
    char code[BODY_CODE_SIZE];   // what was asked
    char about[BODY_CODE_SIZE];  // a category of cost, "fee", or "claim" for something_is_wrong
    char answer[BODY_CODE_SIZE]; // paid_after_all | stays_as_it_is | bring_proof |
                                 // put_right_at_office
    struct id by;
};

/* --- the office's own log --- */

/*
 * The first approval of a claim is its turn 0, and each adjustment one more: what it adds or, below
 * zero, takes off (adjust.h).
 */
struct body_fee_approved {
    struct id claim;
    struct id person;
    int64_t turn;
    int64_t fee_pence;
    int64_t expenses_pence; // travel money the office pays because the desk did not
    char channel[BODY_CODE_SIZE];
    uint8_t policy_hash[RECORD_HASH_SIZE];  // the version it was assessed under
    char why[BODY_WHY_MAX][BODY_CODE_SIZE]; // of an adjustment: policy, facts, desk
    size_t why_count;
    char rates_from[WHEN_DATE_SIZE]; // the first day of the rates that changed; "" when none did
    struct adjust_line account[ADJUST_LINES_MAX]; // what is approved, line by line
    size_t account_count;
    struct id by;
};

struct body_fee_paid {
    struct id payment;
    struct id claim;
    int64_t turn; // this one, and those before it that were not paid
    int64_t pence;
    char channel[BODY_CODE_SIZE];
    char paid_on[WHEN_DATE_SIZE];
    struct id by;
};

struct body_person_viewed {
    struct id person;
    struct id by;
};

struct body_import_done {
    char what[BODY_CODE_SIZE]; // people | meetings | policies
    int64_t count;
};

/* A new version of its policy made other pence of a claim. */
struct body_claim_reassessed {
    struct id claim;
    char policy[POLICY_ID_SIZE];
    uint8_t policy_hash[RECORD_HASH_SIZE];
    int64_t fee_pence;
    int64_t expenses_pence; // before what the desk paid
};

/* What an unplanned meeting was, as the office accepted it. */
struct body_meeting_accepted {
    char type[BODY_CODE_SIZE];
    char policy[POLICY_ID_SIZE];
    int64_t start_ms;
    int64_t end_ms;
    struct id by;
};

/* Somebody who was new at a meeting is on the list now: when it was agreed with them. */
struct body_person_agreed {
    struct id person;
    int64_t agreed_ms;
    struct id by;
};

/* For what somebody pays cash, as the office said it last (rules.md S23). */
struct body_payer_nominated {
    struct id staff;
    struct id person; // who they are when they take part themselves; none: they do not
    int64_t limit_pence;
    char from[WHEN_DATE_SIZE];
    char until[WHEN_DATE_SIZE];
    struct id by;
};

/* A paper form was typed in at the office; its claim is a claim.made of the same log, or was there
 * before. */
struct body_form_typed {
    struct id claim; // that comes of the form (form.h)
    struct id person;
    char outcome[BODY_CODE_SIZE]; // made | same | differs, from what stands
    int64_t cash_pence;           // that they got in cash, as the form says
    struct id by;
};

/*
 * The shape of a kind's body; NULL for a kind we do not know, and for policy.set, whose body is the
 * policy itself (policy_read).
 */
const struct shape *body_shape(enum record_kind kind);
extern const struct shape body_names_shape;

/* Reads a record's body into the struct of its kind. ERR_INVALID when it does not fit. */
bool body_read(const struct record *record, void *out, struct err *err);

/* Writes it; the bytes are the caller's. */
void body_write(enum record_kind kind, const void *value, struct bytes *out);

/* Every kind that has a shape, for tests and documents; false past the end. */
bool body_kind_at(size_t index, enum record_kind *kind);

#endif
