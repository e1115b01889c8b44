// SPDX-License-Identifier: Apache-2.0
#include "shared/body.h"

#include <assert.h>

#include "shared/json.h"
#include "shared/money.h"

static const struct shape_field meeting_opened_fields[] = {
    SHAPE_MAYBE_ID(struct body_meeting_opened, host),
    SHAPE_FIELD_INSTANT(struct body_meeting_opened, at_ms),
    SHAPE_FIELD_DATE(struct body_meeting_opened, local_date),
};
static const struct shape body_meeting_opened_shape =
    SHAPE(struct body_meeting_opened, meeting_opened_fields);

static const struct shape_field meeting_closed_fields[] = {
    SHAPE_MAYBE_ID(struct body_meeting_closed, host),
    SHAPE_FIELD_INSTANT(struct body_meeting_closed, at_ms),
};
static const struct shape body_meeting_closed_shape =
    SHAPE(struct body_meeting_closed, meeting_closed_fields);

static const struct shape_field meeting_unplanned_fields[] = {
    SHAPE_FIELD_ID(struct body_meeting_unplanned, host),
    SHAPE_FIELD_BYTES(struct body_meeting_unplanned, card),
    SHAPE_FIELD_BYTES(struct body_meeting_unplanned, wrapped_key),
    SHAPE_FIELD_BYTES(struct body_meeting_unplanned, office_key),
    SHAPE_FIELD_INSTANT(struct body_meeting_unplanned, start_ms),
    SHAPE_FIELD_INSTANT(struct body_meeting_unplanned, end_ms),
    SHAPE_FIELD_CODE(struct body_meeting_unplanned, type),
    SHAPE_FIELD_CODE(struct body_meeting_unplanned, policy),
};
static const struct shape body_meeting_unplanned_shape =
    SHAPE(struct body_meeting_unplanned, meeting_unplanned_fields);

static const struct shape_field attendance_arrived_fields[] = {
    SHAPE_FIELD_ID(struct body_attendance_arrived, attendance),
    SHAPE_MAYBE_ID(struct body_attendance_arrived, person),
    SHAPE_FIELD_CODE(struct body_attendance_arrived, as),
    SHAPE_FIELD_CODE(struct body_attendance_arrived, how),
    SHAPE_FIELD_INSTANT(struct body_attendance_arrived, at_ms),
};
static const struct shape body_attendance_arrived_shape =
    SHAPE(struct body_attendance_arrived, attendance_arrived_fields);

static const struct shape_field attendance_left_fields[] = {
    SHAPE_FIELD_ID(struct body_attendance_left, attendance),
    SHAPE_FIELD_CODE(struct body_attendance_left, by),
    SHAPE_FIELD_INSTANT(struct body_attendance_left, at_ms),
};
static const struct shape body_attendance_left_shape =
    SHAPE(struct body_attendance_left, attendance_left_fields);

static const struct shape_field attendance_corrected_fields[] = {
    SHAPE_FIELD_ID(struct body_attendance_corrected, attendance),
    SHAPE_FIELD_INSTANT(struct body_attendance_corrected, arrived_ms),
    SHAPE_MAYBE_INSTANT(struct body_attendance_corrected, left_ms),
    SHAPE_MAYBE_CODE(struct body_attendance_corrected, reason),
    SHAPE_MAYBE_ID(struct body_attendance_corrected, by),
};
static const struct shape body_attendance_corrected_shape =
    SHAPE(struct body_attendance_corrected, attendance_corrected_fields);

static const struct shape_field proof_fields[] = {
    SHAPE_FIELD_CODE(struct body_proof, ref),
    SHAPE_FIELD_CODE(struct body_proof, where),
};
static const struct shape body_proof_shape = SHAPE(struct body_proof, proof_fields);

static const struct shape_field claim_fields[] = {
    SHAPE_FIELD_ID(struct body_claim, claim),
    SHAPE_FIELD_ID(struct body_claim, attendance),
    SHAPE_FIELD_ID(struct body_claim, person),
    SHAPE_FIELD_INT(struct body_claim, number, 1, 999999),
    SHAPE_FIELD_CODE(struct body_claim, letter),
    SHAPE_FIELD_CODE(struct body_claim, policy),
    SHAPE_FIELD_BYTES(struct body_claim, policy_hash),
    SHAPE_MAYBE_BOOL(struct body_claim, about, false),
    SHAPE_MAYBE_BOOL(struct body_claim, cash_today, false),
    SHAPE_MAYBE_BOOL(struct body_claim, cash_wanted, false),
    SHAPE_MAYBE_INSTANT(struct body_claim, leaves_ms),
    SHAPE_MAYBE_INSTANT(struct body_claim, benefits_seen_ms),
    SHAPE_MAYBE_BOOL(struct body_claim, undecided, false),
    SHAPE_MAYBE_CODE(struct body_claim, maximum),
    SHAPE_FIELD_OBJECT(struct body_claim, facts, &facts_claim_shape),
    SHAPE_FIELD_OBJECT(struct body_claim, outcome, &assess_shape),
    SHAPE_LIST(struct body_claim, proofs, proofs_count, SHAPE_OBJECT, &body_proof_shape),
};
static const struct shape body_claim_shape = SHAPE(struct body_claim, claim_fields);

