// SPDX-License-Identifier: Apache-2.0
// Asks diolch-server and the engine beside this file about the same visits, and shows where they
// differ. Every field counts, and so does the order of lines, refusals and flags.
//
//     node compare.mjs DIOLCH-SERVER POLICIES-FOLDER POLICIES FACTS-EACH [SEED [FIRST-POLICY]]
//
// The seed is printed first. A difference names its policy's number: the same seed, that number as
// the first and 1 policy make it again. Files are written into the folder it is run in.

import {spawnSync} from 'node:child_process';
import {isDeepStrictEqual} from 'node:util';
import {readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {FLAGS, REASONS, assess} from './engine.mjs';
import {draw_begin} from './draw.mjs';
import {draw_facts} from './draw_facts.mjs';
import {draw_change, draw_policy} from './draw_policy.mjs';

const SHOWN = 2;
const POLICY_FILE = 'policy.json';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

// In turn one that is shipped, one of those with one thing changed, and one drawn whole.
function policies_of(folder) {
    const shipped = readdirSync(folder)
        .filter((name) => name !== 'minimum-wage.json').sort()
        .map((name) => read(`${folder}/${name}`));

    return (draw, number) => {
        const one = shipped[Math.floor(number / 3) % shipped.length];

        return [() => one, () => draw_change(draw, one, number), () => draw_policy(draw, number)]
            [number % 3]();
    };
}

function ask_server(server, policy, facts) {
    const input = facts.map((each) => `${JSON.stringify(each)}\n`).join('');

    writeFileSync(POLICY_FILE, JSON.stringify(policy));
    const answer = spawnSync(server, ['assess', '--policy', POLICY_FILE],
                             {input, encoding: 'utf8', maxBuffer: 1 << 28});
    const lines = (answer.stdout ?? '').split('\n').slice(0, -1);

    if (lines.length !== facts.length)
        throw new Error(`${lines.length} answers to ${facts.length} questions: ` +
                        `${answer.error ?? answer.stderr}\n${JSON.stringify(policy)}`);
    return lines.map((line) => JSON.parse(line));
}

function show(number, policy, facts, ours, theirs) {
    console.log(`policy ${number}: ${JSON.stringify(policy)}\nfacts: ${JSON.stringify(facts)}\n` +
                `rules.md, read anew: ${JSON.stringify(ours)}\n` +
                `diolch-server:       ${JSON.stringify(theirs)}\n`);
}

// How many of one policy's visits differ. `seen` collects the codes that were answers.
function compare_policy(server, policy, wages, draw, number, count, seen) {
    const facts = Array.from({length: count}, () => draw_facts(draw, policy, wages));
    const theirs = ask_server(server, policy, facts);
    let wrong = 0;

    facts.forEach((each, i) => {
        const ours = assess(policy, wages, each);

        ours.rejected.forEach(({code}) => seen.add(code));
        ours.flags.forEach((flag) => seen.add(flag));
        if (isDeepStrictEqual(ours, theirs[i]))
            return;
        if (wrong++ < SHOWN)
            show(number, policy, each, ours, theirs[i]);
    });
    return wrong;
}

function main([server, folder, policies, facts_each, seed_text, first_text]) {
    const seed = Number(seed_text ?? Date.now() % 0xffffffff);
    const first = Number(first_text ?? 0);
    const count = Number(policies);
    const policy_at = policies_of(folder);
    const {minimum_wage_pence_per_hour: wages} = read(`${folder}/minimum-wage.json`);
    const seen = new Set();
    let wrong = 0;

    console.log(`seed ${seed}`);
    for (let number = first; number < first + count && wrong === 0; number++) {
        const draw = draw_begin(seed, number);

        wrong += compare_policy(server, policy_at(draw, number), wages, draw, number,
                                Number(facts_each), seen);
    }
    const never = [...Object.keys(REASONS), ...FLAGS].filter((code) => !seen.has(code));

    if (wrong > 0)
        console.log(`${wrong} visits under one policy differ (seed ${seed})`);
    else
        console.log(`${count * Number(facts_each)} visits agree`);
    if (wrong === 0 && first_text === undefined && never.length > 0)
        console.log(`never an answer, so that nothing is said of it: ${never.join(', ')}`);
    process.exitCode = wrong > 0 || (first_text === undefined && never.length > 0) ? 1 : 0;
}

main(process.argv.slice(2));
