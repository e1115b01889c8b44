// SPDX-License-Identifier: Apache-2.0
// The console's pages in a real browser, over an office that plays the API: what a person there
// can do, and what must never happen to them.

import {after, afterEach, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {Office} from './office.js';
import {adjusted, id, newcomer, office_data, poison, unplanned} from './meetings.js';
import {browser_page, browser_start} from './browser.js';
import {approve, mark_paid, open_claim, open_meeting, sign_in} from './flow.js';
import {payloads} from './payloads.js';
import {require_package} from './packages.js';

const AXE = readFileSync(require_package.resolve('axe-core/axe.min.js'), 'utf8');
const WORDS = Object.fromEntries(['en', 'cy'].map((language) => [language, JSON.parse(
    readFileSync(new URL(`../../assets/console/words/${language}.json`, import.meta.url)))]));
const CLAIM = (number) => `#/meetings/${id(1)}/claims/${id(100 + number)}`;
const PAGES = ['#/meetings', `#/meetings/${id(1)}`, `#/meetings/${id(4)}`, CLAIM(1), CLAIM(2), CLAIM(3),
               CLAIM(4), CLAIM(5), '#/exceptions', '#/kiosks', '#/payers', '#/forms'];
// One of each: a claim with all its parts stands for the others.
const EVERY_KIND = ['#/meetings', `#/meetings/${id(1)}`, `#/meetings/${id(4)}`, CLAIM(3), '#/exceptions',
                    '#/kiosks', '#/payers', '#/forms'];
const APPROVE_1 = `POST /api/claims/${id(101)}/approve`;

let browser;
let office;
let opened = [];

before(async () => { browser = await browser_start(); });
after(() => browser.close());
afterEach(async () => {
    for (const one of opened)
        await one.context.close();
    opened = [];
    await office?.stop();
    office = null;
});

async function window_of(options = {}) {
    const one = await browser_page(browser, options);

    opened.push(one);
    return one;
}

async function signed_in(options = {}) {
    office = await new Office(options.data).start();
    const one = await window_of(options);

    await sign_in(one.page, office.url, 'office', 'a long password');
    return one;
}

// To a page by its address, until it is drawn: the heading of the one before is marked, so that it
// is not taken for the new one.
async function go(page, address) {
    const wanted = `${office.url}/console/${address}`;

    await page.evaluate(() => document.querySelector('main h1')?.setAttribute('data-old', ''));
    await (page.url() === wanted ? page.reload() : page.goto(wanted));
    await settled(page);
    // What was said of a meeting comes by itself.
    await page.waitForFunction(() => !document.querySelector('#said') ||
                                     document.querySelector('#said dl, #said [role="alert"]'));
}

async function settled(page) {
    await page.waitForSelector('main[aria-busy="false"] h1:not([data-old])');
}

const text_of = (page, selector = 'body') => page.locator(selector).innerText();

test('one claim is approved and marked as paid, once each', async () => {
    const {page, wrongs} = await signed_in();

    await open_meeting(page, 'M-2026-1');
    await open_claim(page, 'A 1');
    await approve(page);
    await mark_paid(page);
    assert.deepEqual(office.effects, ['approved A 1', 'paid A 1 2026-11-23']);
    assert.match(await text_of(page), /Paid on Monday 23 November 2026, marked by office\./);
    assert.deepEqual(wrongs, []);
});

test('the question says exactly what is approved, in two sums', async () => {
    const {page} = await signed_in();

    await go(page, CLAIM(3));
    await page.click('#approve');
    const words = await text_of(page, 'dialog');

    assert.match(words, /Approve claim A 3\?/);
    assert.match(words, /Payment\s+£43\.75/);
    assert.match(words, /Travel money the desk has paid\s+£9\.74/);
    assert.match(words, /Travel money the office pays\s+£0\.00/);
    assert.match(words, /Refused lines that are not paid: 3/);
    assert.match(await text_of(page, 'main'), /Taxi\s+All of £12\.00\s+The taxi was not agreed in advance\./);
    await page.waitForFunction(() => document.querySelector('.ticket img').naturalWidth > 0);
    await page.click('#no');
    assert.deepEqual(office.effects, []);
    assert.equal(office.count(`POST /api/claims/${id(103)}/approve`), 0);
});

test('an adjustment says what each line was and is, and why, and only it is approved', async () => {
    const data = office_data();

    data.claims.push(adjusted());
    const {page} = await signed_in({data});

    await go(page, CLAIM(8));
    const words = await text_of(page, '#adjustment');

    assert.match(words, /The policy’s rates changed from Monday 6 April 2026\./);
    assert.match(words, /or how long the person was there, is not what it was\./);
    assert.match(words, /Car\s+£5\.54\s+£6\.77\s+£1\.23/);
    assert.match(words, /The meeting\s+£25\.00\s+£23\.96\s+−£1\.04/);
    assert.match(words, /Payment: £1\.04\s+Nothing is taken back by itself\./);
    assert.match(await text_of(page, '.next'), /Paid on Friday 24 April 2026/);
    await page.click('#approve');
    const question = await text_of(page, 'dialog');

    assert.match(question, /Approve the adjustment of claim A 8\?/);
    assert.match(question, /Travel money the office pays\s+£1\.23/);
    await page.click('#yes');
    await page.waitForSelector('.badge.approved');
    assert.deepEqual(office.effects, ['approved A 8']);
});

test('a meeting that nobody planned is accepted as what it was', async () => {
    const data = office_data();

    data.meetings.push(unplanned());
    const {page, wrongs} = await signed_in({data});

    await go(page, '#/meetings');
    assert.match(await text_of(page, 'main'), /A meeting that was not planned[\s\S]*Not accepted yet/);
    await go(page, `#/meetings/${id(3)}`);
    assert.match(await text_of(page, 'main'), /Its claims wait until somebody here says what it was\./);
    await page.click('#accept');
    await page.waitForSelector('#accept-title');
    assert.equal(await page.inputValue('#accept-from'), '10:00');
    await page.fill('#accept-title', 'Garden day');
    await page.fill('#accept-to', '11:30');
    await page.selectOption('#accept-type', 'open_meeting');
    await page.click('dialog #yes');
    await page.waitForSelector('#accept', {state: 'detached'});
    await settled(page);
    assert.deepEqual(office.effects, ['accepted {"title":"Garden day","date":"2026-11-23",' +
        '"from":"10:00","to":"11:30","type":"open_meeting","policy":"demo-2026"}']);
    assert.match(await text_of(page, 'h1'), /Garden day/);
    assert.deepEqual(wrongs, []);
});

test('somebody new is agreed with, and only a coordinator does it', async () => {
    const data = office_data();

    data.exceptions.push(newcomer());
    const {page, wrongs} = await signed_in({data});

    await go(page, '#/exceptions');
    assert.match(await text_of(page, 'main'), /Nia Newydd/);
    await page.click('button:has-text("Agree with them: Nia Newydd")');
    assert.match(await text_of(page, 'dialog'), /Nia Newydd[\s\S]*their slip says 7KQ2-W9DA/);
    await page.fill('#agree-code', 'M-1009');
    await page.fill('#agree-day', '2026-11-20');
    await page.click('dialog #yes');
    await page.waitForSelector('dialog', {state: 'detached'});
    await settled(page);
    assert.deepEqual(office.effects, ['agreed M-1009 2026-11-20']);
    data.exceptions[data.exceptions.length - 1].solved = null;
    data.roles = ['approver'];
    await page.reload();
    await settled(page);
    assert.equal(await page.locator('button:has-text("Agree with them")').count(), 0);
    assert.deepEqual(wrongs, []);
});

test('cash that a paper form says is written down by finance, or was none', async () => {
    const data = office_data();

    data.exceptions = [{...data.exceptions[0], kind: 'form_cash', action: 'cash',
                        reason: 'The form says that they got £4.20 in cash.'}];
    const {page, wrongs} = await signed_in({data});

    await go(page, '#/exceptions');
    assert.equal(await page.locator('button:has-text("Settle")').count(), 1);
    await page.click('button:has-text("It was paid in cash")');
    assert.match(await text_of(page, 'dialog'), /they got £4\.20 in cash/);
    assert.equal(await page.inputValue('#cash-sum'), '');
    await page.fill('#cash-sum', '4.20');
    await page.click('dialog #yes');
    await page.waitForSelector('dialog', {state: 'detached'});
    await settled(page);
    assert.deepEqual(office.effects, ['paid by hand 420']);
    data.exceptions[0].solved = null;
    data.roles = ['approver'];
    await page.reload();
    await settled(page);
    assert.equal(await page.locator('button:has-text("It was paid in cash")').count(), 0);
    assert.deepEqual(wrongs, []);
});

test('that somebody new was there may be settled; what they claim only by agreeing', async () => {
    const data = office_data();

    data.exceptions = [newcomer(), {...newcomer(), id: id(305), claim: id(101)}];
    const {page} = await signed_in({data});

    await go(page, '#/exceptions');
    assert.equal(await page.locator('button:has-text("Agree with them")').count(), 2);
    assert.equal(await page.locator('button:has-text("Settle")').count(), 1);
});

test('an exception has a button for whose task it is, and says so to others', async () => {
    const data = office_data();

    data.meetings.push(unplanned());
    data.exceptions.push({...data.exceptions[1], id: id(306), kind: 'meeting_unplanned',
                          action: 'accept', meeting: id(3)});
    data.roles = ['coordinator'];
    const {page} = await signed_in({data});

    await go(page, '#/exceptions');
    assert.match(await text_of(page, 'main'), /Somebody in finance settles this\./);
    assert.equal(await page.locator('button:has-text("Settle")').count(), 1); // the fork
    await page.click('main a:has-text("Say what it was")');
    await page.waitForSelector('#accept');
});

test('a ticket that came to the office is noted with what it says', async () => {
    const {page} = await signed_in();

    await go(page, CLAIM(2));
    await page.click('#close-X1');
    await page.fill('#ticket-sum', 'eight');
    await page.click('dialog #yes');
    assert.deepEqual(office.effects, []); // the browser asks for pounds and pence
    await page.fill('#ticket-sum', '8.20');
    await page.click('dialog #yes');
    await page.waitForSelector('#close-X1', {state: 'detached'});
    assert.deepEqual(office.effects, ['ticket A 2 X1 820']);
});

test('a meeting is not opened yet, open, or closed, and says which', async () => {
    const {page} = await signed_in();

    await go(page, '#/meetings');
    for (const [number, state, words] of [
        [2, 'Not opened yet', /Not opened yet/],
        [1, 'Open now', /Open since/],
        [4, 'Closed', /Opened .*09:45.*, closed .*12:45/]]) {
        await go(page, '#/meetings');
        const row = await text_of(page, `tr:has(a[href="#/meetings/${id(number)}"])`);

        assert.ok(row.includes(state), `${state} in ${row}`);
        await go(page, `#/meetings/${id(number)}`);
        assert.match(await text_of(page, 'main'), words);
        assert.equal(await page.locator('#feedback').count(), number === 4 ? 1 : 0);
    }
});

test('what was said without a name stands in no order and with nobody', async () => {
    const {page} = await signed_in();

    await go(page, `#/meetings/${id(4)}`);
    await page.waitForSelector('#said dl');
    assert.match(await text_of(page, '#said dl'), /Good\s+3\s+In between\s+1\s+Not good\s+1/);
    assert.match(await text_of(page, 'main'), /The room was cold/);
    office.data.feedback = [];
    await page.reload();
    await page.waitForSelector('text=Where fewer than five people came, it never is.');
});

test('a meeting is there also when what was said of it does not come', async () => {
    const data = office_data();

    data.meetings[0].closed = '2026-11-23T12:45:00Z';
    const {page, wrongs} = await signed_in({data});

    office.fail(`GET /api/feedback/${id(1)}`, 503, 'busy', 'Another one is writing.');
    await go(page, `#/meetings/${id(1)}`);
    await page.waitForSelector('#said [role="alert"]');
    assert.match(await text_of(page, 'main'), /Claim A 1/);
    await page.click('#said button');
    await page.waitForSelector('#said dl');
    assert.deepEqual(wrongs, []);
});

test('the foot says when no adviser is named, or nobody has checked for a year', async () => {
    const data = office_data();
    const {page} = await signed_in({data});
    const says = {
        nobody: 'No adviser on benefits is named in server.conf yet.',
        unchecked: 'Nobody has checked for a year that the adviser on benefits is still right.',
    };

    for (const advice of ['nobody', 'unchecked', 'checked']) {
        data.status.advice = advice;
        await page.reload();
        await settled(page);
        const foot = await text_of(page, 'footer');

        for (const [which, words] of Object.entries(says))
            assert.equal(foot.includes(words), which === advice, `${which} where it is ${advice}`);
    }
});

async function look_up(page, letters, member = 'M-1000') {
    await go(page, '#/forms');
    await page.fill('#form-letters', letters);
    await page.fill('#form-member', member);
    await page.press('#form-member', 'Enter');
}

async function type_form(page, pounds) {
    await page.fill('#form-from', '10:05');
    await page.fill('#form-to', '12:20');
    await page.fill('#form-day', '2026-11-23');
    await page.fill('#cost-mileage_car', '12.3');
    await page.fill('#cost-bus', pounds);
    await page.selectOption('#ticket-bus', 'later');
    await page.check('#pay-voucher');
    await page.press('#form-cash', 'Enter');
    await page.waitForSelector('#typed');
}

test('a paper form is typed in by keys alone, and twice is one claim', async () => {
    const {page, wrongs} = await signed_in();
    const asked = '{"member_code":"M-1000","from":"10:05","to":"12:20","handed_on":"2026-11-23",' +
        '"costs":[{"category":"mileage_car","miles":"12.3"},' +
        '{"category":"bus","pence":420,"where":"later"}],"channel":"voucher"}';

    await look_up(page, 'kwrtx plmnb');
    await page.waitForSelector('#says');
    assert.match(await text_of(page, '#form'), /KWRTX PLMNB[\s\S]*Monday forum[\s\S]*Jo Smith/);
    assert.equal(await page.isVisible('#ticket-taxi'), false); // no cost, no ticket to ask for
    await type_form(page, '4.20');
    assert.match(await text_of(page, '#typed'), /The form is claim A 1 now\./);
    await page.click('#another');
    await look_up(page, 'KWRTXPLMNB');
    await page.waitForSelector('#stands');
    assert.match(await text_of(page, '#stands'), /is a claim already[\s\S]*£9\.74[\s\S]*Claim A 1/);
    await page.click('#compare');
    await type_form(page, '4.20');
    assert.match(await text_of(page, '#typed'), /says the same: it is claim A 1\./);
    assert.deepEqual(office.effects, [`form made ${asked}`, `form same ${asked}`]);
    assert.deepEqual(wrongs, []);
});

test('of a form nothing is chosen that decides money before somebody chooses it', async () => {
    const {page} = await signed_in();

    await look_up(page, 'KWRTXPLMNB');
    await page.waitForSelector('#says');
    assert.equal(await page.inputValue('#form-day'), '');
    assert.equal(await page.locator('#says input:checked').count(), 0);
    await page.fill('#cost-bus', '4.20');
    assert.equal(await page.inputValue('#ticket-bus'), '');
    await page.fill('#form-from', '10:05');
    await page.fill('#form-to', '12:20');
    await page.fill('#form-day', '2026-11-23');
    await page.check('#pay-bank');
    await page.press('#form-cash', 'Enter');
    assert.equal(await page.locator('#ticket-bus:invalid').count(), 1);
    assert.deepEqual(office.effects, []);
});

test('a form that says something else than before is for a person', async () => {
    const data = office_data();

    data.form.claim = data.claims[0];
    data.form.typed = '{}';
    const {page} = await signed_in({data});

    await look_up(page, 'KWRTXPLMNB');
    await page.click('#compare');
    await type_form(page, '4.80');
    assert.match(await text_of(page, '#typed'), /somebody must look at the paper/);
});

test('a claim that came of a form says so, and no kiosk that worked anything out', async () => {
    const data = office_data();

    data.claims[0].from_form = true;
    const {page} = await signed_in({data});

    await go(page, CLAIM(1));
    assert.match(await text_of(page, '.next'), /Typed in at the office from a paper form\./);
    assert.doesNotMatch(await text_of(page, 'main'), /worked out the same pence|at the desk\.$/m);
});

test('letters of no form and a code of nobody are said, and what was typed stays', async () => {
    const {page} = await signed_in();

    await look_up(page, 'ABCDEFGHJK');
    await page.waitForSelector('#form [role="alert"]');
    assert.match(await text_of(page, '#form'), /No form with these letters was printed here\./);
    await page.fill('#form-letters', 'KWRTXPLMNB');
    await page.fill('#form-member', 'M-1');
    await page.click('#look');
    await page.waitForSelector('text=Nobody of our list has that member code.');
    assert.equal(await page.inputValue('#form-letters'), 'KWRTXPLMNB');
    office.data.roles = ['approver'];
    await page.reload();
    await settled(page);
    assert.match(await text_of(page, 'main'), /A coordinator types in paper forms\./);
    assert.equal(await page.locator('#which').count(), 0);
});

test('a payer has limit and days, and is told which member they are', async () => {
    const {page, wrongs} = await signed_in();

    await go(page, '#/payers');
    assert.match(await text_of(page, 'main'), /Demo payer[\s\S]*£150\.00/);
    await page.click('button:has-text("Change: Hywel Prys")');
    await page.fill('#payer-limit', '75.50');
    await page.fill('#payer-until', '2026-12-31');
    await page.click('dialog #yes');
    await page.waitForSelector('dialog', {state: 'detached'});
    await settled(page);
    assert.deepEqual(office.effects, ['payer Hywel Prys {"member_code":"M-1003",' +
        '"limit_pence":7550,"until":"2026-12-31"}']);
    assert.match(await text_of(page, 'main'), /£75\.50/);
    for (const [typed, sent] of [['', ''], ['0', '"limit_pence":0,']]) {
        await page.click('button:has-text("Change: Hywel Prys")');
        await page.fill('#payer-limit', typed);
        await page.click('dialog #yes');
        await page.waitForSelector('dialog', {state: 'detached'});
        await settled(page);
        assert.equal(office.effects.at(-1), `payer Hywel Prys {"member_code":"M-1003",${sent}` +
            '"until":"2026-12-31"}');
    }
    assert.deepEqual(wrongs, []);
});

test('no page adds travel money to a payment', async () => {
    const {page} = await signed_in();

    for (const address of PAGES) {
        await go(page, address);
        const text = await text_of(page);

        for (const sum of ['£53.49', '£231.90', '£39.45'])
            assert.ok(!text.includes(sum), `${sum} on ${address}`);
    }
});

test('two quick presses of Yes are one request', async () => {
    const {page} = await signed_in();

    await go(page, CLAIM(1));
    office.delay_ms = 300;
    await page.click('#approve');
    await page.dblclick('dialog #yes');
    await page.waitForSelector('.badge.approved');
    assert.equal(office.count(APPROVE_1), 1);
    assert.deepEqual(office.effects, ['approved A 1']);
});

test('a lost answer may be asked for again, and counts once', async () => {
    const {page} = await signed_in();

    await go(page, CLAIM(1));
    office.lose_answer(APPROVE_1);
    await page.click('#approve');
    await page.click('dialog #yes');
    await page.waitForSelector('dialog [role="alert"]');
    assert.match(await text_of(page, 'dialog'), /safe to press the button again/);
    await page.click('dialog #yes');
    await page.waitForSelector('.badge.approved');
    assert.equal(office.count(APPROVE_1), 2);
    assert.deepEqual(office.effects, ['approved A 1']);
});

test('a claim that changed meanwhile is shown anew, with what changed', async () => {
    const {page} = await signed_in();

    await go(page, CLAIM(1));
    await page.click('#approve');
    Object.assign(office.data.claims[0], {fee_pence: 4166, fee_offered_pence: 4166});
    office.data.claims[0].agreed.fee_pence = 4166;
    office.data.claims[0].lines[0].pence = 2916;
    await page.click('dialog #yes');
    await page.waitForSelector('#changed');
    assert.match(await text_of(page, '#changed'), /The payment was £43\.75\. It is now £41\.66\./);
    assert.match(await text_of(page, '#changed'), /The lines are different\./);
    assert.match(await text_of(page, '.card >> nth=1'), /£41\.66/);
    assert.equal(await page.locator('dialog').count(), 0);
    assert.deepEqual(office.effects, []);
    await approve(page);
    assert.deepEqual(office.effects, ['approved A 1']);
});

test('a claim that somebody else approved says so', async () => {
    const {page} = await signed_in();

    await go(page, CLAIM(1));
    await page.click('#approve');
    Object.assign(office.data.claims[0], {state: 'held'});
    await page.click('dialog #yes');
    await page.waitForSelector('#changed');
    assert.match(await text_of(page, '#changed'), /To approve\s*→\s*Held/);
    assert.equal(await page.locator('#approve').count(), 0);
});

test('what is only "about" cannot be approved, and the page says why', async () => {
    const {page} = await signed_in();

    await go(page, CLAIM(4));
    assert.equal(await page.locator('#approve').count(), 0);
    assert.match(await text_of(page, '.next'), /still at the meeting.*only “about”/);
    assert.match(await text_of(page, 'main'), /Payment, about\s+£43\.75/);
    for (const number of [5, 6, 7]) {
        await go(page, CLAIM(number));
        assert.equal(await page.locator('.next button').count(), 0);
    }
});

test('of a claim that went by slip, somebody says what no kiosk does', async () => {
    const data = office_data();

    Object.assign(data.claims[0], {state: 'made', waits_for: 'slip'});
    Object.assign(data.claims[1], {state: 'made', waits_for: 'presence', agreed: null});
    Object.assign(data.claims[2], {state: 'made', waits_for: 'desk'});
    const {page, wrongs} = await signed_in({data});

    await go(page, CLAIM(3));
    assert.match(await text_of(page, '.next'), /the meeting is not closed there/);
    assert.doesNotMatch(await text_of(page, 'main'), /still at the meeting|Payment, about/);
    await go(page, CLAIM(1));
    assert.match(await text_of(page, 'main'), /Gone by slip/);
    await page.click('#unpaid');
    assert.match(await text_of(page, 'dialog'), /Ask the payer and the person first\./);
    await page.click('dialog #yes');
    await page.waitForSelector('#approve');
    await go(page, CLAIM(2));
    await page.click('#presence');
    assert.equal(await page.inputValue('#there-from'), '10:00');
    await page.fill('#there-to', '11:15');
    await page.click('dialog #yes');
    await page.waitForSelector('#approve');
    assert.deepEqual(office.effects, ['taken back A 1', 'presence A 2 10:00 11:15']);
    assert.deepEqual(wrongs, []);
});

test('the date paid is asked, and is today in London unless changed', async () => {
    const data = office_data();

    data.status.now = '2026-06-30T23:30:00Z'; // already July in London
    const {page} = await signed_in({data});

    await go(page, CLAIM(1));
    await approve(page);
    await page.click('#paid');
    assert.equal(await page.inputValue('#paid-on'), '2026-07-01');
    await page.fill('#paid-on', '2026-06-29');
    assert.equal(await text_of(page, '#paid-on-words'), 'Monday 29 June 2026');
    await page.click('dialog #yes');
    await page.waitForSelector('.badge.paid');
    assert.deepEqual(office.effects, ['approved A 1', 'paid A 1 2026-06-29']);
});

test('an account that may only look is told so, and has no buttons for more', async () => {
    const data = office_data();

    data.roles = ['auditor'];
    data.claims[2].state = 'approved';
    const {page} = await signed_in({data});

    for (const [number, words] of [[1, /waits for an approver/], [3, /waits for somebody in finance/]]) {
        await go(page, CLAIM(number));
        assert.match(await text_of(page, '.next'), words);
        assert.equal(await page.locator('.next button').count(), 0);
    }
    await go(page, '#/kiosks');
    assert.match(await text_of(page), /Only a coordinator makes codes/);
    assert.equal(await page.locator('main button').count(), 0);
});

test('a refusal is shown in the server\'s sentence, with what is safe', async () => {
    const {page} = await signed_in();

    await go(page, CLAIM(1));
    office.fail(APPROVE_1, 403, 'other_role', 'Only an approver may do this.');
    await page.click('#approve');
    await page.click('dialog #yes');
    await page.waitForSelector('dialog [role="alert"]');
    assert.match(await text_of(page, 'dialog'), /Only an approver may do this\.\s+Nothing was changed\./);
});

test('when the session is over names go, and one comes back to the same page', async () => {
    const {page} = await signed_in();

    await go(page, CLAIM(1));
    office.forget_sessions();
    await page.click('#approve');
    await page.click('dialog #yes');
    await page.waitForSelector('#sign-in');
    assert.ok(!(await page.content()).includes('Jo Smith'));
    assert.match(await text_of(page), /Your time here was over/);
    await page.fill('#name', 'office');
    await page.fill('#password', 'a long password');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#next');
    assert.equal(await text_of(page, 'h1'), 'Claim A 1');
    assert.deepEqual(office.effects, []);
});

test('a wrong password is said plainly, and the name stays', async () => {
    office = await new Office().start();
    const {page} = await window_of();

    await page.goto(`${office.url}/console/${CLAIM(1)}`);
    await page.fill('#name', 'office');
    await page.fill('#password', 'wrong');
    await page.click('#sign-in');
    await page.waitForSelector('[role="alert"]');
    assert.match(await text_of(page), /The name or the password is not right/);
    assert.equal(await page.inputValue('#name'), 'office');
    assert.equal(await page.inputValue('#password'), '');
});

test('after half an hour without a touch the names are hidden', async () => {
    office = await new Office().start();
    const {page} = await window_of();

    await page.clock.install();
    await sign_in(page, office.url, 'office', 'a long password');
    await go(page, CLAIM(1));
    await page.clock.runFor(28 * 60 * 1000 + 1000);
    assert.match(await text_of(page, 'dialog'), /Are you still there\?/);
    await page.click('dialog #yes');
    await page.waitForSelector('dialog', {state: 'detached'});
    await page.clock.runFor(28 * 60 * 1000 + 1000);
    assert.equal(await page.locator('dialog').count(), 1);
    await page.clock.runFor(2 * 60 * 1000);
    await page.waitForSelector('#sign-in');
    assert.ok(!(await page.content()).includes('Jo Smith'));
    assert.equal(await page.locator('dialog').count(), 0);
});

test('signing out ends the session at the server and clears the page', async () => {
    const {page} = await signed_in();

    await go(page, `#/meetings/${id(1)}`);
    await page.click('#sign-out');
    await page.waitForSelector('#sign-in');
    assert.equal(office.sessions.size, 0);
    assert.ok(!(await page.content()).includes('Jo Smith'));
    await page.goBack();
    await page.waitForSelector('#sign-in');
    assert.ok(!(await page.content()).includes('Jo Smith'));
});

test('a server that is away is said, and trying again works', async () => {
    const {page} = await signed_in();

    office.lose_answer('GET /api/exceptions');
    await page.click('.bar nav a[href="#/exceptions"]');
    await page.waitForSelector('main [role="alert"]');
    assert.match(await text_of(page, 'main'), /No answer came .* It is safe to try again\./s);
    await page.click('main button');
    await page.waitForSelector('table');
});

test('an exception is settled with a note', async () => {
    const {page} = await signed_in();

    await go(page, '#/exceptions');
    await page.click('tbody tr:first-child button');
    await page.check('#note-talked');
    await page.click('dialog #yes');
    await page.waitForSelector('text=Settled 23 November 2026, 13:02');
    assert.deepEqual(office.effects, ['settled as talked']);
});

test('a question shows line, code, rule, owner and date, and is answered once', async () => {
    const {page} = await signed_in();

    await go(page, '#/exceptions');
    const row = await text_of(page, 'tbody tr:has(button:has-text("Answer"))');
    for (const words of ['Claim A 1', 'Taxi', 'TAXI_NOT_AGREED', 'rule D16', 'Siân Evans',
                         'Answer by Monday 16 November 2026', 'Overdue', '21 days ago'])
        assert.ok(row.includes(words), `${words} in ${row}`);
    await page.click('button:has-text("Answer")');
    await page.check('#answer-bring_proof');
    office.delay_ms = 200;
    await page.dblclick('dialog #yes');
    await page.waitForSelector('text=Answered 23 November 2026, 13:03');
    assert.ok((await text_of(page, 'tbody')).includes('Please bring the ticket or the bill'));
    assert.deepEqual(office.effects, ['answered bring_proof']);
});

test('only an approver answers questions', async () => {
    const data = office_data();

    data.roles = ['finance'];
    const {page} = await signed_in({data});

    await go(page, '#/exceptions');
    assert.ok((await text_of(page, 'tbody')).includes('An approver answers this.'));
    assert.equal(await page.locator('button:has-text("Answer")').count(), 0);
});

test('a code for a new kiosk is shown once, and made once', async () => {
    const {page} = await signed_in();

    await go(page, '#/kiosks');
    office.delay_ms = 200;
    await page.fill('#kiosk-name', 'Matlock library');
    await page.dblclick('#make-code');
    await page.waitForSelector('.code');
    assert.equal(await text_of(page, '.code'), 'K7QM-2XWP-9RTA-4HBC-8NVE-3GJD');
    await page.waitForSelector('tbody tr:nth-child(4)');
    assert.deepEqual(office.effects, ['code for Matlock library']);
    await page.click('.bar nav a[href="#/meetings"]');
    await settled(page);
    await go(page, '#/kiosks');
    assert.ok(!(await page.content()).includes('K7QM'));
});

test('the language changes everywhere and is remembered in this browser only', async () => {
    const {page} = await signed_in();

    await go(page, CLAIM(1));
    await page.click('#language');
    await page.waitForSelector('html[lang="cy"]');
    assert.equal(await text_of(page, 'h1'), 'Hawliad A 1');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'language');
    await page.reload();
    await settled(page);
    assert.equal(await page.getAttribute('html', 'lang'), 'cy');
    assert.deepEqual(await page.evaluate(() => [{...localStorage}, {...sessionStorage}]),
                     [{'diolch.language': 'cy'}, {}]);
});

