// SPDX-License-Identifier: Apache-2.0
// Debian's Chromium, without a screen and with a profile of its own that is thrown away.

import {require_package} from './packages.js';

const {chromium} = require_package('playwright-core');

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
               '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export function browser_start() {
    return chromium.launch({executablePath: process.env.TEST_CHROMIUM ?? '/usr/bin/chromium',
                            args: FLAGS});
}

// A window, and what went wrong in it: page errors, console errors, breaches of the policy.
export async function browser_page(browser, {width = 1280, height = 900, locale = 'en-GB',
                                             ...more} = {}) {
    const context = await browser.newContext({viewport: {width, height}, locale,
                                              ignoreHTTPSErrors: true, ...more});
    const page = await context.newPage();
    const wrongs = [];

    page.on('pageerror', (error) => wrongs.push(error.message));
    page.on('console', (message) => {
        // a refused request is an answer like others here; Chromium writes it down as an error
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
            wrongs.push(message.text());
    });
    page.on('dialog', (dialog) => {
        wrongs.push(`a dialog: ${dialog.message()}`);
        dialog.dismiss();
    });
    return {page, wrongs, context};
}