static const struct shape_field claim_withdrawn_fields[] = {
    SHAPE_FIELD_ID(struct body_claim_withdrawn, claim),
    SHAPE_MAYBE_CODE(struct body_claim_withdrawn, reason),
};
static const struct shape body_claim_withdrawn_shape =
    SHAPE(struct body_claim_withdrawn, claim_withdrawn_fields);

static const struct shape_field claim_taken_back_fields[] = {
    SHAPE_FIELD_ID(struct body_claim_taken_back, claim),
    SHAPE_FIELD_ID(struct body_claim_taken_back, handed),
    SHAPE_FIELD_ID(struct body_claim_taken_back, by),
    SHAPE_MAYBE_ID(struct body_claim_taken_back, witness),
};
static const struct shape body_claim_taken_back_shape =
    SHAPE(struct body_claim_taken_back, claim_taken_back_fields);

static const struct shape_field claim_questioned_fields[] = {
    SHAPE_FIELD_ID(struct body_claim_questioned, claim),
    SHAPE_MAYBE_CODE(struct body_claim_questioned, ref),
    SHAPE_FIELD_CODE(struct body_claim_questioned, code),
    SHAPE_MAYBE_DATE(struct body_claim_questioned, due),
};
static const struct shape body_claim_questioned_shape =
    SHAPE(struct body_claim_questioned, claim_questioned_fields);

static const struct shape_field claim_completed_fields[] = {
    SHAPE_FIELD_ID(struct body_claim_completed, claim),
    SHAPE_FIELD_ID(struct body_claim_completed, person),
    SHAPE_MAYBE_CODE(struct body_claim_completed, ref),
    SHAPE_MAYBE_CODE(struct body_claim_completed, where),
    SHAPE_MAYBE_INT(struct body_claim_completed, pence, 0, MONEY_MAX, 0),
    SHAPE_MAYBE_CODE(struct body_claim_completed, receipt_id),
    SHAPE_MAYBE_CODE(struct body_claim_completed, channel),
    SHAPE_MAYBE_INSTANT(struct body_claim_completed, benefits_seen_ms),
    SHAPE_MAYBE_ID(struct body_claim_completed, by),
};
static const struct shape body_claim_completed_shape =
    SHAPE(struct body_claim_completed, claim_completed_fields);

static const struct shape_field receipt_taken_fields[] = {
    SHAPE_FIELD_ID(struct body_receipt_taken, receipt),
    SHAPE_FIELD_ID(struct body_receipt_taken, claim),
    SHAPE_FIELD_CODE(struct body_receipt_taken, ref),
    SHAPE_FIELD_BYTES(struct body_receipt_taken, picture),
    SHAPE_FIELD_INT(struct body_receipt_taken, sealed_bytes, 1, NOTE_SEALED_MAX),
    SHAPE_FIELD_CODE(struct body_receipt_taken, by),
};
static const struct shape body_receipt_taken_shape =
    SHAPE(struct body_receipt_taken, receipt_taken_fields);

static const struct shape_field evidence_seen_fields[] = {
    SHAPE_FIELD_ID(struct body_evidence_seen, claim),
    SHAPE_FIELD_CODE(struct body_evidence_seen, what),
    SHAPE_MAYBE_CODE(struct body_evidence_seen, ref),
    SHAPE_MAYBE_DATE(struct body_evidence_seen, until),
    SHAPE_MAYBE_ID(struct body_evidence_seen, by),
};
static const struct shape body_evidence_seen_shape =
    SHAPE(struct body_evidence_seen, evidence_seen_fields);

static const struct shape_field choice_fields[] = {
    SHAPE_FIELD_ID(struct body_choice, person),
    SHAPE_FIELD_CODE(struct body_choice, choice),
    SHAPE_FIELD_CODE(struct body_choice, value),
    SHAPE_FIELD_INT(struct body_choice, wording, 0, 10000),
};
static const struct shape body_choice_shape = SHAPE(struct body_choice, choice_fields);

