// SPDX-License-Identifier: Apache-2.0
// The proof of each line: what the person said about it, whether the desk saw it, and its picture.

import {part} from './api.js';
import {make} from './dom.js';
import {say} from './words.js';
import {code_words, ref_words} from './codes.js';

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

function entry(claim, ref) {
    const proof = claim.proofs.find((one) => one.ref === ref);
    const words = ref_words(claim, ref);
    const receipts = claim.receipts.filter((one) => one.ref === ref);

    return make('li', {},
                make('h3', {}, words),
                proof && make('p', {}, code_words('proof', proof.where)),
                proof && proof.where !== 'none_needed' &&
                    make('p', {class: proof.ticket_seen && 'tick'},
                         say(proof.ticket_seen ? 'tickets.seen' : 'tickets.not_seen')),
                receipts.map((receipt) => receipt_node(receipt, text_of(words))));
}

export function tickets(claim) {
    const refs = [...new Set([...claim.proofs, ...claim.receipts].map((one) => one.ref))];

    return refs.length > 0 &&
        make('section', {'aria-labelledby': 'tickets'},
             make('h2', {id: 'tickets'}, say('tickets.title')),
             make('p', {class: 'hint'}, say('tickets.recorded')),
             make('ul', {class: 'tickets'}, refs.map((ref) => entry(claim, ref))));
}
