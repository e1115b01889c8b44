// SPDX-License-Identifier: Apache-2.0
// What changed of a claim after it was approved: what each line was, what it is now, and why. What
// was approved or paid stays as it is; an adjustment is added to it.

import {make} from './dom.js';
import {say} from './words.js';
import {date_words, money, when} from './format.js';
import {facts, table} from './table.js';
import {code_words, line_words} from './codes.js';

function lines_table(lines) {
    return table({caption: say('adjust.caption'),
                  columns: [{label: say('lines.what')}, {label: say('adjust.was'), money: true},
                            {label: say('adjust.now'), money: true},
                            {label: say('adjust.difference'), money: true}],
                  rows: lines.map((line) => [line_words(line.of.kind), money(line.was_pence),
                                             money(line.now_pence), money(line.pence)]),
                  none: say('lines.none')});
}

function why_words(adjustment) {
    return adjustment.why.map((why) => make('p', {},
        why === 'policy' ? say('adjust.rates', {date: date_words(adjustment.rates_from)})
                         : code_words('adjusted', why)));
}

// A ledger in which nothing changes is left out.
function sums(adjustment) {
    const of = (pence) => pence !== 0 ? make('strong', {}, money(pence)) : null;

    return facts([[say('adjust.payment'), of(adjustment.fee_pence)],
                  [say('adjust.travel'), of(adjustment.expenses_pence)]], 'sums');
}

function over(adjustment) {
    const pence = [['payment.title', adjustment.fee_over_pence],
                   ['travel.title', adjustment.expenses_over_pence]].filter(([, one]) => one > 0);

    return pence.length > 0 &&
        make('div', {class: 'careful'}, make('p', {}, say('adjust.over')),
             make('ul', {}, pence.map(([key, one]) => make('li', {}, say(key), ': ', money(one)))),
             make('p', {}, say('adjust.over_kindly')));
}

function waiting(claim) {
    const {adjustment} = claim;

    return [why_words(adjustment), lines_table(adjustment.lines), sums(adjustment),
            over(adjustment),
            claim.state === 'to_approve' && make('p', {}, say('adjust.waits'))];
}

function past(adjustment) {
    return make('div', {},
                make('h3', {}, say('adjust.past', {when: when(adjustment.at)})),
                why_words(adjustment), lines_table(adjustment.lines), sums(adjustment),
                make('p', {class: 'tick'}, say('claim.approved_by', {when: when(adjustment.at),
                                                                     name: adjustment.by})),
                adjustment.paid && make('p', {class: 'tick'},
                    say('claim.paid_by', {date: date_words(adjustment.paid.on),
                                          name: adjustment.paid.by})));
}

export function adjustments_section(claim) {
    return (claim.adjustment || claim.adjustments.length > 0) &&
        make('section', {class: 'adjustment', id: 'adjustment', 'aria-labelledby': 'adjusted'},
             make('h2', {id: 'adjusted'}, say('adjust.title')),
             claim.adjustment && waiting(claim), claim.adjustments.map(past));
}
