// SPDX-License-Identifier: Apache-2.0
// Somebody who was new at a meeting: agreed with them, they are on the list and their claims go on.

import {part, post} from './api.js';
import {make} from './dom.js';
import {say} from './words.js';
import {date_of} from './format.js';
import {ask_once} from './dialog.js';
import {server_words} from './codes.js';
import {field, person_name, unseen} from './pieces.js';
import {facts} from './table.js';
import {shell_now} from './shell.js';

function ask_agreed(exception, context) {
    const code = make('input', {type: 'text', id: 'agree-code', required: true, maxlength: '39',
                                pattern: '[A-Za-z0-9_.:+\\-]+', autocomplete: 'off'});
    const day = make('input', {type: 'date', id: 'agree-day', required: true,
                               value: date_of(shell_now()), max: date_of(shell_now())});

    ask_once({
        title: say('agree.title'),
        body: make('div', {}, facts([[say('agree.who'), person_name(exception.name)]]),
                   make('p', {}, server_words(exception.reason)),
                   field(say('agree.code'), code, say('agree.code_hint')),
                   field(say('agree.day'), day, say('agree.day_hint'))),
        yes: say('agree.yes'),
        act: () => post(`/api/people/${part(exception.person)}/agree`,
                        {member_code: code.value.trim(), agreed_on: day.value}),
        done: () => context.again({tell: say('agree.done')}),
        handled: context.lost,
    });
}

export function agree_button(exception, context) {
    if (!context.session.roles.includes('coordinator'))
        return make('p', {}, say('agree.not_coordinator'));
    return make('button', {type: 'button', class: 'small',
                           on_click: () => ask_agreed(exception, context)},
                say('agree.button'), unseen(person_name(exception.name)));
}
