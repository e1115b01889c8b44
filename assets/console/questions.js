// SPDX-License-Identifier: Apache-2.0
// What people asked somebody to look at: who answers it, by when, and the answer, which goes to the
// kiosks and is read there by who asked.

import {part, post} from './api.js';
import {make, theirs} from './dom.js';
import {say, say_code} from './words.js';
import {date_words, when} from './format.js';
import {ask_once} from './dialog.js';
import {code_words, server_words} from './codes.js';
import {unseen} from './pieces.js';
import {shell_now} from './shell.js';

const ANSWERS = ['paid_after_all', 'stays_as_it_is', 'bring_proof', 'put_right_at_office', 'letter_ready'];
const DAY_MS = 86400000;

function about_words(about) {
    if (about === 'claim')
        return say('question.claim');
    if (about === 'letter')
        return say('letter.title');
    return about === 'fee' ? say('payment.title') : code_words('kind', `expense.${about}`);
}

function why_words(question) {
    return say_code('reason', question.code) ?? server_words(question.reason);
}

export function question_what(question) {
    return [make('span', {class: 'under'}, about_words(question.about), ': ', why_words(question)),
            make('span', {class: 'under'}, make('code', {}, theirs(question.code)), ', ',
                 theirs(say('question.rule', {rule: question.rule})))];
}

export function question_age(exception) {
    const days = Math.floor((new Date(shell_now()) - new Date(exception.at)) / DAY_MS);

    return make('span', {class: 'under'}, say('question.age', {count: Math.max(0, days)}));
}

export function question_owner(exception) {
    const {owner, due, overdue} = exception.question;

    return [owner ? theirs(owner) : code_words('owner', exception.owner),
            make('span', {class: 'under'}, say('question.due', {date: date_words(due)})),
            overdue && make('strong', {class: 'badge held'}, say('question.overdue'))];
}

function choices() {
    return make('fieldset', {},
                make('legend', {}, say('question.how')),
                ANSWERS.map((answer) => make('p', {class: 'choice'},
                    make('input', {type: 'radio', name: 'answer', value: answer, required: true,
                                   id: `answer-${answer}`}),
                    make('label', {for: `answer-${answer}`}, code_words('answer', answer)))));
}

function ask_answer(exception, context) {
    const body = make('div', {}, make('p', {}, question_what(exception.question)), choices(),
                      make('p', {class: 'hint'}, say('question.told')));

    ask_once({
        title: say('question.title'),
        body,
        yes: say('question.yes'),
        act: () => post(`/api/exceptions/${part(exception.id)}/answer`,
                        {answer: body.querySelector('input:checked').value}),
        done: () => context.again({tell: say('question.done')}),
        handled: context.lost,
    });
}

// The answer, or the button to give it, for those who may.
export function question_answer(exception, context) {
    if (exception.solved)
        return [code_words('answer', exception.question.answer),
                make('span', {class: 'under'},
                     say('question.answered', {when: when(exception.solved)}))];
    if (!context.session.roles.includes('approver'))
        return say('question.not_approver');
    return make('button', {type: 'button', class: 'small',
                           on_click: () => ask_answer(exception, context)},
                say('question.button'),
                unseen(theirs(exception.question.number), ', ',
                       about_words(exception.question.about)));
}

// Whether that refusal of a claim waits for an answer.
export function question_is_open(exceptions, claim, rejected) {
    return exceptions.some(({claim: id, question, solved}) =>
        question && !solved && id === claim.id && question.ref === rejected.ref &&
        question.code === rejected.code);
}
