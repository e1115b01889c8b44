// SPDX-License-Identifier: Apache-2.0
// One claim: all that would be approved, why each refused line was refused, the tickets, and what
// can be done now.

import {get, part} from './api.js';
import {make, theirs} from './dom.js';
import {say, say_code} from './words.js';
import {date_words, money, when} from './format.js';
import {ledger_fee, ledger_office_travel} from './ledger.js';
import {adjustments_section} from './adjustments.js';
import {facts, table} from './table.js';
import {claim_badge, code_words, is_about, line_words, quantity_words, ref_words, server_words,
        waiting_key} from './codes.js';
import {left_step} from './left.js';
import {breadcrumb, demonstration_words, meeting_title, person_name} from './pieces.js';
import {ask_approve, ask_paid} from './decide.js';
import {question_is_open} from './questions.js';
import {slip_step} from './slips.js';
import {tickets} from './tickets.js';

function lines_of(claim, prefix) {
    return claim.lines.filter((line) => line.kind.startsWith(prefix))
        .map((line) => [line_words(line.kind), money(line.pence)]);
}

function lines_table(caption, rows, total) {
    return table({caption, columns: [{label: say('lines.what')},
                                     {label: say('lines.amount'), money: true}],
                  rows, foot: total, none: say('lines.none'), plain: true});
}

// Where it is no longer what the person was shown at the kiosk, that stays beside it.
function shown_at_kiosk(claim, now, then) {
    return [say('claim.at_kiosk'), claim.agreed && now !== then ? money(then) : null];
}

function travel_card(claim) {
    const total = claim.lines.filter((line) => line.kind.startsWith('expense.'))
        .reduce((sum, line) => sum + line.pence, 0);

    return make('section', {class: 'card', 'aria-labelledby': 'travel'},
                make('h2', {id: 'travel'}, say('travel.title')),
                lines_table(say('travel.caption'), lines_of(claim, 'expense.'),
                            [say('travel.total'), money(total)]),
                facts([shown_at_kiosk(claim, total, claim.expenses_pence),
                       [say('travel.desk'), money(claim.cash_pence)],
                       [say('travel.next'),
                        claim.left_pence > 0 ? money(claim.left_pence) : null],
                       [say('travel.office'),
                        make('strong', {}, money(ledger_office_travel(claim)))]], 'sums'));
}

function payment_facts(claim) {
    const waived = claim.fee_waived_pence > 0;

    return facts([shown_at_kiosk(claim, ledger_fee(claim), claim.fee_pence),
                  [say('payment.offered'), waived ? money(claim.fee_offered_pence) : null],
                  [say('payment.waived'), waived ? money(claim.fee_waived_pence) : null],
                  [say('payment.channel'),
                   claim.fee_channel ? code_words('channel', claim.fee_channel) : null],
                  [say('payment.time'), claim.timeswap_minutes > 0
                      ? say('amount.minutes', {count: claim.timeswap_minutes}) : null]], 'sums');
}

function payment_card(claim) {
    const amount = money(ledger_fee(claim));
    const label = is_about(claim) ? say('payment.total_about') : say('payment.total');

    return make('section', {class: 'card', 'aria-labelledby': 'payment'},
                make('h2', {id: 'payment'}, say('payment.title')),
                lines_table(say('payment.caption'), lines_of(claim, 'fee.'), [label, amount]),
                payment_facts(claim));
}

function refused_row(data, claim, rejected) {
    return [ref_words(claim, rejected.ref), quantity_words(claim, rejected, money),
            [say_code('reason', rejected.code) ?? server_words(rejected.reason), ' ',
             make('code', {}, theirs(rejected.code)), ' ',
             theirs(say('question.rule', {rule: rejected.rule})),
             question_is_open(data.exceptions, claim, rejected) &&
                 make('span', {class: 'under'}, say('question.asked'))]];
}

function refused_section(data, claim) {
    return claim.rejected.length > 0 &&
        make('section', {'aria-labelledby': 'refused'},
             make('h2', {id: 'refused'}, say('refused.title')),
             table({caption: say('refused.caption'),
                    columns: [{label: say('lines.what')}, {label: say('lines.amount')},
                              {label: say('refused.why')}],
                    rows: claim.rejected.map((one) => refused_row(data, claim, one))}));
}

function flags_section(claim) {
    return claim.flags.length > 0 &&
        make('section', {'aria-labelledby': 'flags'},
             make('h2', {id: 'flags'}, say('flags.title')),
             make('ul', {}, claim.flags.map((flag) =>
                 make('li', {}, code_words('flag', flag), ' ',
                      make('code', {}, theirs(flag))))));
}

function same_pence(claim) {
    if (claim.from_form)
        return make('p', {}, say('form.typed_in'));
    return claim.same_pence
        ? make('p', {class: 'tick'}, say('check.same'))
        : make('p', {class: 'careful'}, say('check.differs'));
}

function history(claim) {
    return [claim.approved && make('p', {class: 'tick'},
                say('claim.approved_by', {when: when(claim.approved.at), name: claim.approved.by})),
            claim.paid && make('p', {class: 'tick'},
                say('claim.paid_by', {date: date_words(claim.paid.on), name: claim.paid.by}))];
}

// What can be done in a state, and by whom.
const STEPS = {
    to_approve: {role: 'approver', id: 'approve', ask: ask_approve},
    approved: {role: 'finance', id: 'paid', ask: ask_paid},
};

// What can be done now: one main action, or the reason why there is none.
function next_step(data, claim, context) {
    const step = STEPS[claim.state];

    if (!step)
        return [make('p', {}, code_words('why', waiting_key(claim))),
                slip_step(data, claim, context)];
    if (!context.session.roles.includes(step.role))
        return make('p', {}, say(`why.not_${step.role}`));
    return make('button', {type: 'button', class: 'go', id: step.id,
                           on_click: () => step.ask(data, claim, context)},
                step.id === 'approve' && claim.adjustment ? say('approve.button_adjustment')
                                                          : say(`${step.id}.button`));
}

function next_section(data, claim, context) {
    return make('section', {class: 'next', 'aria-labelledby': 'next'},
                make('h2', {id: 'next'}, say('claim.next')),
                same_pence(claim), history(claim), next_step(data, claim, context),
                left_step(data, claim, context));
}

function about(claim) {
    return facts([[say('claim.person'), person_name(claim.name)],
                  [say('claim.made'), when(claim.made)],
                  [say('claims.state'), claim_badge(claim)]]);
}

function gone(data) {
    return {title: say('claim.gone_title'),
            nodes: [make('p', {}, say('claim.gone')),
                    make('p', {}, make('a', {href: `#/meetings/${data.meeting.id}`},
                                       meeting_title(data.meeting)))]};
}

export const claim_page = {
    load: ([meeting]) => get(`/api/meetings/${part(meeting)}`),
    draw: (data, context) => {
        const claim = data.claims.find((one) => one.id === context.ids[1]);

        if (!claim)
            return gone(data);
        return {
            title: say('claim.number', {number: claim.number}),
            way: breadcrumb(['#/meetings', say('meetings.title')],
                            [`#/meetings/${data.meeting.id}`, meeting_title(data.meeting)],
                            [null, theirs(claim.number)]),
            demo: demonstration_words(data.meeting),
            nodes: [about(claim),
                    make('div', {class: 'cards'}, travel_card(claim), payment_card(claim)),
                    adjustments_section(claim), refused_section(data, claim),
                    flags_section(claim), tickets(claim, context),
                    next_section(data, claim, context)],
        };
    },
};
