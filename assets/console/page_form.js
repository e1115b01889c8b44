// SPDX-License-Identifier: Apache-2.0
// A paper form is typed in: which one it is and whose, and then what it says. One that is a claim
// already is shown as it stands, and nothing is ever written over.

import {get, part, post} from './api.js';
import {make, move_focus, theirs} from './dom.js';
import {say} from './words.js';
import {date_of, date_words, money} from './format.js';
import {shell_now, shell_tell} from './shell.js';
import {claim_badge, code_words} from './codes.js';
import {claim_address, field, meeting_title, person_name} from './pieces.js';
import {pence_of, sum_input} from './money.js';
import {problem} from './problem.js';
import {facts} from './table.js';

const MILES_PATTERN = '\\d{1,4}(\\.\\d{1,3})?';

function text_input(attributes) {
    return make('input', {type: 'text', required: true, autocomplete: 'off', spellcheck: 'false',
                          ...attributes});
}

// --- what it says ---

// The ticket is asked for only where there is a cost to prove. Nothing is chosen before somebody
// chooses: by it is decided whether the cost is paid.
function ticket_select(id, cost, sum) {
    const select = make('select', {id}, ['', 'here', 'later', 'lost'].map((where) =>
        make('option', {value: where}, ticket_words(where))));
    const node = field(say('form.ticket', {cost}), select);

    const show = () => {
        node.hidden = !sum.value.trim();
        select.required = !node.hidden;
    };
    sum.addEventListener('input', show);
    show();
    return {select, node};
}

function ticket_words(where) {
    return {'': say('form.choose'), here: say('form.ticket_here'), later: say('form.ticket_later'),
            lost: say('form.ticket_lost')}[where];
}

function miles_row({category}, cost) {
    const input = make('input', {type: 'text', id: `cost-${category}`, inputmode: 'decimal',
                                 maxlength: '8', pattern: MILES_PATTERN, autocomplete: 'off'});

    return {node: field(say('form.miles', {cost}), input),
            said: () => input.value.trim() && {category, miles: input.value.trim()}};
}

function pounds_row({category}, cost) {
    const input = sum_input({id: `cost-${category}`});
    const ticket = ticket_select(`ticket-${category}`, cost, input);

    return {node: make('div', {class: 'cost'}, field(say('form.pounds', {cost}), input),
                       ticket.node),
            said: () => input.value.trim() && {category, pence: pence_of(input.value) ?? 0,
                                               where: ticket.select.value}};
}

function cost_row(one) {
    const words = code_words('kind', `expense.${one.category}`);
    const cost = typeof words === 'string' ? words : words.textContent;

    return one.by_mile ? miles_row(one, cost) : pounds_row(one, cost);
}

function pay_choices(channels) {
    const choice = (value, words) => make('p', {class: 'choice'},
        make('input', {type: 'radio', name: 'pay', value, id: `pay-${value}`, required: true}),
        make('label', {for: `pay-${value}`}, words));

    return make('fieldset', {},
                make('legend', {}, say('form.pay')),
                channels.map((one) => choice(one, code_words('channel', one))),
                choice('open', say('form.pay_open')));
}

function inputs_of(found) {
    const time = (id) => make('input', {type: 'time', id, required: true});

    return {
        from: time('form-from'),
        to: time('form-to'),
        handed_on: make('input', {type: 'date', id: 'form-day', required: true,
                                  min: found.meeting.local_date, max: date_of(shell_now())}),
        costs: found.costs.map(cost_row),
        pay: pay_choices(found.channels),
        cash: sum_input({id: 'form-cash'}),
    };
}

function asked(inputs, member_code) {
    const channel = inputs.pay.querySelector('input:checked').value;
    const cash = inputs.cash.value.trim();

    return {member_code, from: inputs.from.value, to: inputs.to.value,
            handed_on: inputs.handed_on.value,
            costs: inputs.costs.map((one) => one.said()).filter(Boolean),
            ...(channel === 'open' ? {} : {channel}),
            ...(cash ? {cash_pence: pence_of(cash) ?? 0} : {})};
}

