// SPDX-License-Identifier: Apache-2.0
// Pictures of every page, wide and narrow, in both languages:  node look.js FOLDER

import {mkdir} from 'node:fs/promises';
import {Office} from './office.js';
import {adjusted, id, newcomer, office_data, unplanned} from './meetings.js';
import {browser_page, browser_start} from './browser.js';
import {sign_in} from './flow.js';

const PAGES = [['meetings', '#/meetings'], ['meeting', `#/meetings/${id(1)}`],
               ['claim', `#/meetings/${id(1)}/claims/${id(101)}`],
               ['declined', `#/meetings/${id(1)}/claims/${id(102)}`],
               ['refused', `#/meetings/${id(1)}/claims/${id(103)}`],
               ['about', `#/meetings/${id(1)}/claims/${id(104)}`],
               ['adjusted', `#/meetings/${id(1)}/claims/${id(108)}`],
               ['unplanned', `#/meetings/${id(3)}`], ['exceptions', '#/exceptions'], ['kiosks', '#/kiosks'],
               ['payers', '#/payers'], ['forms', '#/forms']];

async function shoot(browser, office, folder, language, width) {
    const {page, context} = await browser_page(browser, {width, locale: `${language}-GB`});
    const shot = (name) => page.screenshot({path: `${folder}/${name}-${language}-${width}.png`,
                                            fullPage: true});

    await page.goto(`${office.url}/console/`);
    await page.waitForSelector('#sign-in');
    await shot('sign-in');
    await sign_in(page, office.url, 'office', 'a long password');
    for (const [name, address] of PAGES) {
        await page.goto(`${office.url}/console/${address}`);
        await page.waitForSelector('main[aria-busy="false"]');
        await page.waitForLoadState('networkidle');
        await shot(name);
    }
    await page.goto(`${office.url}/console/${PAGES[4][1]}`);
    await page.click('#approve');
    await shot('approve');
    await context.close();
}

const folder = process.argv[2];
const browser = await browser_start();
const data = office_data();

data.claims.push(adjusted());
data.meetings.push(unplanned());
data.exceptions.push(newcomer());

const office = await new Office(data).start();

await mkdir(folder, {recursive: true});
for (const language of ['en', 'cy'])
    for (const width of [1280, 390, 320])
        await shoot(browser, office, folder, language, width);
await office.stop();
await browser.close();