static const struct shape_field coins_fields[] = {
    SHAPE_FIELD_INT(struct body_coins, pence, 0, MONEY_MAX),
    SHAPE_FIELD_INT(struct body_coins, count, -COINS_COUNT_MAX, COINS_COUNT_MAX),
};
static const struct shape body_coins_shape = SHAPE(struct body_coins, coins_fields);

static const struct shape_field float_fields[] = {
    SHAPE_FIELD_ID(struct body_float, float_id),
    SHAPE_FIELD_INT(struct body_float, pence, 0, MONEY_MAX),
    SHAPE_MAYBE_ID(struct body_float, by),
    SHAPE_MAYBE_ID(struct body_float, witness),
    SHAPE_LIST(struct body_float, coins, coins_count, SHAPE_OBJECT, &body_coins_shape),
    SHAPE_MAYBE_CODE(struct body_float, reason),
};
static const struct shape body_float_shape = SHAPE(struct body_float, float_fields);

static const struct shape_field cash_fields[] = {
    SHAPE_FIELD_ID(struct body_cash, payment),
    SHAPE_FIELD_ID(struct body_cash, claim),
    SHAPE_MAYBE_ID(struct body_cash, float_id),
    SHAPE_FIELD_INT(struct body_cash, pence, 0, MONEY_MAX),
    SHAPE_FIELD_ID(struct body_cash, payer),
    SHAPE_MAYBE_CODE(struct body_cash, confirmed),
    SHAPE_MAYBE_CODE(struct body_cash, reason),
    SHAPE_LIST(struct body_cash, coins, coins_count, SHAPE_OBJECT, &body_coins_shape),
};
static const struct shape body_cash_shape = SHAPE(struct body_cash, cash_fields);

static const struct shape_field cash_left_fields[] = {
    SHAPE_FIELD_ID(struct body_cash_left, claim),
    SHAPE_FIELD_INT(struct body_cash_left, pence, 0, MONEY_MAX),
    SHAPE_MAYBE_DATE(struct body_cash_left, until),
    SHAPE_FIELD_ID(struct body_cash_left, by),
};
static const struct shape body_cash_left_shape = SHAPE(struct body_cash_left, cash_left_fields);

static const struct shape_field person_added_fields[] = {
    SHAPE_FIELD_ID(struct body_person_added, person),
    SHAPE_FIELD_BYTES(struct body_person_added, names),
};
static const struct shape body_person_added_shape =
    SHAPE(struct body_person_added, person_added_fields);

static const struct shape_field feedback_entry_fields[] = {
    SHAPE_FIELD_CODE(struct body_feedback_entry, mark),
    SHAPE_MAYBE_BYTES(struct body_feedback_entry, words),
};
static const struct shape body_feedback_entry_shape =
    SHAPE(struct body_feedback_entry, feedback_entry_fields);

static const struct shape_field feedback_left_fields[] = {
    SHAPE_LIST(struct body_feedback_left, entries, entries_count, SHAPE_OBJECT,
               &body_feedback_entry_shape),
};
static const struct shape body_feedback_left_shape =
    SHAPE(struct body_feedback_left, feedback_left_fields);

static const struct shape_field kiosk_noted_fields[] = {
    SHAPE_FIELD_CODE(struct body_kiosk_noted, what),
    SHAPE_MAYBE_CODE(struct body_kiosk_noted, version),
};
static const struct shape body_kiosk_noted_shape =
    SHAPE(struct body_kiosk_noted, kiosk_noted_fields);

static const struct shape_field tin_used_fields[] = {
    SHAPE_FIELD_BYTES(struct body_tin_used, code),
    SHAPE_FIELD_ID(struct body_tin_used, staff),
    SHAPE_FIELD_ID(struct body_tin_used, witness),
    SHAPE_FIELD_CODE(struct body_tin_used, why),
    SHAPE_FIELD_INT(struct body_tin_used, limit_pence, 0, MONEY_MAX),
};
static const struct shape body_tin_used_shape = SHAPE(struct body_tin_used, tin_used_fields);