function says_form(page, found) {
    const inputs = inputs_of(found);
    const form = make('form', {id: 'says', class: 'paper'},
                      make('h3', {}, say('form.what_it_says')),
                      field(say('form.came'), inputs.from), field(say('form.left'), inputs.to),
                      field(say('form.handed_on'), inputs.handed_on),
                      make('fieldset', {}, make('legend', {}, say('form.costs')),
                           make('p', {class: 'hint'}, say('form.cost_hint')),
                           inputs.costs.map((one) => one.node)),
                      inputs.pay,
                      field(say('form.cash'), inputs.cash, say('form.cash_hint')),
                      page.trouble,
                      make('button', {type: 'submit', class: 'go', id: 'save-form'},
                           say('form.save')));

    form.addEventListener('submit', (event) => {
        event.preventDefault();
        once(page, () => post(`/api/forms/${part(page.code)}`, asked(inputs, page.member)),
             (result) => show_result(page, found, result), {wrote: true});
    });
    return form;
}

// --- what comes of it ---

function claim_words(found, claim) {
    return [facts([[say('claim.person'), person_name(claim.name)],
                   [say('travel.title'), money(claim.expenses_pence)],
                   [say('payment.title'), money(claim.fee_pence)],
                   [say('claims.state'), claim_badge(claim)]]),
            make('p', {}, make('a', {href: claim_address(found.meeting, claim)},
                               say('claim.number', {number: claim.number})))];
}

function outcome_words({outcome, claim}) {
    if (outcome === 'differs')
        return say('form.differs');
    return outcome === 'same' ? say('form.same', {number: claim.number})
                              : say('form.made', {number: claim.number});
}

function show_result(page, found, result) {
    const words = outcome_words(result);
    const again = make('button', {type: 'button', class: 'go', id: 'another',
                                  on_click: () => page.context.again()}, say('form.again'));
    const said = make('p', {class: result.outcome === 'differs' ? 'careful' : 'tick'}, words);

    page.place.replaceChildren(make('div', {class: 'notice', id: 'typed'}, said,
                                    claim_words(found, result.claim), again));
    move_focus(said);
    shell_tell(words);
}

function stands(page, found) {
    const again = make('button', {type: 'button', id: 'compare', on_click: () => {
        again.replaceWith(says_form(page, found));
        document.getElementById('form-from').focus();
    }}, say('form.compare'));

    return [make('div', {class: 'notice', id: 'stands'}, make('p', {}, say('form.stands')),
                 claim_words(found, found.claim)), again];
}

function show_found(page, found) {
    const heading = make('h2', {}, theirs(found.form));

    page.trouble = make('div');
    page.place.replaceChildren(...[
        heading,
        facts([[say('form.meeting'), [meeting_title(found.meeting), ', ',
                                      date_words(found.meeting.local_date)]],
               [say('claim.person'), person_name(found.person.name)]]),
        found.claim ? stands(page, found) : says_form(page, found)].flat());
    move_focus(heading);
}

// --- which one ---

// One request at a time, however often it is pressed.
async function once(page, act, done, how) {
    if (page.busy)
        return;
    page.busy = true;
    page.trouble.replaceChildren();
    try {
        done(await act());
    } catch (error) {
        if (!page.context.lost(error))
            page.trouble.replaceChildren(problem(error, how));
    }
    page.busy = false;
}

function which_form(page) {
    const letters = text_input({id: 'form-letters', maxlength: '20'});
    const member = text_input({id: 'form-member', maxlength: '39', pattern: '[A-Za-z0-9_.:+\\-]+'});
    const form = make('form', {id: 'which', class: 'paper'},
                      field(say('form.letters'), letters, say('form.letters_hint')),
                      field(say('agree.code'), member, say('form.member_hint')),
                      make('button', {type: 'submit', class: 'go', id: 'look'}, say('form.look')));

    form.addEventListener('submit', (event) => {
        event.preventDefault();
        page.code = letters.value.replace(/\s/g, '').toUpperCase();
        page.member = member.value.trim();
        page.place.replaceChildren(page.trouble);
        once(page, () => get(`/api/forms/${part(page.code)}?member=${part(page.member)}`),
             (found) => show_found(page, found));
    });
    return form;
}

export const form_page = {
    load: async () => ({}),
    draw: (data, context) => {
        const page = {context, place: make('div', {id: 'form'}), trouble: make('div'), busy: false};
        const may = context.session.roles.includes('coordinator');

        return {title: say('form.title'),
                nodes: [make('p', {}, say('form.why')),
                        may ? which_form(page) : make('p', {}, say('form.not_coordinator')),
                        page.place]};
    },
};
