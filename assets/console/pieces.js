// SPDX-License-Identifier: Apache-2.0
// Small parts that several pages share.

import {make, theirs} from './dom.js';
import {say} from './words.js';

export function claim_address(meeting, claim) {
    return `#/meetings/${meeting.id}/claims/${claim.id}`;
}

export function breadcrumb(...steps) {
    return make('nav', {class: 'way', 'aria-label': say('shell.way')},
                make('ol', {}, steps.map(([address, words]) =>
                    make('li', {}, address ? make('a', {href: address}, words) : words))));
}

export function demonstration_words(meeting) {
    return meeting.demonstration ? say('meeting.demonstration') : null;
}

// One that a host opened, and nobody has accepted yet, has no title.
export function meeting_title(meeting) {
    return meeting.public_title ? theirs(meeting.public_title) : say('meeting.unnamed');
}

export function person_name(name) {
    return name ? theirs(name) : say('people.no_name');
}

export function meeting_state(meeting) {
    if (meeting.closed)
        return say('meeting.is_closed');
    return meeting.opened ? say('meeting.is_open') : say('meeting.not_opened');
}

// A field of a form: its label, what helps to fill it in, and the input, which has an id.
export function field(label, input, hint) {
    const hint_id = `${input.id}-hint`;

    if (hint)
        input.setAttribute('aria-describedby', hint_id);
    return make('p', {class: 'field'}, make('label', {for: input.id}, label),
                hint && make('span', {class: 'hint', id: hint_id}, hint), input);
}

// What follows a button's words for those who hear it without seeing its row.
export function unseen(...words) {
    return make('span', {class: 'unseen'}, ': ', words);
}