static const struct shape_field kiosk_configured_fields[] = {
    SHAPE_FIELD_ID(struct body_kiosk_configured, kiosk),
    SHAPE_FIELD_CODE(struct body_kiosk_configured, letter),
    SHAPE_MAYBE_TEXT(struct body_kiosk_configured, organisation),
    SHAPE_MAYBE_TEXT(struct body_kiosk_configured, owner),
    SHAPE_MAYBE_INT(struct body_kiosk_configured, answer_days, 0, 100, 0),
    SHAPE_MAYBE_TEXT(struct body_kiosk_configured, complaints_en),
    SHAPE_MAYBE_TEXT(struct body_kiosk_configured, complaints_cy),
    SHAPE_MAYBE_TEXT(struct body_kiosk_configured, adviser_en),
    SHAPE_MAYBE_TEXT(struct body_kiosk_configured, adviser_cy),
};
static const struct shape body_kiosk_configured_shape =
    SHAPE(struct body_kiosk_configured, kiosk_configured_fields);

static const struct shape_field wording_fields[] = {
    SHAPE_FIELD_CODE(struct body_wording, choice),
    SHAPE_FIELD_TEXT(struct body_wording, en),
    SHAPE_FIELD_TEXT(struct body_wording, cy),
};
static const struct shape body_wording_shape = SHAPE(struct body_wording, wording_fields);

static const struct shape_field wording_set_fields[] = {
    SHAPE_FIELD_INT(struct body_wording_set, version, BODY_WORDING_FIRST + 1, 10000),
    SHAPE_LIST(struct body_wording_set, words, words_count, SHAPE_OBJECT, &body_wording_shape),
};
static const struct shape body_wording_set_shape =
    SHAPE(struct body_wording_set, wording_set_fields);

static const struct shape_field host_fields[] = {
    SHAPE_FIELD_ID(struct body_host, staff),
    SHAPE_FIELD_BYTES(struct body_host, card),
    SHAPE_FIELD_BYTES(struct body_host, wrapped_key),
};
static const struct shape body_host_shape = SHAPE(struct body_host, host_fields);

static const struct shape_field kiosk_fields[] = {
    SHAPE_FIELD_CODE(struct body_kiosk, letter),
    SHAPE_FIELD_BYTES(struct body_kiosk, sign_public),
};
static const struct shape body_kiosk_shape = SHAPE(struct body_kiosk, kiosk_fields);

static const struct shape_field meeting_planned_fields[] = {
    SHAPE_FIELD_TEXT(struct body_meeting_planned, public_title),
    SHAPE_FIELD_INSTANT(struct body_meeting_planned, start_ms),
    SHAPE_FIELD_INSTANT(struct body_meeting_planned, end_ms),
    SHAPE_FIELD_CODE(struct body_meeting_planned, type),
    SHAPE_MAYBE_CODE(struct body_meeting_planned, workstream),
    SHAPE_FIELD_CODE(struct body_meeting_planned, policy),
    SHAPE_MAYBE_INSTANT(struct body_meeting_planned, agreed_ms),
    SHAPE_MAYBE_BOOL(struct body_meeting_planned, joint, false),
    SHAPE_MAYBE_BOOL(struct body_meeting_planned, cancelled, false),
    SHAPE_MAYBE_TEXT(struct body_meeting_planned, owner),
    SHAPE_LIST(struct body_meeting_planned, hosts, hosts_count, SHAPE_OBJECT, &body_host_shape),
    SHAPE_LIST(struct body_meeting_planned, kiosks, kiosks_count, SHAPE_OBJECT, &body_kiosk_shape),
    SHAPE_MAYBE_BYTES(struct body_meeting_planned, tin_key),
    SHAPE_MAYBE_INT(struct body_meeting_planned, tin_limit_pence, 0, MONEY_MAX, 0),
};
static const struct shape body_meeting_planned_shape =
    SHAPE(struct body_meeting_planned, meeting_planned_fields);

static const struct shape_field remembered_choice_fields[] = {
    SHAPE_FIELD_CODE(struct body_remembered_choice, choice),
    SHAPE_FIELD_CODE(struct body_remembered_choice, value),
    SHAPE_FIELD_INT(struct body_remembered_choice, wording, 0, 10000),
    SHAPE_MAYBE_INSTANT(struct body_remembered_choice, at_ms),
};
static const struct shape body_remembered_choice_shape =
    SHAPE(struct body_remembered_choice, remembered_choice_fields);

static const struct shape_field item_fields[] = {
    SHAPE_FIELD_CODE(struct body_item, code),
};
static const struct shape body_item_shape = SHAPE(struct body_item, item_fields);

