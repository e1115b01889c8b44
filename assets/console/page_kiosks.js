// SPDX-License-Identifier: Apache-2.0
// The kiosks, when each was last heard of, and a code for one that is to join.

import {get, post} from './api.js';
import {make, move_focus, theirs} from './dom.js';
import {say} from './words.js';
import {when} from './format.js';
import {shell_tell} from './shell.js';
import {ask_once} from './dialog.js';
import {field, unseen} from './pieces.js';
import {problem} from './problem.js';
import {table} from './table.js';

function agent_command(code) {
    return `diolch-agent --config /etc/diolch/agent.conf enrol ${location.origin} ${code}`;
}

// The code is shown here and never again; it is in no address and in no storage.
function show_code(place, kiosk) {
    const heading = make('h3', {}, say('kiosks.code_title', {name: kiosk.name}));

    place.replaceChildren(make('div', {class: 'notice'},
        heading,
        make('p', {class: 'code', lang: 'zxx'}, kiosk.code),
        make('p', {}, say('kiosks.code_until', {when: when(kiosk.expires)})),
        make('p', {}, say('kiosks.code_how')),
        make('p', {}, make('code', {}, agent_command(kiosk.code))),
        make('p', {}, say('kiosks.code_once'))));
    move_focus(heading);
    shell_tell(say('kiosks.code_made', {name: kiosk.name}));
}

function state_words(kiosk) {
    if (kiosk.forked)
        return make('strong', {class: 'badge held'}, say('kiosks.forked'));
    return kiosk.enrolled ? say('kiosks.in_use') : say('kiosks.waiting');
}

function again_button(kiosk, new_code) {
    return make('button', {type: 'button', class: 'small', on_click: () => new_code(kiosk.name)},
                say('kiosks.new_code'), unseen(theirs(kiosk.name)));
}

// new_code is null for an account that may make none.
function row(kiosk, new_code) {
    return [[theirs(kiosk.name),
             kiosk.letter && make('span', {class: 'under'},
                                  say('kiosks.letter', {letter: kiosk.letter}))],
            state_words(kiosk),
            kiosk.enrolled ? when(kiosk.enrolled) : say('table.none'),
            kiosk.last_contact ? when(kiosk.last_contact) : say('kiosks.never'),
            say('kiosks.records', {up: kiosk.up_seq, down: kiosk.down_seq}),
            String(kiosk.pictures_waiting),
            new_code ? again_button(kiosk, new_code) : say('table.none')];
}

function kiosks_table(kiosks, new_code) {
    const columns = ['kiosk', 'state', 'enrolled', 'contact', 'sent', 'pictures', 'code']
        .map((key) => ({label: say(`kiosks.${key}`)}));

    return table({caption: say('kiosks.caption'), columns,
                  rows: kiosks.map((kiosk) => row(kiosk, new_code)), none: say('kiosks.none')});
}

function new_form(make_code) {
    const name = make('input', {id: 'kiosk-name', name: 'kiosk-name', type: 'text',
                                required: true, maxlength: '79', autocomplete: 'off'});
    const form = make('form', {class: 'inline'},
                      field(say('kiosks.name'), name, say('kiosks.name_hint')),
                      make('button', {type: 'submit', class: 'go', id: 'make-code'},
                           say('kiosks.make_code')));

    form.addEventListener('submit', (event) => {
        event.preventDefault();
        make_code(name.value.trim());
    });
    return form;
}

// The list may fail to come without harm: the code is on the page, and that is what counts.
async function shown(page, made, name) {
    document.getElementById('kiosk-name').value = '';
    show_code(page.place, {...made, name});
    try {
        page.draw_list((await get('/api/kiosks')).kiosks);
    } catch (error) {
        page.context.lost(error);
    }
}

// For a new name: one request at a time, however often it is pressed.
function maker(page) {
    let busy = false;

    return async (name) => {
        if (busy || !name)
            return;
        busy = true;
        try {
            await shown(page, await post('/api/kiosks', {name}), name);
        } catch (error) {
            if (!page.context.lost(error))
                page.place.replaceChildren(problem(error, {wrote: true}));
        }
        busy = false;
    };
}

// For a kiosk of the list: asked first, because a code given out before stops working.
function ask_again(page, name) {
    ask_once({
        title: say('kiosks.again_title', {name}),
        body: make('p', {}, say('kiosks.again_text')),
        yes: say('kiosks.make_code'),
        act: () => post('/api/kiosks', {name}),
        done: (made) => shown(page, made, name),
        handled: page.context.lost,
    });
}

export const kiosks_page = {
    load: () => get('/api/kiosks'),
    draw: (data, context) => {
        const list = make('div');
        const may = context.session.roles.includes('coordinator');
        const page = {context, place: make('div', {id: 'code'})};

        page.draw_list = (kiosks) =>
            list.replaceChildren(kiosks_table(kiosks, may && ((name) => ask_again(page, name))));
        page.draw_list(data.kiosks);
        return {
            title: say('kiosks.title'),
            nodes: [list,
                    make('section', {'aria-labelledby': 'new-kiosk'},
                         make('h2', {id: 'new-kiosk'}, say('kiosks.new_title')),
                         may ? new_form(maker(page)) : make('p', {}, say('why.not_coordinator')),
                         page.place)],
        };
    },
};
