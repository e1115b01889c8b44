// SPDX-License-Identifier: Apache-2.0

import {make} from './dom.js';
import {say} from './words.js';
import {money} from './format.js';
import {ledger_changes} from './ledger.js';
import {state_badge} from './codes.js';

function change_words([what, before, after]) {
    if (what === 'state')
        return [say('changed.state'), ' ', state_badge(before), ' → ', state_badge(after)];
    if (what === 'fee' || what === 'travel')
        return say(`changed.${what}`, {before: money(before), after: money(after)});
    return say(`changed.${what}`);
}

// After somebody else was quicker: what is different from what this person had before them.
export function changes_note(before, after) {
    const changes = ledger_changes(before, after);

    return make('div', {class: 'notice', id: 'changed', tabindex: '-1'},
                make('p', {class: 'problem-title'}, say('changed.title')),
                changes.length > 0
                    ? make('ul', {}, changes.map((one) => make('li', {}, change_words(one))))
                    : make('p', {}, say('changed.nothing')),
                make('p', {}, say('changed.look')));
}
