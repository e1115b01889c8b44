// SPDX-License-Identifier: Apache-2.0
// What people said of a meeting without a name: how many said what, then their words, in no order.

import {get, part} from './api.js';
import {make, theirs} from './dom.js';
import {say} from './words.js';
import {code_words} from './codes.js';
import {unseen} from './pieces.js';
import {problem} from './problem.js';
import {facts} from './table.js';

const MARKS = ['good', 'middling', 'bad'];

function counts(feedback) {
    return facts(MARKS.map((mark) =>
        [code_words('mark', mark), String(feedback.filter((one) => one.mark === mark).length)]),
                 'sums');
}

function words(feedback) {
    const said = feedback.filter((one) => one.words);

    return said.length > 0 &&
        make('ul', {}, said.map((one) => make('li', {}, make('q', {}, theirs(one.words)))));
}

function said(feedback) {
    return feedback.length > 0 ? [counts(feedback), words(feedback)].filter(Boolean)
                               : [make('p', {class: 'none'}, say('feedback.none'))];
}

// By itself, so that the meeting is there without it.
async function load(place, meeting, context) {
    try {
        place.replaceChildren(...said((await get(`/api/feedback/${part(meeting.id)}`)).feedback));
    } catch (error) {
        if (!context.lost(error))
            place.replaceChildren(problem(error),
                                  make('button', {type: 'button', class: 'small',
                                                  on_click: () => load(place, meeting, context)},
                                       say('problem.again'), unseen(say('feedback.title'))));
    }
}

// Of a meeting to which few came nothing is kept, so that nobody is known by what they said.
export function feedback_section(meeting, context) {
    const place = make('div', {id: 'said'}, make('p', {class: 'none'}, say('feedback.loading')));

    if (!meeting.closed)
        return false;
    load(place, meeting, context);
    return make('section', {'aria-labelledby': 'feedback'},
                make('h2', {id: 'feedback'}, say('feedback.title')),
                make('p', {class: 'hint'}, say('feedback.nobody')), place);
}