static const struct shape_field usual_fields[] = {
    SHAPE_FIELD_CODE(struct body_usual, code),
    SHAPE_MAYBE_INT(struct body_usual, pence, 0, MONEY_MAX, -1),
    SHAPE_MAYBE_MILES(struct body_usual, miles, -1),
};
static const struct shape body_usual_shape = SHAPE(struct body_usual, usual_fields);

static const struct shape_field waiting_fields[] = {
    SHAPE_FIELD_ID(struct body_waiting, claim),
    SHAPE_MAYBE_CODE(struct body_waiting, ref),
    SHAPE_FIELD_CODE(struct body_waiting, code),
    SHAPE_MAYBE_INT(struct body_waiting, pence, 0, MONEY_MAX, 0),
    SHAPE_FIELD_DATE(struct body_waiting, date),
    SHAPE_MAYBE_DATE(struct body_waiting, until),
    SHAPE_MAYBE_INT(struct body_waiting, month_taken_pence, 0, MONEY_MAX, 0),
};
static const struct shape body_waiting_shape = SHAPE(struct body_waiting, waiting_fields);

static const struct shape_field person_expected_fields[] = {
    SHAPE_FIELD_ID(struct body_person_expected, person),
    SHAPE_FIELD_BYTES(struct body_person_expected, names),
    SHAPE_MAYBE_BYTES(struct body_person_expected, card),
    SHAPE_MAYBE_CODE(struct body_person_expected, age_band),
    SHAPE_MAYBE_CODE(struct body_person_expected, role),
    SHAPE_MAYBE_INSTANT(struct body_person_expected, agreed_ms),
    SHAPE_MAYBE_CODE(struct body_person_expected, terms),
    SHAPE_MAYBE_INT(struct body_person_expected, offered_pence, 0, MONEY_MAX, 0),
    SHAPE_LIST(struct body_person_expected, items, items_count, SHAPE_OBJECT, &body_item_shape),
    SHAPE_LIST(struct body_person_expected, prepaid, prepaid_count, SHAPE_OBJECT, &body_item_shape),
    SHAPE_MAYBE_BOOL(struct body_person_expected, taxi_agreed, false),
    SHAPE_MAYBE_BOOL(struct body_person_expected, dearer_agreed, false),
    SHAPE_MAYBE_MILES(struct body_person_expected, return_miles, -1),
    SHAPE_MAYBE_INT(struct body_person_expected, supporter_number, 0, 100, 0),
    SHAPE_MAYBE_ID(struct body_person_expected, supports),
    SHAPE_MAYBE_BOOL(struct body_person_expected, existing_support, false),
    SHAPE_MAYBE_INSTANT(struct body_person_expected, extra_agreed_ms),
    SHAPE_FIELD_BOOL(struct body_person_expected, opted_in),
    SHAPE_MAYBE_BOOL(struct body_person_expected, paid_capacity, false),
    SHAPE_MAYBE_BOOL(struct body_person_expected, one_off, false),
    SHAPE_MAYBE_INT(struct body_person_expected, maximum_pence, 0, MONEY_MAX, -1),
    SHAPE_MAYBE_MILES(struct body_person_expected, miles_this_tax_year, 0),
    SHAPE_MAYBE_BOOL(struct body_person_expected, bank_on_file, false),
    SHAPE_MAYBE_CODE(struct body_person_expected, pay_channel),
    SHAPE_MAYBE_DATE(struct body_person_expected, evidence_until),
    SHAPE_MAYBE_INT(struct body_person_expected, month_offered_pence, 0, MONEY_MAX, 0),
    SHAPE_MAYBE_INT(struct body_person_expected, month_taken_pence, 0, MONEY_MAX, 0),
    SHAPE_LIST(struct body_person_expected, choices, choices_count, SHAPE_OBJECT,
               &body_remembered_choice_shape),
    SHAPE_MAYBE_CODE(struct body_person_expected, language),
    SHAPE_LIST(struct body_person_expected, usual, usual_count, SHAPE_OBJECT, &body_usual_shape),
    SHAPE_MAYBE_INT(struct body_person_expected, usual_prep_minutes, 0, 100000, -1),
    SHAPE_MAYBE_ID(struct body_person_expected, last_claim),
    SHAPE_MAYBE_INT(struct body_person_expected, last_cash_pence, 0, MONEY_MAX, 0),
    SHAPE_MAYBE_INT(struct body_person_expected, last_paid_pence, 0, MONEY_MAX, 0),
    SHAPE_MAYBE_INT(struct body_person_expected, last_voucher_pence, 0, MONEY_MAX, 0),
    SHAPE_MAYBE_CODE(struct body_person_expected, last_fee),
    SHAPE_MAYBE_DATE(struct body_person_expected, last_paid_on),
    SHAPE_LIST(struct body_person_expected, waiting, waiting_count, SHAPE_OBJECT,
               &body_waiting_shape),
};
static const struct shape body_person_expected_shape =
    SHAPE(struct body_person_expected, person_expected_fields);

