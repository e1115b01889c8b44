// SPDX-License-Identifier: Apache-2.0
// Cash that was paid by hand where no kiosk worked, as a paper form says: finance says how much.

import {part, post} from './api.js';
import {make} from './dom.js';
import {say} from './words.js';
import {ask_once} from './dialog.js';
import {server_words} from './codes.js';
import {field, unseen} from './pieces.js';
import {pence_of, sum_input} from './money.js';

function ask_cash(exception, context) {
    const sum = sum_input({id: 'cash-sum', required: true});

    ask_once({
        title: say('cash.title'),
        body: make('div', {}, make('p', {}, server_words(exception.reason)),
                   field(say('cash.sum'), sum, say('cash.hint'))),
        yes: say('cash.yes'),
        act: () => post(`/api/exceptions/${part(exception.id)}/cash`,
                        {pence: pence_of(sum.value) ?? 0}),
        done: () => context.again({tell: say('cash.done')}),
        handled: context.lost,
    });
}

// Who may not, is told beside it by whom it is settled.
export function cash_button(exception, context, about) {
    return context.session.roles.includes(exception.role) &&
        make('button', {type: 'button', class: 'small',
                        on_click: () => ask_cash(exception, context)},
             say('cash.button'), unseen(about));
}
