// SPDX-License-Identifier: Apache-2.0
// A meeting whose time is past, and which is not closed at each of its kiosks: a coordinator says
// when it was over.

import {part, post} from './api.js';
import {make} from './dom.js';
import {say} from './words.js';
import {time_of} from './format.js';
import {ask_once} from './dialog.js';
import {field} from './pieces.js';

function ask_closed(meeting, context) {
    const at = make('input', {type: 'time', id: 'closed-at', value: time_of(meeting.end),
                              required: true});

    ask_once({
        title: say('closing.title'),
        body: make('div', {}, make('p', {class: 'careful'}, say('closing.ask_first')),
                   field(say('closing.at'), at)),
        yes: say('closing.yes'),
        act: () => post(`/api/meetings/${part(meeting.id)}/closed`, {at: at.value}),
        done: () => context.again({tell: say('closing.done')}),
        handled: context.lost,
    });
}

export function closing_section(meeting, context) {
    return meeting.opened && !meeting.closed && Date.parse(meeting.end) < Date.now() &&
        make('section', {class: 'next', 'aria-labelledby': 'closing'},
             make('h2', {id: 'closing'}, say('closing.heading')),
             make('p', {}, say('closing.why')),
             context.session.roles.includes('coordinator') &&
                 make('button', {type: 'button', id: 'close-meeting',
                                 on_click: () => ask_closed(meeting, context)},
                      say('closing.button')));
}
