// SPDX-License-Identifier: Apache-2.0
// Code words that the office's machines use among themselves, in words for people. One that we do
// not know is shown as it came: better an odd word than a missing fact.

import {make, theirs} from './dom.js';
import {say, say_code, words_language} from './words.js';

export function code_words(family, code) {
    return say_code(family, code) ?? theirs(code ?? '');
}

// One sentence of the server's, which speaks English.
export function server_words(text) {
    return make('bdi', {lang: words_language() === 'en' ? null : 'en'}, text);
}

export function state_badge(state) {
    const known = say_code('state', state);

    return make('span', {class: known ? `badge ${state.replace('_', '-')}` : 'badge'},
                known ?? theirs(state));
}

// What one that is only made waits for, where that is not its person.
export function waiting_key(claim) {
    return claim.state === 'made' && claim.waits_for && claim.waits_for !== 'person'
        ? `made_${claim.waits_for}` : claim.state;
}

// "About" is what counts the time up to the agreed end: somebody is still there.
export function is_about(claim) {
    return claim.state === 'made' && waiting_key(claim) === 'made';
}

export function claim_badge(claim) {
    return make('span', {class: `badge ${claim.state.replace('_', '-')}`},
                code_words('state', waiting_key(claim)));
}

export function line_words(kind) {
    return code_words('kind', kind);
}

function cost_of(claim, ref) {
    return claim.costs.find((one) => one.ref === ref);
}

// "F1", "X2": the line it is about. One that is refused whole is in no line, but was asked for.
export function ref_words(claim, ref) {
    const line = claim.lines.find((one) => one.ref === ref);
    const cost = cost_of(claim, ref);

    if (line)
        return line_words(line.kind);
    if (cost)
        return line_words(`expense.${cost.category}`);
    return ref.startsWith('F') ? code_words('ref', ref) : say('ref.X', {number: ref.slice(1)});
}

// How much of it is refused: where all of it is, what was asked for.
export function quantity_words(claim, rejected, money) {
    const whole = cost_of(claim, rejected.ref);

    if (rejected.pence !== undefined)
        return money(rejected.pence);
    if (rejected.minutes !== undefined)
        return say('amount.minutes', {count: rejected.minutes});
    if (rejected.miles !== undefined)
        return say('amount.miles', {number: rejected.miles});
    if (whole?.pence > 0)
        return say('amount.all_of', {amount: money(whole.pence)});
    return say('amount.all');
}