// Every page, and a claim that was adjusted.
const PAGES_AND_ADJUSTED = [...PAGES, CLAIM(8)];

function with_adjusted() {
    const data = office_data();

    data.claims.push(adjusted());
    return data;
}

test('nothing English is left on a Welsh page', async () => {
    const data = poison(with_adjusted(), 'Ω');
    const known = new Set(Object.values(WORDS.cy));
    const english = Object.values(WORDS.en).filter((words) =>
        typeof words === 'string' && words.length > 5 && !words.includes('{') && !known.has(words));
    const {page} = await signed_in({data, locale: 'cy-GB'});

    for (const address of PAGES_AND_ADJUSTED) {
        await go(page, address);
        const text = (await text_of(page)).split('\n').map((line) => line.trim());

        for (const words of english)
            assert.ok(!text.includes(words), `"${words}" on ${address}`);
        assert.doesNotMatch(text.join('\n'), /\b[a-z_]{3,}\.[a-z_]{2,}\b/); // a key without words
    }
});

test('every page stays without fault for axe, in both languages, wide and narrow', async () => {
    for (const [locale, width] of [['en-GB', 1280], ['cy-GB', 320]]) {
        const {page, wrongs, context} = await signed_in({locale, width, data: with_adjusted()});

        for (const address of PAGES_AND_ADJUSTED) {
            await go(page, address);
            await check_axe(page, `${address} ${locale} ${width}`);
        }
        await go(page, CLAIM(3));
        await page.click('#approve');
        await check_axe(page, `approve ${locale} ${width}`);
        await context.clearCookies();
        await page.reload();
        await page.waitForSelector('#sign-in');
        await check_axe(page, `sign-in ${locale} ${width}`);
        assert.deepEqual(wrongs, []);
        await office.stop();
    }
    office = null;
});

