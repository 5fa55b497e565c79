// Looks at every page in Chromium: light, dark, phone and empty, each with an axe check. Development only.
//   node test/recorded/server.mjs &   node test/shots.mjs [address] [folder] [only]
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [address = 'http://localhost:8099', folder = '/tmp/plumbline-shots', only = ''] = process.argv.slice(2);
const username = process.env.PLUMBLINE_USER ?? 'ana';
const password = process.env.PLUMBLINE_PASSWORD ?? 'recorded';
const modelName = process.env.PLUMBLINE_MODEL ?? 'customer-churn';
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
let faults = 0;
const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

async function session(user, options, name, work) {
  const context = await browser.newContext({ viewport: wide, bypassCSP: false, ...options });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (4|5)\d\d/.test(message.text())) {
      faults += 1;
      console.log(`${name}: console: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => {
    faults += 1;
    console.log(`${name}: ${error.message}`);
  });
  await page.goto(`${address}/signin`);
  await page.getByLabel('Username').fill(user);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  const shot = async (title, path, act, full = true) => {
    if (only && !`${name}-${title}`.includes(only)) return;
    if (path !== null) await page.goto(address + path);
    await page.waitForLoadState('networkidle');
    if (act) await act(page);
    await page.waitForTimeout(250);
    await page.screenshot({ path: `${folder}/${name}-${title}.png`, fullPage: full });
    const { violations, wideBy } = await page.evaluate(async (script) => {
      (0, eval)(script);
      const { violations } = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] });
      return { violations: violations.map((one) => `${one.id} (${one.nodes.length}): ${one.nodes[0].html.slice(0, 160)} ${one.nodes[0].failureSummary?.slice(0, 200)}`), wideBy: document.documentElement.scrollWidth - innerWidth };
    }, axe).catch((error) => ({ violations: [`axe could not run: ${error.message.slice(0, 120)}`], wideBy: 0 }));
    for (const violation of violations) console.log(`${name}-${title}: axe ${violation}`);
    if (wideBy > 0) console.log(`${name}-${title}: page is ${wideBy}px wider than the window`);
    faults += violations.length + (wideBy > 0 ? 1 : 0);
  };
  await work(shot, page);
  await context.close();
}

const model = `/models/${modelName}`;
const score = async (page) => {
  await page.getByRole('button', { name: 'Score' }).click();
  await page.waitForLoadState('networkidle');
};
async function everything(shot) {
  await shot('overview', '/');
  await shot('executive', '/executive');
  await shot('models', '/models');
  await shot('summary', model);
  await shot('try', `${model}/try`, score);
  await shot('live', `${model}/live`, (page) => page.getByRole('row').nth(12).waitFor());
  await shot('batches', `${model}/batches`);
  await shot('features', `${model}/features`, async (page) => {
    await page.getByLabel('Entity', { exact: true }).fill('C-10427');
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.getByRole('table', { name: 'Features of C-10427' }).waitFor();
  });
  await shot('drift', `${model}/drift`);
  await shot('performance', `${model}/performance`);
  await shot('versions', `${model}/versions?compare=4,5`);
  await shot('version', `${model}/versions/5`);
  await shot('evidence-diff', `${model}/versions/5`, (page) => page.getByLabel('Compare with', { exact: true }).selectOption('4'));
  await shot('change-groups', `${model}/versions/5`, async (page) => {
    await page.getByRole('button', { name: 'Change stage…' }).first().click();
    await page.getByLabel(/Decide by the thresholds of groups/).check();
  }, false);
  await shot('trials', `${model}/trials`);
  await shot('challengers', `${model}/challengers`);
  await shot('safeguards', `${model}/safeguards`);
  await shot('stop', `${model}/safeguards`, (page) => page.getByRole('button', { name: 'Stop…' }).click(), false);
  await shot('lineage', `${model}/lineage`);
  await shot('predictions', `${model}/predictions`);
  await shot('prediction', `${model}/predictions?prediction=0199a7c2-61b0-7aa1-8c52-0c1d2e3f4a17`, undefined, false);
  await shot('approvals', '/approvals');
  await shot('policies', '/policies');
  await shot('policy', '/policies?policy=fairness', (page) => page.getByRole('button', { name: 'Check and run tests' }).click());
  await shot('simulation', '/policies?policy=fairness', async (page) => {
    await page.getByRole('button', { name: 'What would it have blocked?' }).click();
    await page.getByLabel('Fairness score').fill('70');
    await page.getByLabel(/lets a version at risk pass/).check();
    await page.getByRole('button', { name: 'What would be said?' }).click();
    await page.getByText('passes by override').waitFor();
  });
  await shot('alerts', '/alerts?state=');
  await shot('incidents', '/incidents');
  await shot('incident', '/incidents/i1');
  await shot('told', '/alerts/routes');
  await shot('wall', `${model}/wall`, undefined, false);
  await shot('monitors', `${model}/monitors`);
  await shot('audit', '/audit', async (page) => {
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.getByText('Export', { exact: true }).click();
  });
  await shot('audit-entry', '/audit?entry=416');
}

await session(username, { colorScheme: 'light' }, 'light', async (shot, page) => {
  await everything(shot);
  await shot('kill', model, (page) => page.getByRole('button', { name: 'Kill switch' }).click(), false);
  await shot('change', `${model}/versions`, (page) => page.getByRole('button', { name: 'Change stage…' }).first().click(), false);
  await shot('help', '/', (page) => page.keyboard.press('?'), false);
  await shot('refused', `${model}/try`, async (page) => {
    await page.getByRole('button', { name: 'Empty' }).click();
    await score(page);
  });
  await shot('notfound', '/models/unknown');
});
await session(username, { colorScheme: 'dark' }, 'dark', everything);
await session(username, { colorScheme: 'light', viewport: phone, isMobile: true, hasTouch: true }, 'phone', everything);
if (!process.env.PLUMBLINE_USER) {
  await session('nobody', { colorScheme: 'light' }, 'empty', async (shot) => {
    await shot('overview', '/');
    await shot('executive', '/executive');
    await shot('models', '/models');
    await shot('summary', model);
    await shot('batches', `${model}/batches`);
    await shot('features', `${model}/features`);
    await shot('drift', `${model}/drift`);
    await shot('performance', `${model}/performance`);
    await shot('approvals', '/approvals');
    await shot('policies', '/policies');
    await shot('version', `${model}/versions/5`);
    await shot('trials', `${model}/trials`);
    await shot('safeguards', `${model}/safeguards`);
    await shot('predictions', `${model}/predictions`);
    await shot('wall', `${model}/wall`);
    await shot('monitors', `${model}/monitors`);
    await shot('alerts', '/alerts');
  });
  await session('many', { colorScheme: 'light' }, 'many', (shot) =>
    shot('models', '/models', async (page) => {
      for (let step = 0; step < 20; step++) {
        await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
        await page.waitForTimeout(60);
      }
    }, false),
  );
  const context = await browser.newContext({ viewport: wide });
  const page = await context.newPage();
  for (const kind of ['wrong', 'throttled']) {
    await page.goto(`${address}/signin`);
    await page.getByLabel('Username').fill('ana');
    await page.getByLabel('Password').fill(kind);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await page.screenshot({ path: `${folder}/signin-${kind}.png` });
  }
  await page.goto(`${address}/signin`);
  await page.screenshot({ path: `${folder}/signin.png` });
  await context.close();
}
await browser.close();
console.log(faults === 0 ? 'no fault seen' : `${faults} faults`);
