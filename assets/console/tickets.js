// SPDX-License-Identifier: Apache-2.0
// The proof of each line: what the person said about it, whether the desk saw it, and its picture.

import {part, post} from './api.js';
import {make} from './dom.js';
import {say} from './words.js';
import {ask_once} from './dialog.js';
import {code_words, ref_words} from './codes.js';
import {pence_of, sum_input} from './money.js';
import {field, unseen} from './pieces.js';

function picture(address, words) {
    const image = make('img', {alt: say('tickets.alt', {line: words}), src: address});
    const shown = make('a', {href: address, target: '_blank', rel: 'noopener'}, image,
                       make('span', {class: 'under'}, say('tickets.large')));
    const frame = make('div', {class: 'ticket'}, shown);

    image.addEventListener('error', () => {
        const again = make('button', {type: 'button', class: 'small',
                                      on_click: () => frame.replaceWith(picture(address, words))},
                           say('problem.again'));

        frame.replaceChildren(make('p', {}, say('tickets.not_shown')), again);
    });
    return frame;
}

function receipt_node(receipt, words) {
    return receipt.arrived ? picture(`/api/pictures/${part(receipt.picture)}`, words)
                           : make('p', {}, say('tickets.coming'));
}

function text_of(words) {
    return typeof words === 'string' ? words : words.textContent;
}

function ask_closed(claim, ref, context) {
    const input = sum_input({id: 'ticket-sum', required: true});

    ask_once({
        title: say('ticket.title'),
        body: make('div', {}, make('p', {}, ref_words(claim, ref)),
                   field(say('ticket.sum'), input, say('ticket.hint'))),
        yes: say('ticket.yes'),
        act: () => post(`/api/claims/${part(claim.id)}/ticket`,
                        {ref, pence: pence_of(input.value)}),
        done: () => context.again({tell: say('ticket.done')}),
        handled: context.lost,
    });
}

// It came to the office: by post, or over the counter.
function close_button(claim, ref, context) {
    if (claim.state === 'withdrawn' || !context.session.roles.includes('approver'))
        return false;
    return make('button', {type: 'button', class: 'small', id: `close-${ref}`,
                           on_click: () => ask_closed(claim, ref, context)},
                say('ticket.button'), unseen(ref_words(claim, ref)));
}

function entry(claim, ref, context) {
    const proof = claim.proofs.find((one) => one.ref === ref);
    const words = ref_words(claim, ref);
    const receipts = claim.receipts.filter((one) => one.ref === ref);

    return make('li', {},
                make('h3', {}, words),
                proof && make('p', {}, code_words('proof', proof.where)),
                proof && proof.where !== 'none_needed' && !claim.from_form &&
                    make('p', {class: proof.ticket_seen && 'tick'},
                         say(proof.ticket_seen ? 'tickets.seen' : 'tickets.not_seen')),
                receipts.map((receipt) => receipt_node(receipt, text_of(words))),
                proof?.where === 'later' && close_button(claim, ref, context));
}

export function tickets(claim, context) {
    const refs = [...new Set([...claim.proofs, ...claim.receipts].map((one) => one.ref))];

    return refs.length > 0 &&
        make('section', {'aria-labelledby': 'tickets'},
             make('h2', {id: 'tickets'}, say('tickets.title')),
             make('p', {class: 'hint'}, say('tickets.recorded')),
             make('ul', {class: 'tickets'}, refs.map((ref) => entry(claim, ref, context))));
}
