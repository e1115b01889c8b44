// SPDX-License-Identifier: Apache-2.0
// What went wrong, in the server's own sentence, and what is safe to do now.

import {make} from './dom.js';
import {say, say_code, words_language} from './words.js';
import {Refused, Unheard} from './api.js';

function what_happened(error) {
    if (error instanceof Unheard)
        return [make('p', {}, say('problem.unheard'))];
    if (!(error instanceof Refused))
        return [make('p', {}, say('problem.strange'))];
    if (words_language() === 'en')
        return [make('p', {}, error.text || say('problem.no_words'))];

    // the server speaks English: our own words first where we know the code
    const own = say_code('error', error.code);
    return [own && make('p', {}, own),
            error.text && make('p', {}, say('problem.server_said'), ' ',
                               make('q', {lang: 'en'}, error.text))];
}

// A write that was refused changed nothing. One that was not heard, or that met trouble at the
// server, may have been done: asking again counts once, whichever it was.
function what_is_safe(error, wrote) {
    if (!wrote)
        return say('problem.safe_look');
    if (error instanceof Refused && error.status < 500)
        return say('problem.safe_unchanged');
    return say('problem.safe_repeat');
}

export function problem(error, {wrote = false} = {}) {
    return make('div', {class: 'problem', role: 'alert'},
                make('p', {class: 'problem-title'}, say('problem.title')),
                what_happened(error), make('p', {}, what_is_safe(error, wrote)));
}

export function is_signed_out(error) {
    return error instanceof Refused && error.status === 401;
}

export function is_conflict(error) {
    return error instanceof Refused && error.status === 409;
}
