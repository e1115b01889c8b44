// SPDX-License-Identifier: Apache-2.0

import {post} from './api.js';
import {make} from './dom.js';
import {say} from './words.js';
import {shell_show} from './shell.js';
import {problem} from './problem.js';

let typed_name = ''; // kept while the language is changed

function field(id, type, label, autocomplete) {
    return make('p', {class: 'field'},
                make('label', {for: id}, label),
                make('input', {id, type, name: id, autocomplete, required: true,
                               spellcheck: 'false', maxlength: '200'}));
}

function value_of(form, name) {
    return form.elements.namedItem(name).value;
}

// A wrong name or password is no trouble of the server's: one short sentence, and the fields stay.
function refused(error) {
    return error.status === 401
        ? make('div', {class: 'problem', role: 'alert'}, make('p', {}, say('sign_in.wrong')))
        : problem(error);
}

function build_form() {
    const form = make('form', {class: 'sign-in'},
                      field('name', 'text', say('sign_in.name'), 'username'),
                      field('password', 'password', say('sign_in.password'), 'current-password'),
                      make('div', {class: 'trouble'}),
                      make('div', {class: 'actions'},
                           make('button', {type: 'submit', class: 'go', id: 'sign-in'},
                                say('sign_in.go'))));

    form.elements.namedItem('name').value = typed_name;
    return form;
}

// Asks who it is; done(session) once the server knows them. `why` says why one is here again.
export function sign_in_draw({why, done, focus}) {
    const form = build_form();
    let busy = false;

    async function submit(event) {
        event.preventDefault();
        if (busy)
            return;
        busy = true;
        try {
            const session = await post('/api/session', {name: value_of(form, 'name'),
                                                        password: value_of(form, 'password')});

            typed_name = '';
            await done(session);
        } catch (error) {
            form.querySelector('.trouble').replaceChildren(refused(error));
            form.elements.namedItem('password').value = '';
            form.elements.namedItem('password').focus();
        }
        busy = false;
    }

    form.addEventListener('submit', submit);
    form.elements.namedItem('name').addEventListener('input', (event) => {
        typed_name = event.target.value;
    });
    shell_show({title: say('sign_in.title'),
                nodes: [why && make('p', {class: 'notice', role: 'status'}, why), form]}, {focus});
}