static const struct shape_field names_fields[] = {
    SHAPE_FIELD_TEXT(struct body_names, first),
    SHAPE_MAYBE_TEXT(struct body_names, last),
    SHAPE_MAYBE_TEXT(struct body_names, others),
};
const struct shape body_names_shape = SHAPE(struct body_names, names_fields);

static const struct shape_field payer_set_fields[] = {
    SHAPE_FIELD_ID(struct body_payer_set, staff),
    SHAPE_FIELD_BYTES(struct body_payer_set, card),
    SHAPE_FIELD_TEXT(struct body_payer_set, pin_hash),
    SHAPE_MAYBE_BOOL(struct body_payer_set, host, false),
    SHAPE_MAYBE_BOOL(struct body_payer_set, payer, false),
    SHAPE_MAYBE_INT(struct body_payer_set, limit_pence, 0, MONEY_MAX, 0),
    SHAPE_MAYBE_DATE(struct body_payer_set, from),
    SHAPE_MAYBE_DATE(struct body_payer_set, until),
    SHAPE_MAYBE_ID(struct body_payer_set, person),
};
static const struct shape body_payer_set_shape = SHAPE(struct body_payer_set, payer_set_fields);

static const struct shape_field payment_made_fields[] = {
    SHAPE_FIELD_ID(struct body_payment_made, claim),
    SHAPE_FIELD_ID(struct body_payment_made, person),
    SHAPE_FIELD_CODE(struct body_payment_made, what),
    SHAPE_FIELD_CODE(struct body_payment_made, channel),
    SHAPE_FIELD_INT(struct body_payment_made, pence, 0, MONEY_MAX),
    SHAPE_MAYBE_DATE(struct body_payment_made, paid_on),
};
static const struct shape body_payment_made_shape =
    SHAPE(struct body_payment_made, payment_made_fields);

static const struct shape_field claim_ruled_fields[] = {
    SHAPE_FIELD_ID(struct body_claim_ruled, claim),
    SHAPE_FIELD_CODE(struct body_claim_ruled, code),
};
static const struct shape body_claim_ruled_shape =
    SHAPE(struct body_claim_ruled, claim_ruled_fields);

static const struct shape_field claim_answered_fields[] = {
    SHAPE_FIELD_ID(struct body_claim_answered, claim),
    SHAPE_FIELD_ID(struct body_claim_answered, person),
    SHAPE_MAYBE_CODE(struct body_claim_answered, ref),
    SHAPE_FIELD_CODE(struct body_claim_answered, code),
    SHAPE_FIELD_CODE(struct body_claim_answered, about),
    SHAPE_FIELD_CODE(struct body_claim_answered, answer),
    SHAPE_MAYBE_ID(struct body_claim_answered, by),
};
static const struct shape body_claim_answered_shape =
    SHAPE(struct body_claim_answered, claim_answered_fields);

static const struct shape_field fee_approved_fields[] = {
    SHAPE_FIELD_ID(struct body_fee_approved, claim),
    SHAPE_FIELD_ID(struct body_fee_approved, person),
    SHAPE_MAYBE_INT(struct body_fee_approved, turn, 0, BODY_TURN_MAX, 0),
    SHAPE_MAYBE_INT(struct body_fee_approved, fee_pence, -MONEY_MAX, MONEY_MAX, 0),
    SHAPE_MAYBE_INT(struct body_fee_approved, expenses_pence, -MONEY_MAX, MONEY_MAX, 0),
    SHAPE_FIELD_CODE(struct body_fee_approved, channel),
    SHAPE_MAYBE_BYTES(struct body_fee_approved, policy_hash),
    SHAPE_LIST(struct body_fee_approved, why, why_count, SHAPE_CODE, NULL),
    SHAPE_MAYBE_DATE(struct body_fee_approved, rates_from),
    SHAPE_LIST(struct body_fee_approved, account, account_count, SHAPE_OBJECT, &adjust_line_shape),
    SHAPE_MAYBE_ID(struct body_fee_approved, by),
};
static const struct shape body_fee_approved_shape =
    SHAPE(struct body_fee_approved, fee_approved_fields);

