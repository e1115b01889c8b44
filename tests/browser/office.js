// SPDX-License-Identifier: Apache-2.0
// An office for the tests: it plays the console's API over HTTP as docs/api.md has it, serves the
// real pages, checks what the real server checks, and can be told to be slow, deaf or changed.

import {createServer} from 'node:http';
import {readFileSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {randomBytes} from 'node:crypto';
import {extname, join, normalize} from 'node:path';
import {fileURLToPath} from 'node:url';
import {office_data} from './meetings.js';

const CONSOLE = fileURLToPath(new URL('../../assets/console/', import.meta.url));
const TYPES = {'.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
               '.css': 'text/css; charset=utf-8', '.json': 'application/json',
               '.svg': 'image/svg+xml', '.ttf': 'font/ttf'};
export const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; " +
    "frame-ancestors 'none'; require-trusted-types-for 'script'";

const PICTURE = readFileSync(fileURLToPath(new URL('ticket.jpg', import.meta.url)));

class Refusal extends Error {
    constructor(status, code, text) {
        super(text);
        Object.assign(this, {status, code});
    }
}

function find(list, wanted) {
    const found = list.find((one) => one.id === wanted);

    if (!found)
        throw new Refusal(404, 'not_found', 'There is nothing of that name.');
    return found;
}

export class Office {
    constructor(data = office_data()) {
        Object.assign(this, {data, sessions: new Set(), asked: [], effects: [], deaf: null,
                             delay_ms: 0, failing: null});
    }

    async start() {
        this.server = createServer((request, response) => this.handle(request, response));
        await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
        this.url = `http://localhost:${this.server.address().port}`;
        return this;
    }

    async stop() {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }

    // The next request of that method and path is carried out, but its answer is lost.
    lose_answer(line) {
        this.deaf = line;
    }

    // The next request of that method and path meets this refusal.
    fail(line, status, code, text) {
        this.failing = {line, refusal: new Refusal(status, code, text)};
    }

    forget_sessions() {
        this.sessions.clear();
    }

    count(line) {
        return this.asked.filter((one) => one === line).length;
    }

    async handle(request, response) {
        try {
            if (request.url.startsWith('/api/'))
                await this.answer_api(request, response);
            else
                await this.answer_file(request, response);
        } catch (error) {
            const status = error.status ?? 500;

            this.send(response, status, {code: error.code ?? 'trouble', text: error.message});
        }
    }

    send(response, status, value, headers = {}) {
        response.writeHead(status, {'Content-Type': 'application/json', ...this.headers(), ...headers});
        response.end(JSON.stringify(value));
    }

    headers() {
        return {'Content-Security-Policy': CSP, 'X-Content-Type-Options': 'nosniff',
                'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store'};
    }

    async answer_file(request, response) {
        const path = new URL(request.url, this.url).pathname;
        const name = normalize(path.replace(/^\/console\//, '') || 'index.html');

        if (!path.startsWith('/console/') || name.startsWith('..'))
            throw new Refusal(404, 'not_found', 'There is no such page.');

        const file = join(CONSOLE, name);
        const bytes = await readFile(file).catch(() => {
            throw new Refusal(404, 'not_found', 'There is no such page.');
        });
        response.writeHead(200, {'Content-Type': TYPES[extname(file)], ...this.headers()});
        response.end(bytes);
    }

    check_write(request) {
        if (request.headers.origin !== this.url)
            throw new Refusal(403, 'other_origin', 'Only the console\'s own pages may do this.');
        if (request.headers['content-type'] !== 'application/json')
            throw new Refusal(415, 'not_json', 'The request must be JSON.');
    }

    token(request) {
        return /(?:^|; )diolch=([0-9a-f]+)/.exec(request.headers.cookie ?? '')?.[1];
    }

    async answer_api(request, response) {
        const line = `${request.method} ${new URL(request.url, this.url).pathname}`;

        this.asked.push(line);
        if (request.method !== 'GET')
            this.check_write(request);
        if (this.failing?.line === line) {
            const {refusal} = this.failing;

            this.failing = null;
            throw refusal;
        }
        const body = await this.body(request);

        if (this.delay_ms)
            await new Promise((resolve) => setTimeout(resolve, this.delay_ms));
        this.route(line, body, request, response);
    }

    async body(request) {
        const parts = [];

        for await (const part of request)
            parts.push(part);
        return parts.length ? JSON.parse(Buffer.concat(parts).toString()) : {};
    }

    route(line, body, request, response) {
        const headers = {};
        const value = this.open_to_all(line, body, request, headers) ??
            this.for_users(line, body, request);

        if (this.deaf === line) {
            // half an answer: where none comes at all, Chromium asks again by itself
            this.deaf = null;
            response.writeHead(200, {'Content-Type': 'application/json', 'Content-Length': 1000});
            response.write('{', () => response.destroy());
        } else if (value === PICTURE) {
            response.writeHead(200, {'Content-Type': 'image/jpeg', ...this.headers()});
            response.end(PICTURE);
        } else
            this.send(response, 200, value, headers);
    }

    open_to_all(line, body, request, headers) {
        if (line !== 'POST /api/session')
            return undefined;
        if (body.name !== 'office' || body.password !== 'a long password')
            throw new Refusal(401, 'not_together', 'That name and password do not go together.');

        const token = randomBytes(32).toString('hex');

        this.sessions.add(token);
        headers['Set-Cookie'] = `diolch=${token}; HttpOnly; Secure; SameSite=Strict; Path=/`;
        return this.who();
    }

    who() {
        return {name: this.data.who ?? 'office', roles: this.data.roles ?? ['coordinator', 'approver', 'finance', 'auditor']};
    }

    for_users(line, body, request) {
        if (!this.sessions.has(this.token(request)))
            throw new Refusal(401, 'signed_out', 'Please sign in.');

        const [method, , , what, which, act] = line.split(/[ /]/);
        const name = `${method.toLowerCase()}_${what}${which ? '_one' : ''}${act ? `_${act}` : ''}`;

        if (typeof this[name] !== 'function')
            throw new Refusal(404, 'not_found', 'There is nothing of that name.');
        return this[name](which, body, request);
    }

    get_session() {
        return this.who();
    }

    delete_session(which, body, request) {
        this.sessions.delete(this.token(request));
        return {};
    }

    get_status() {
        return this.data.status;
    }

    get_meetings() {
        return {organisation: this.data.organisation, meetings: this.data.meetings};
    }

    get_meetings_one(which) {
        const meeting = find(this.data.meetings, which);
        const full = meeting === this.data.meetings[0];

        return {meeting, people: full ? this.data.people : [],
                sitting_in: full ? this.data.sitting_in : 0, claims: full ? this.data.claims : [],
                exceptions: this.data.exceptions.filter((one) => one.meeting === which)};
    }

    get_feedback_one(which) {
        return {feedback: find(this.data.meetings, which).closed ? this.data.feedback : []};
    }

    get_payers() {
        return {payers: this.data.payers};
    }

    post_payers_one(which, body) {
        const payer = find(this.data.payers, which);

        this.effects.push(`payer ${payer.name} ${JSON.stringify(body)}`);
        Object.assign(payer, {from: '', until: '', limit_pence: null, ...body});
        return {};
    }

    get_policies() {
        return {policies: [{id: 'demo-2026', title: 'Demonstration policy', from: '2026-04-01',
                            to: '2027-03-31'}],
                types: ['agreed_coproduction', 'open_meeting']};
    }

    post_meetings_one_accept(which, body) {
        const meeting = find(this.data.meetings, which);

        if (!meeting.waits)
            throw new Refusal(409, 'conflict', 'This meeting does not wait to be accepted.');
        this.effects.push(`accepted ${JSON.stringify(body)}`);
        Object.assign(meeting, {waits: false, public_title: body.title});
        return {};
    }

    post_people_one_agree(which, body) {
        this.effects.push(`agreed ${body.member_code} ${body.agreed_on}`);
        for (const one of this.data.exceptions.filter((each) => each.person === which))
            one.solved = '2026-11-23T13:04:00Z';
        return {};
    }

    post_claims_one_ticket(which, body) {
        const claim = find(this.data.claims, which);

        claim.proofs.find((one) => one.ref === body.ref).where = 'here';
        this.effects.push(`ticket ${claim.number} ${body.ref} ${body.pence}`);
        return claim;
    }

    'post_claims_one_taken-back'(which) {
        const claim = find(this.data.claims, which);

        this.effects.push(`taken back ${claim.number}`);
        return Object.assign(claim, {state: 'to_approve', waits_for: null});
    }

    post_claims_one_presence(which, body) {
        const claim = find(this.data.claims, which);

        this.effects.push(`presence ${claim.number} ${body.from} ${body.to}`);
        return Object.assign(claim, {state: 'to_approve', waits_for: null});
    }

    post_claims_one_approve(which, body) {
        const claim = find(this.data.claims, which);

        const due = claim.adjustment ?? claim.agreed;

        if (body.fee_pence !== due?.fee_pence || body.expenses_pence !== due.expenses_pence ||
            !['to_approve', 'approved', 'paid'].includes(claim.state))
            throw new Refusal(409, 'conflict', 'The claim is not as it was.');
        if (claim.state === 'to_approve') {
            this.effects.push(`approved ${claim.number}`);
            claim.state = 'approved';
            claim.approved ??= {at: '2026-11-23T13:01:00Z', by: 'office'};
        }
        return claim;
    }

    post_claims_one_paid(which, body) {
        const claim = find(this.data.claims, which);

        if (claim.state === 'paid' && claim.paid.on === body.paid_on)
            return claim;
        if (claim.state !== 'approved')
            throw new Refusal(409, 'conflict', 'The claim is not approved.');
        this.effects.push(`paid ${claim.number} ${body.paid_on}`);
        return Object.assign(claim, {state: 'paid', paid: {
            on: body.paid_on, by: 'office', channel: 'bank', pence: claim.agreed.fee_pence}});
    }

    form(code) {
        if (code !== this.data.form.letters)
            throw new Refusal(404, 'not_found', 'No form with these letters was printed here. ' +
                                                'Please look at the letters again.');
        return this.data.form;
    }

    get_forms_one(which, body, request) {
        const form = this.form(which);
        const member = new URL(request.url, this.url).searchParams.get('member');

        if (member !== 'M-1000')
            throw new Refusal(400, 'not_understood', 'Nobody of our list has that member code.');
        return {form: 'KWRTX PLMNB', meeting: this.data.meetings[0], costs: form.costs,
                channels: ['bank', 'voucher', 'none'], claim: form.claim,
                person: {name: 'Jo Smith', member_code: member}};
    }

    post_forms_one(which, body) {
        const form = this.form(which);
        const text = JSON.stringify(body);
        const outcome = !form.claim ? 'made' : form.typed === text ? 'same' : 'differs';

        this.effects.push(`form ${outcome} ${text}`);
        form.typed ??= text;
        form.claim ??= this.data.claims[0];
        return {outcome, claim: form.claim};
    }

    get_pictures_one() {
        return PICTURE;
    }

    get_exceptions() {
        return {exceptions: this.data.exceptions};
    }

    post_exceptions_one_solve(which, body) {
        const exception = find(this.data.exceptions, which);

        exception.solved ??= '2026-11-23T13:02:00Z';
        this.effects.push(`settled as ${body.note_code}`);
        return {};
    }

    post_exceptions_one_answer(which, body) {
        const exception = find(this.data.exceptions, which);

        exception.solved ??= '2026-11-23T13:03:00Z';
        exception.question.answer = body.answer;
        this.effects.push(`answered ${body.answer}`);
        return {};
    }

    post_exceptions_one_cash(which, body) {
        find(this.data.exceptions, which).solved ??= '2026-11-23T13:03:00Z';
        this.effects.push(`paid by hand ${body.pence}`);
        return {};
    }

    get_kiosks() {
        return {kiosks: this.data.kiosks};
    }

    post_kiosks(which, body) {
        const known = this.data.kiosks.find((one) => one.name === body.name);

        this.effects.push(`code for ${body.name}`);
        if (!known)
            this.data.kiosks.push({...this.data.kiosks[2], name: body.name, letter: 'D', id: `k${this.effects.length}`});
        return {id: known?.id ?? `k${this.effects.length}`, letter: 'D',
                code: 'K7QM-2XWP-9RTA-4HBC-8NVE-3GJD', expires: '2026-11-24T13:00:00Z'};
    }
}
