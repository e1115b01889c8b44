// SPDX-License-Identifier: Apache-2.0
// A question asked once, before something is done. However often Yes is pressed while an answer is
// on its way, it is asked of the server once; if no answer comes, Yes may be pressed again.

import {make} from './dom.js';
import {say} from './words.js';
import {problem} from './problem.js';

let count = 0;

function build(title, body, yes) {
    const id = `question-${++count}`;
    const trouble = make('div');
    const go = make('button', {type: 'submit', class: 'go', id: 'yes'}, yes);
    const no = make('button', {type: 'button', id: 'no'}, say('dialog.no'));
    const form = make('form', {}, make('h2', {id}, title), body, trouble,
                      make('div', {class: 'actions'}, go, no));

    return {element: make('dialog', {'aria-labelledby': id}, form), form, go, no, trouble};
}

function set_busy(parts, busy, yes) {
    parts.go.setAttribute('aria-disabled', String(busy)); // not disabled: that loses the focus
    parts.go.textContent = busy ? say('dialog.saving') : yes;
}

/*
 * act() does it and may fail; done(result) is called after it was done and the dialog is closed.
 * handled(error) may take a failure over: then the dialog closes; otherwise the failure is shown
 * in the dialog. closed() is called when it is gone, whichever way.
 */
export function ask_once({title, body, yes, act, done, handled, closed = () => {}}) {
    const parts = build(title, body, yes);
    let busy = false;

    async function submit(event) {
        event.preventDefault();
        if (busy)
            return;
        busy = true;
        set_busy(parts, true, yes);
        parts.trouble.replaceChildren();
        try {
            const result = await act();

            parts.element.close();
            done(result);
        } catch (error) {
            if (handled(error))
                parts.element.close();
            else
                parts.trouble.replaceChildren(problem(error, {wrote: true}));
        }
        busy = false;
        set_busy(parts, false, yes);
    }

    parts.form.addEventListener('submit', submit);
    parts.no.addEventListener('click', () => parts.element.close());
    parts.element.addEventListener('close', () => {
        parts.element.remove();
        closed();
    });
    document.body.append(parts.element);
    parts.element.showModal();
}