async function check_axe(page, where) {
    await page.evaluate(AXE);
    const {violations} = await page.evaluate(() => window.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }));

    assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html)}`), [],
                     where);
}

test('no page scrolls sideways, from 320 px to wide, however long a name is', async () => {
    const data = poison(office_data(), 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch');

    data.exceptions.push(newcomer(), {...data.exceptions[0], kind: 'form_cash', action: 'cash'});
    const {page} = await signed_in({data});

    for (const width of [320, 390, 768, 1089, 1280, 2560]) {
        await page.setViewportSize({width, height: 800});
        for (const address of PAGES) {
            await go(page, address);
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <=
                                                document.documentElement.clientWidth),
                      `${address} at ${width}`);
        }
    }
});

// Tab until the element has the focus; every stop on the way must show that it has it.
async function tab_to(page, selector) {
    for (let stops = 0; stops < 80; ++stops) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate((wanted) => {
            const element = document.activeElement;
            const style = getComputedStyle(element);

            return {there: element.matches(wanted), what: element.outerHTML.slice(0, 80),
                    shown: element === document.body ||
                        (style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 3)};
        }, selector);

        assert.ok(at.shown, `no focus to be seen on ${at.what}`);
        if (at.there)
            return;
    }
    assert.fail(`${selector} cannot be reached by Tab`);
}

test('the keyboard alone does all of it', async () => {
    office = await new Office().start();
    const {page} = await window_of();

    await page.goto(`${office.url}/console/`);
    await page.waitForSelector('#sign-in');
    await tab_to(page, '#name');
    await page.keyboard.type('office');
    await tab_to(page, '#password');
    await page.keyboard.type('a long password');
    await page.keyboard.press('Enter');
    await page.waitForSelector('table');
    for (const [selector, next] of [[`a[href="#/meetings/${id(1)}"]`, '#claims'],
                                    [`a[href="${CLAIM(1)}"]`, '#next']]) {
        await tab_to(page, selector);
        await page.keyboard.press('Enter');
        await page.waitForSelector(next);
    }
    for (const [selector, badge] of [['#approve', '.badge.approved'], ['#paid', '.badge.paid']]) {
        await tab_to(page, selector);
        await page.keyboard.press('Enter');
        await tab_to(page, 'dialog #yes');
        await page.keyboard.press('Enter');
        await page.waitForSelector(badge);
        assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
    }
    assert.deepEqual(office.effects, ['approved A 1', 'paid A 1 2026-11-23']);
});

test('Escape leaves a question, and the focus goes back to where it was', async () => {
    const {page} = await signed_in();

    await go(page, CLAIM(1));
    await page.focus('#approve');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog');
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', {state: 'detached'});
    assert.equal(await page.evaluate(() => document.activeElement.id), 'approve');
    assert.deepEqual(office.effects, []);
});

test('the skip link goes to the content', async () => {
    const {page} = await signed_in();

    await go(page, `#/meetings/${id(1)}`);
    await page.focus('.skip');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'content');
    assert.match(page.url(), new RegExp(`#/meetings/${id(1)}$`));
});