static const struct shape_field fee_paid_fields[] = {
    SHAPE_FIELD_ID(struct body_fee_paid, payment),
    SHAPE_FIELD_ID(struct body_fee_paid, claim),
    SHAPE_MAYBE_INT(struct body_fee_paid, turn, 0, BODY_TURN_MAX, 0),
    SHAPE_FIELD_INT(struct body_fee_paid, pence, 0, MONEY_MAX),
    SHAPE_FIELD_CODE(struct body_fee_paid, channel),
    SHAPE_MAYBE_DATE(struct body_fee_paid, paid_on),
    SHAPE_MAYBE_ID(struct body_fee_paid, by),
};
static const struct shape body_fee_paid_shape = SHAPE(struct body_fee_paid, fee_paid_fields);

static const struct shape_field person_viewed_fields[] = {
    SHAPE_FIELD_ID(struct body_person_viewed, person),
    SHAPE_MAYBE_ID(struct body_person_viewed, by),
};
static const struct shape body_person_viewed_shape =
    SHAPE(struct body_person_viewed, person_viewed_fields);

static const struct shape_field import_done_fields[] = {
    SHAPE_FIELD_CODE(struct body_import_done, what),
    SHAPE_FIELD_INT(struct body_import_done, count, 0, 100000),
};
static const struct shape body_import_done_shape =
    SHAPE(struct body_import_done, import_done_fields);

static const struct shape_field claim_reassessed_fields[] = {
    SHAPE_FIELD_ID(struct body_claim_reassessed, claim),
    SHAPE_FIELD_CODE(struct body_claim_reassessed, policy),
    SHAPE_FIELD_BYTES(struct body_claim_reassessed, policy_hash),
    SHAPE_FIELD_INT(struct body_claim_reassessed, fee_pence, 0, MONEY_MAX),
    SHAPE_FIELD_INT(struct body_claim_reassessed, expenses_pence, 0, MONEY_MAX),
};
static const struct shape body_claim_reassessed_shape =
    SHAPE(struct body_claim_reassessed, claim_reassessed_fields);

static const struct shape_field meeting_accepted_fields[] = {
    SHAPE_FIELD_CODE(struct body_meeting_accepted, type),
    SHAPE_FIELD_CODE(struct body_meeting_accepted, policy),
    SHAPE_FIELD_INSTANT(struct body_meeting_accepted, start_ms),
    SHAPE_FIELD_INSTANT(struct body_meeting_accepted, end_ms),
    SHAPE_MAYBE_ID(struct body_meeting_accepted, by),
};
static const struct shape body_meeting_accepted_shape =
    SHAPE(struct body_meeting_accepted, meeting_accepted_fields);

static const struct shape_field person_agreed_fields[] = {
    SHAPE_FIELD_ID(struct body_person_agreed, person),
    SHAPE_FIELD_INSTANT(struct body_person_agreed, agreed_ms),
    SHAPE_MAYBE_ID(struct body_person_agreed, by),
};
static const struct shape body_person_agreed_shape =
    SHAPE(struct body_person_agreed, person_agreed_fields);

static const struct shape_field payer_nominated_fields[] = {
    SHAPE_FIELD_ID(struct body_payer_nominated, staff),
    SHAPE_MAYBE_ID(struct body_payer_nominated, person),
    SHAPE_MAYBE_INT(struct body_payer_nominated, limit_pence, 0, MONEY_MAX, 0),
    SHAPE_MAYBE_DATE(struct body_payer_nominated, from),
    SHAPE_MAYBE_DATE(struct body_payer_nominated, until),
    SHAPE_MAYBE_ID(struct body_payer_nominated, by),
};
static const struct shape body_payer_nominated_shape =
    SHAPE(struct body_payer_nominated, payer_nominated_fields);

static const struct shape_field form_typed_fields[] = {
    SHAPE_FIELD_ID(struct body_form_typed, claim),
    SHAPE_FIELD_ID(struct body_form_typed, person),
    SHAPE_FIELD_CODE(struct body_form_typed, outcome),
    SHAPE_MAYBE_INT(struct body_form_typed, cash_pence, 0, MONEY_MAX, 0),
    SHAPE_FIELD_ID(struct body_form_typed, by),
};
static const struct shape body_form_typed_shape = SHAPE(struct body_form_typed, form_typed_fields);

