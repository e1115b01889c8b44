// SPDX-License-Identifier: Apache-2.0
// What a person of the office does with one claim, through the pages: the same steps for the
// office of the tests and for a real diolch-server.
//
//     node flow.js URL NAME PASSWORD MEETING-CODE CLAIM-NUMBER [PICTURES-FOLDER]
//
// exits 0 when the claim was approved and marked as paid, and says each step.

import {fileURLToPath} from 'node:url';
import {mkdir} from 'node:fs/promises';
import {browser_page, browser_start} from './browser.js';

export async function sign_in(page, url, name, password) {
    await page.goto(`${url}/console/`);
    await page.fill('#name', name);
    await page.fill('#password', password);
    await page.click('#sign-in');
    await page.waitForSelector('#sign-out');
}

export async function open_meeting(page, code) {
    await page.click('.bar nav a[href="#/meetings"]');
    await page.locator('tbody tr', {hasText: code}).locator('a').first().click();
    await page.waitForSelector('#claims');
}

export async function open_claim(page, number) {
    // It may stand among the exceptions as well.
    await page.getByRole('link', {name: `Claim ${number}`, exact: true}).first().click();
    await page.waitForSelector('#next');
}

async function confirm(page, button) {
    await page.click(button);
    await page.click('dialog #yes');
    await page.waitForSelector('dialog', {state: 'detached'});
}

export async function approve(page) {
    await confirm(page, '#approve');
    await page.waitForSelector('.badge.approved');
}

export async function mark_paid(page) {
    await confirm(page, '#paid');
    await page.waitForSelector('.badge.paid');
}

async function main([url, name, password, meeting, number, folder]) {
    const browser = await browser_start();
    const {page, wrongs} = await browser_page(browser);
    const steps = [
        ['signed in', () => sign_in(page, url, name, password)],
        ['meeting opened', () => open_meeting(page, meeting)],
        ['claim opened', () => open_claim(page, number)],
        ['claim approved', () => approve(page)],
        ['claim marked as paid', () => mark_paid(page)],
    ];

    try {
        if (folder)
            await mkdir(folder, {recursive: true});
        for (const [index, [words, step]] of steps.entries()) {
            await step();
            if (folder)
                await page.screenshot({path: `${folder}/console-${index + 1}.png`, fullPage: true});
            console.log(words);
        }
        if (wrongs.length)
            throw new Error(`the pages complained: ${wrongs.join('; ')}`);
    } finally {
        await browser.close();
    }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
    main(process.argv.slice(2)).catch((error) => {
        console.error(error.message);
        process.exitCode = 1;
    });