test('each result is said to a screen reader', async () => {
    const {page} = await signed_in();

    await go(page, CLAIM(1));
    await approve(page);
    await page.waitForFunction(() => document.querySelector('body > [role="status"]').textContent ===
                                     'Claim A 1 is approved.');
});

test('300 names that are markup stay text on every page', async () => {
    const all = payloads();
    const each = 25;

    assert.ok(all.length >= 300);
    for (let at = 0; at < all.length; at += each)
        await check_payloads(all.slice(at, at + each).join(' '));
    office = null;
});

async function check_payloads(text) {
    const {page, wrongs, context} = await signed_in({data: poison(office_data(), text)});

    for (const address of EVERY_KIND) {
        await go(page, address);
        const seen = await page.evaluate(() => ({
            hit: window.hit ?? 0,
            made: [...document.querySelectorAll('main *, footer *, header *')].filter((element) =>
                /^(script|iframe|svg|math|object|embed|style|base|form:not(.inline)|video|link)$/i
                    .test(element.localName) || [...element.attributes].some((attribute) =>
                    /^on|^style$|^srcdoc$/.test(attribute.name) || /^\s*javascript:/i.test(attribute.value)))
                .map((element) => element.outerHTML.slice(0, 100)),
            images: [...document.images].filter((image) =>
                !image.getAttribute('src').startsWith('/api/pictures/')).length,
            text: document.body.textContent,
        }));

        assert.equal(seen.hit, 0, `${address} ran something`);
        assert.deepEqual(seen.made, [], address);
        assert.equal(seen.images, 0, address);
        assert.ok(seen.text.includes(text), `${address} does not show the name as it is`);
    }
    assert.deepEqual(wrongs, []);
    await context.close();
    await office.stop();
}
