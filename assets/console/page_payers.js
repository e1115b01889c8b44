// SPDX-License-Identifier: Apache-2.0
// Who pays cash at the desk: up to how much at a meeting, from when until when, and who they are
// when they take part themselves. Cards and PINs are made at the server, by command.

import {get, part, post} from './api.js';
import {make, theirs} from './dom.js';
import {say} from './words.js';
import {date_words, money} from './format.js';
import {ask_once} from './dialog.js';
import {field, unseen} from './pieces.js';
import {pence_of, sum_input, sum_of} from './money.js';
import {or_none, table} from './table.js';

function inputs_of(payer) {
    return {
        limit: sum_input({id: 'payer-limit', value: sum_of(payer.limit_pence ?? 0)}),
        from: make('input', {type: 'date', id: 'payer-from', value: payer.from}),
        until: make('input', {type: 'date', id: 'payer-until', value: payer.until}),
        member: make('input', {type: 'text', id: 'payer-member', value: payer.member_code,
                               maxlength: '39', autocomplete: 'off'}),
    };
}

// What is not said is not sent: no day, and no limit. A sum of nothing is sent, and refused.
function asked(inputs) {
    const limit = inputs.limit.value.trim();
    const said = {limit_pence: limit ? pence_of(limit) ?? 0 : null,
                  from: inputs.from.value || null, until: inputs.until.value || null};

    return {member_code: inputs.member.value.trim(),
            ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))};
}

function ask_changed(payer, context) {
    const inputs = inputs_of(payer);

    ask_once({
        title: say('payers.change_title', {name: payer.name}),
        body: make('div', {},
                   field(say('payers.limit'), inputs.limit, say('payers.limit_hint')),
                   field(say('payers.from'), inputs.from),
                   field(say('payers.until'), inputs.until),
                   field(say('payers.member'), inputs.member, say('payers.member_hint'))),
        yes: say('payers.yes'),
        act: () => post(`/api/payers/${part(payer.id)}`, asked(inputs)),
        done: () => context.again({tell: say('payers.done')}),
        handled: context.lost,
    });
}

function row(payer, context) {
    const may = context.session.roles.includes('coordinator');

    return [theirs(payer.name),
            payer.limit_pence === null ? say('payers.no_limit') : money(payer.limit_pence),
            payer.from ? date_words(payer.from) : say('table.none'),
            payer.until ? date_words(payer.until) : say('table.none'),
            theirs(or_none(payer.member_code)),
            may ? make('button', {type: 'button', class: 'small',
                                  on_click: () => ask_changed(payer, context)},
                       say('payers.change'), unseen(theirs(payer.name)))
                : say('table.none')];
}

export const payers_page = {
    load: () => get('/api/payers'),
    draw: (data, context) => ({
        title: say('payers.title'),
        nodes: [make('p', {class: 'hint'}, say('payers.why')),
                table({caption: say('payers.caption'),
                       columns: ['name', 'limit', 'from', 'until', 'member', 'change']
                           .map((key) => ({label: say(`payers.${key}`)})),
                       rows: data.payers.map((payer) => row(payer, context)),
                       none: say('payers.none')})],
    }),
};
