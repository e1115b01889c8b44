// SPDX-License-Identifier: Apache-2.0
// What people said of a meeting without a name: how many said what, then their words, in no order.

import {make, theirs} from './dom.js';
import {say} from './words.js';
import {code_words} from './codes.js';
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

// Of a meeting to which few came nothing is kept, so that nobody is known by what they said.
export function feedback_section(meeting, feedback) {
    return meeting.closed &&
        make('section', {'aria-labelledby': 'feedback'},
             make('h2', {id: 'feedback'}, say('feedback.title')),
             make('p', {class: 'hint'}, say('feedback.nobody')),
             feedback.length > 0 ? [counts(feedback), words(feedback)]
                                 : make('p', {class: 'none'}, say('feedback.none')));
}
