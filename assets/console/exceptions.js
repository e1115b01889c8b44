// SPDX-License-Identifier: Apache-2.0
// What waits for a person, as a table, and how it was settled or answered.

import {part, post} from './api.js';
import {make, theirs} from './dom.js';
import {say} from './words.js';
import {when} from './format.js';
import {ask_once} from './dialog.js';
import {code_words, server_words} from './codes.js';
import {agree_button} from './newcomers.js';
import {cash_button} from './cash.js';
import {person_name, unseen} from './pieces.js';
import {question_age, question_answer, question_owner, question_what} from './questions.js';
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

function settle_button(exception, context, about) {
    if (!context.session.roles.includes(exception.role))
        return make('p', {}, code_words('settler', exception.role));
    return make('button', {type: 'button', class: 'small',
                           on_click: () => ask_solved(exception, context)},
                say('solve.button'), unseen(code_words('exception', exception.kind), ', ', about));
}

// Each kind by what settles it. That somebody new was there holds nothing: if they want nothing of
// us, it is enough to say so.
function open_words(exception, context, about) {
    switch (exception.action) {
    case 'answer':
        return question_answer(exception, context);
    case 'agree':
        return [agree_button(exception, context),
                !exception.claim && settle_button(exception, context, about)];
    case 'cash': // or nothing was paid
        return [cash_button(exception, context, about),
                settle_button(exception, context, about)];
    case 'accept':
        return make('a', {href: `#/meetings/${exception.meeting}`}, say('accept.button'),
                    unseen(when(exception.at)));
    default:
        return settle_button(exception, context, about);
    }
}

function solved_words(exception, context, about) {
    if (!exception.solved)
        return open_words(exception, context, about);
    return exception.question ? question_answer(exception, context)
                              : say('solve.solved_at', {when: when(exception.solved)});
}

function number_of(exception, claims) {
    return exception.question?.number ??
           claims.find((one) => one.id === exception.claim)?.number;
}

// In words, for a button of its row.
function about_text(exception, claims) {
    const number = number_of(exception, claims);

    if (exception.name)
        return theirs(exception.name);
    return number ? say('claim.number', {number}) : when(exception.at);
}

// The claim by its number where the page knows it, and where the record came from.
function about_words(exception, claims) {
    const number = number_of(exception, claims);
    const words = number ? say('claim.number', {number}) : say('exceptions.the_claim');
    const address = `#/meetings/${exception.meeting}/claims/${exception.claim}`;

    return [exception.meeting && exception.claim ? make('a', {href: address}, words)
                                                 : say('table.none'),
            exception.person &&
                make('span', {class: 'under'}, person_name(exception.name)),
            exception.kiosk && make('span', {class: 'under'}, theirs(exception.kiosk))];
}

function row(exception, claims, context) {
    const {question} = exception;

    return [[code_words('exception', exception.kind),
             question ? question_what(question)
                      : make('span', {class: 'under'}, server_words(exception.reason))],
            about_words(exception, claims),
            [when(exception.at), question && !exception.solved && question_age(exception)],
            question ? question_owner(exception) : code_words('owner', exception.owner),
            solved_words(exception, context, about_text(exception, claims))];
}

// Those still open first, otherwise as the server has them.
export function exceptions_table(exceptions, claims, context) {
    const columns = ['what', 'about', 'at', 'owner', 'solved']
        .map((key) => ({label: say(`exceptions.${key}`)}));
    const ordered = [...exceptions].sort((a, b) => Number(Boolean(a.solved)) -
                                                   Number(Boolean(b.solved)));

    return table({caption: say('exceptions.caption'), columns,
                  rows: ordered.map((one) => row(one, claims, context)), none: say('exceptions.none')});
}
