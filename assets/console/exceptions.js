// SPDX-License-Identifier: Apache-2.0
// What waits for a person, as a table, and the question how it was settled.

import {part, post} from './api.js';
import {make, theirs} from './dom.js';
import {say} from './words.js';
import {when} from './format.js';
import {ask_once} from './dialog.js';
import {code_words, server_words} from './codes.js';
import {table} from './table.js';

const NOTES = ['checked', 'put_right', 'talked', 'nothing_to_do'];

function choices() {
    return make('fieldset', {},
                make('legend', {}, say('solve.how')),
                NOTES.map((note) => make('p', {class: 'choice'},
                    make('input', {type: 'radio', name: 'note', value: note, required: true,
                                   id: `note-${note}`}),
                    make('label', {for: `note-${note}`}, say(`note.${note}`)))));
}

function ask_solved(exception, context) {
    const body = make('div', {}, make('p', {}, server_words(exception.reason)), choices());

    ask_once({
        title: say('solve.title'),
        body,
        yes: say('solve.yes'),
        act: () => post(`/api/exceptions/${part(exception.id)}/solve`,
                        {note_code: body.querySelector('input:checked').value}),
        done: () => context.again({tell: say('solve.done')}),
        handled: context.lost,
    });
}

function solved_words(exception, context) {
    if (!exception.solved)
        return make('button', {type: 'button', class: 'small',
                               on_click: () => ask_solved(exception, context)},
                    say('solve.button'),
                    make('span', {class: 'unseen'}, ` ${exception.claim_number ?? ''}`));
    return exception.solved.at ? say('solve.solved_at', {when: when(exception.solved.at)})
                               : say('solve.solved');
}

function about_words(exception) {
    const number = exception.claim_number;
    const words = number ? say('claim.number', {number}) : say('table.none');

    return [number && exception.meeting && exception.claim
                ? make('a', {href: `#/meetings/${exception.meeting}/claims/${exception.claim}`},
                       words)
                : words,
            exception.kiosk_name && make('span', {class: 'under'}, theirs(exception.kiosk_name))];
}

function row(exception, context) {
    return [[code_words('exception', exception.kind),
             make('span', {class: 'under'}, server_words(exception.reason))],
            about_words(exception), when(exception.at),
            exception.owner ? theirs(exception.owner) : say('exceptions.nobody'),
            solved_words(exception, context)];
}

// Those still open first, in the order they came.
export function exceptions_table(exceptions, context) {
    const columns = ['what', 'about', 'at', 'owner', 'solved']
        .map((key) => ({label: say(`exceptions.${key}`)}));
    const ordered = [...exceptions].sort((a, b) => Number(Boolean(a.solved)) -
                                                   Number(Boolean(b.solved)));

    return table({caption: say('exceptions.caption'), columns,
                  rows: ordered.map((one) => row(one, context)), none: say('exceptions.none')});
}
