// SPDX-License-Identifier: Apache-2.0
// A meeting that nobody had planned: the coordinator says what it was, and its claims go on.

import {get, part, post} from './api.js';
import {make, theirs} from './dom.js';
import {say} from './words.js';
import {time_of} from './format.js';
import {ask_once} from './dialog.js';
import {code_words} from './codes.js';
import {field} from './pieces.js';
import {problem} from './problem.js';

function asked_for(name, label, input) {
    input.id = `accept-${name}`;
    input.name = name;
    input.required = true;
    return field(label, input);
}

function choice(list, chosen) {
    const select = make('select', {}, list.map(([value, words]) =>
        make('option', {value}, words)));

    select.value = chosen;
    return select;
}

function form_of(meeting, data) {
    const types = data.types.map((type) => [type, code_words('type', type)]);
    const policies = data.policies.map((policy) => [policy.id, theirs(policy.title)]);
    const input = (type, value, more = {}) => make('input', {type, value, ...more});

    return make('div', {},
                make('p', {}, say('accept.text')),
                asked_for('title', say('accept.name'),
                          input('text', '', {maxlength: '100', autocomplete: 'off'})),
                asked_for('date', say('meeting.day'), input('date', meeting.local_date)),
                asked_for('from', say('accept.from'), input('time', time_of(meeting.start))),
                asked_for('to', say('accept.to'), input('time', time_of(meeting.end))),
                asked_for('type', say('accept.type'), choice(types, meeting.type)),
                asked_for('policy', say('meeting.policy'), choice(policies, meeting.policy)));
}

function asked(body) {
    const value = (name) => body.querySelector(`#accept-${name}`).value;

    return Object.fromEntries(['title', 'date', 'from', 'to', 'type', 'policy']
        .map((name) => [name, value(name).trim()]));
}

async function ask_accept(meeting, context, trouble) {
    let data;

    trouble.replaceChildren();
    try {
        data = await get('/api/policies');
    } catch (error) {
        if (!context.lost(error))
            trouble.replaceChildren(problem(error));
        return;
    }
    const body = form_of(meeting, data);

    ask_once({
        title: say('accept.title'),
        body,
        yes: say('accept.yes'),
        act: () => post(`/api/meetings/${part(meeting.id)}/accept`, asked(body)),
        done: () => context.again({tell: say('accept.done')}),
        handled: context.lost,
    });
}

export function unplanned_section(meeting, context) {
    const trouble = make('div');

    return meeting.waits &&
        make('section', {class: 'next', 'aria-labelledby': 'unplanned'},
             make('h2', {id: 'unplanned'}, say('accept.heading')),
             make('p', {class: 'careful'}, say('accept.why')),
             context.session.roles.includes('coordinator')
                 ? make('button', {type: 'button', class: 'go', id: 'accept',
                                   on_click: () => ask_accept(meeting, context, trouble)},
                        say('accept.button'))
                 : make('p', {}, say('accept.not_coordinator')),
             trouble);
}
