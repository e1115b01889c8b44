// SPDX-License-Identifier: Apache-2.0
// One request to the office's API and its answer. Only an answer that is JSON from our own server
// counts; anything else (no network, a captive portal, a stopped server) is "not heard".

const PATIENCE_MS = 20000;

/* The server understood, and said no: status, a code word and one sentence. */
export class Refused extends Error {
    constructor(status, code, text) {
        super(text);
        this.status = status;
        this.code = code;
        this.text = text;
    }
}

/* No answer that we can trust came. What was asked may have been done or not. */
export class Unheard extends Error {}

let heard = () => {};

// Is told of every answer of a living session, so that idle time can be counted.
export function api_on_answer(listener) {
    heard = listener;
}

function options(method, body) {
    // mode stays "cors" (the default): with "same-origin" and no-referrer the browser would send
    // "Origin: null", and the server would rightly refuse
    const asked = {method, cache: 'no-store', redirect: 'error', credentials: 'same-origin',
                   signal: AbortSignal.timeout(PATIENCE_MS)};

    if (method !== 'GET')
        asked.headers = {'Content-Type': 'application/json'};
    if (body !== undefined)
        asked.body = JSON.stringify(body);
    return asked;
}

async function receive(method, path, body) {
    try {
        const answer = await fetch(path, options(method, body));
        const type = (answer.headers.get('Content-Type') ?? '').split(';')[0];

        if (type !== 'application/json')
            throw new Unheard('not an answer of ours');
        return {answer, json: await answer.json()};
    } catch (error) {
        throw error instanceof Unheard ? error : new Unheard(error.message);
    }
}

async function ask(method, path, body) {
    const {answer, json} = await receive(method, path, body);

    if (answer.ok) {
        heard();
        return json;
    }
    throw new Refused(answer.status, String(json?.code ?? ''), String(json?.text ?? ''));
}

export const get = (path) => ask('GET', path);
export const post = (path, body) => ask('POST', path, body);
export const remove = (path) => ask('DELETE', path);

// A part of an address, made of an id that came from elsewhere.
export function part(id) {
    return encodeURIComponent(id);
}