static const struct {
    enum record_kind kind;
    const struct shape *shape;
} kinds[] = {
    {RECORD_MEETING_OPENED, &body_meeting_opened_shape},
    {RECORD_MEETING_CLOSED, &body_meeting_closed_shape},
    {RECORD_MEETING_UNPLANNED, &body_meeting_unplanned_shape},
    {RECORD_ATTENDANCE_ARRIVED, &body_attendance_arrived_shape},
    {RECORD_ATTENDANCE_LEFT, &body_attendance_left_shape},
    {RECORD_ATTENDANCE_CORRECTED, &body_attendance_corrected_shape},
    {RECORD_CLAIM_MADE, &body_claim_shape},
    {RECORD_CLAIM_AMENDED, &body_claim_shape},
    {RECORD_CLAIM_WITHDRAWN, &body_claim_withdrawn_shape},
    {RECORD_CLAIM_QUESTIONED, &body_claim_questioned_shape},
    {RECORD_CLAIM_HANDED, &body_claim_shape},
    {RECORD_CLAIM_COMPLETED, &body_claim_completed_shape},
    {RECORD_CLAIM_TAKEN_BACK, &body_claim_taken_back_shape},
    {RECORD_RECEIPT_TAKEN, &body_receipt_taken_shape},
    {RECORD_CHOICE_GIVEN, &body_choice_shape},
    {RECORD_CHOICE_WITHDRAWN, &body_choice_shape},
    {RECORD_EVIDENCE_SEEN, &body_evidence_seen_shape},
    {RECORD_FLOAT_OPENED, &body_float_shape},
    {RECORD_FLOAT_ADDED, &body_float_shape},
    {RECORD_FLOAT_SWAPPED, &body_float_shape},
    {RECORD_FLOAT_COUNTED, &body_float_shape},
    {RECORD_CASH_PAID, &body_cash_shape},
    {RECORD_CASH_RETURNED, &body_cash_shape},
    {RECORD_CASH_LEFT, &body_cash_left_shape},
    {RECORD_PERSON_ADDED, &body_person_added_shape},
    {RECORD_FEEDBACK_LEFT, &body_feedback_left_shape},
    {RECORD_KIOSK_NOTED, &body_kiosk_noted_shape},
    {RECORD_TIN_USED, &body_tin_used_shape},
    {RECORD_KIOSK_CONFIGURED, &body_kiosk_configured_shape},
    {RECORD_MEETING_PLANNED, &body_meeting_planned_shape},
    {RECORD_PERSON_EXPECTED, &body_person_expected_shape},
    {RECORD_WORDING_SET, &body_wording_set_shape},
    {RECORD_PAYER_SET, &body_payer_set_shape},
    {RECORD_PAYMENT_MADE, &body_payment_made_shape},
    {RECORD_CLAIM_HELD, &body_claim_ruled_shape},
    {RECORD_CLAIM_RELEASED, &body_claim_ruled_shape},
    {RECORD_CLAIM_ANSWERED, &body_claim_answered_shape},
    {RECORD_FEE_APPROVED, &body_fee_approved_shape},
    {RECORD_FEE_PAID, &body_fee_paid_shape},
    {RECORD_PERSON_VIEWED, &body_person_viewed_shape},
    {RECORD_IMPORT_DONE, &body_import_done_shape},
    {RECORD_CLAIM_REASSESSED, &body_claim_reassessed_shape},
    {RECORD_MEETING_ACCEPTED, &body_meeting_accepted_shape},
    {RECORD_PERSON_AGREED, &body_person_agreed_shape},
    {RECORD_PAYER_NOMINATED, &body_payer_nominated_shape},
    {RECORD_FORM_TYPED, &body_form_typed_shape},
};

const struct shape *body_shape(enum record_kind kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i].kind == kind)
            return kinds[i].shape;
    return NULL;
}

bool body_kind_at(size_t index, enum record_kind *kind)
{
    if (index >= sizeof kinds / sizeof kinds[0])
        return false;
    *kind = kinds[index].kind;
    return true;
}

bool body_read(const struct record *record, void *out, struct err *err)
{
    const struct shape *shape = body_shape(record->kind);
    struct json *json;
    bool ok;

    if (!shape)
        return err_set(err, ERR_INVALID, "this program does not know records of kind %d",
                       (int)record->kind);
    if (!json_read(&json, record->body, record->body_length, RECORD_BODY_MAX, err))
        return err_wrap(err, "%s", record_kind_name(record->kind));
    ok = shape_read(shape, json, out, err);
    json_free(json);
    return ok || err_wrap(err, "%s", record_kind_name(record->kind));
}

void body_write(enum record_kind kind, const void *value, struct bytes *out)
{
    const struct shape *shape = body_shape(kind);

    assert(shape && out->length == 0);
    shape_write(shape, out, NULL, value);
}
