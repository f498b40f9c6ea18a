import {execFileSync} from 'node:child_process';
import {globSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {basename, join, resolve} from 'node:path';
import {createServer} from 'vite';
import {preparePackage} from '../../demo/apps/prepare.ts';
import {serveFiles, type Files} from '../support/servers/static.ts';
import {embedWorld, frameOf} from './embed/embed-page.ts';
import {expect, test, type Page} from './test.ts';

const world = embedWorld();
const apps = ['react-18', 'vue', 'svelte', 'solid'];
/** A development build says what a framework does not like, and React's strict mode mounts everything twice. */
const modes = ['production', 'development'];

let out: string;
let files: Files;

test.beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'booking-apps-'));
  preparePackage();
  files = await serveFiles(out);
});

test.afterAll(() => {
  files?.close();
  rmSync(out, {recursive: true});
});

/** Builds an app with its framework's own plugin, as its `npm run build` does. */
function build(app: string, mode: string): void {
  execFileSync(
    'node',
    [
      resolve('node_modules/vite/bin/vite.js'),
      'build',
      '--logLevel',
      'warn',
      '--base',
      './',
      '--outDir',
      join(out, app, mode),
      '--emptyOutDir',
    ],
    {cwd: join('demo/apps', app), env: {...process.env, NODE_ENV: mode}, stdio: ['ignore', 'ignore', 'inherit']},
  );
}

/** What the app's listeners heard. */
const news = (page: Page) => page.getByRole('list', {name: 'News'}).getByRole('listitem');

async function bookInFrame(page: Page): Promise<void> {
  const frame = frameOf(page);
  await frame.locator('ul button').first().click();
  await expect(frame.getByLabel('Your name')).toHaveValue('Ada');
  await frame.getByLabel('E-mail address').fill('ada@example.com');
  await frame.getByRole('button', {name: 'Confirm'}).click();
}

async function bookInForm(page: Page): Promise<void> {
  const form = page.locator('booking-form');
  // The first time went to the booking before.
  await form.getByRole('radio').last().click();
  await form.getByRole('button', {name: /^Continue with/}).click();
  await expect(form.getByLabel('Your name')).toHaveValue('Ada');
  await form.getByLabel('Email', {exact: true}).fill('ada@example.com');
  await form.getByLabel('Email', {exact: true}).press('Enter');
  await expect(form.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
}

for (const app of apps) {
  test.describe(app, () => {
    for (const mode of modes) {
      test(`built for ${mode}: shows, themes, books, leaves and comes back`, async ({page}) => {
        build(app, mode);
        const complaints: string[] = [];
        page.on('pageerror', error => complaints.push(error.message));
        page.on('console', message => void (/error|warning/.test(message.type()) && complaints.push(message.text())));
        await page.goto(`${files.origin}/${app}/${mode}/?cal=${encodeURIComponent(world.cal.url)}`);

        const frame = frameOf(page);
        await expect(frame.locator('html')).toHaveClass('dark');
        const shown = page.locator('booking-inline iframe');
        await expect(shown).toHaveCount(1);
        await shown.evaluate(element => Object.assign(element, {isFirst: true}));
        await page.getByRole('button', {name: 'Change theme'}).click();
        await expect(frame.locator('html')).toHaveClass('light');
        await expect(page.locator('booking-form')).toHaveAttribute('theme', 'light');
        expect(await shown.evaluate(element => 'isFirst' in element)).toBe(true);

        await bookInFrame(page);
        await expect(news(page)).toHaveText([/^booked \w+, accepted true$/]);
        await page.getByRole('button', {name: 'Book a time'}).click();
        await expect(frameOf(page, 'booking-popup').locator('ul button').first()).toBeVisible();
        await page.keyboard.press('Escape');
        await expect(news(page).last()).toHaveText('closed by escape');
        await bookInForm(page);
        await expect(news(page)).toHaveText([/accepted true/, /closed/, /^booked 30 Min Meeting/]);

        await page.getByRole('button', {name: 'Go elsewhere'}).click();
        await expect(page.locator('iframe')).toHaveCount(0);
        await page.getByRole('button', {name: 'Go elsewhere'}).click();
        await expect(frame.locator('ul button').first()).toBeVisible();
        await expect(page.locator('iframe')).toHaveCount(1);
        expect(complaints.filter(text => !text.startsWith('Lit is in dev mode'))).toEqual([]);
      });
    }
  });
}

for (const app of ['react-18', 'solid']) {
  test(`${app} is typed: settings and events fit`, () => {
    execFileSync('node', ['node_modules/typescript/bin/tsc', '-p', `demo/apps/${app}`], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  });
}

test('what defines an element is in its entry, where bundlers keep it: package.json says that the other files have no effects', () => {
  for (const tag of globSync('src/define/*.ts').map(path => basename(path, '.ts'))) {
    expect(readFileSync(`demo/apps/node_modules/booking-elements/dist/define/${tag}.js`, 'utf8')).toContain(
      `("${tag}"`,
    );
  }
});

test("React's components say that they are for the client", () => {
  expect(readFileSync('demo/apps/node_modules/booking-elements/dist/react.js', 'utf8')).toMatch(
    /^["']use client["'];\n/,
  );
});

test('every entry but the one-file script can be imported on a server', () => {
  const names = [
    '',
    '/define',
    ...globSync('src/define/*.ts').map(path => `/define/${basename(path, '.ts')}`),
    '/client',
    '/react',
    '/compat',
    '/proxy',
  ];
  const script = `for (const name of ${JSON.stringify(names)}) await import('booking-elements' + name); console.log(typeof window)`;
  expect(execFileSync('node', ['--input-type=module', '-e', script], {cwd: 'demo/apps/vue', encoding: 'utf8'})).toBe(
    'undefined\n',
  );
});

type Render = (
  component: Record<string, unknown>,
  load: NodeJS.Require,
  ssr: (path: string) => Promise<Record<string, unknown>>,
) => Promise<string>;

/** How a framework's own server turns a component into markup. */
const renderers: [string, string, Render][] = [
  [
    'vue',
    '/src/Booking.vue',
    (component, load) =>
      load('vue/server-renderer').renderToString(load('vue').createSSRApp(component['default'], {theme: 'dark'})),
  ],
  [
    'svelte',
    '/src/Booking.svelte',
    async (component, _, ssr) => {
      const {render} = (await ssr('svelte/server')) as {render(component: unknown, options: object): {body: string}};
      return render(component['default'], {props: {theme: 'dark', tell() {}}}).body;
    },
  ],
];

for (const [app, file, render] of renderers) {
  test(`${app} renders the elements on a server, with what works before a script runs`, async () => {
    const root = resolve('demo/apps', app);
    const server = await createServer({
      root,
      logLevel: 'error',
      appType: 'custom',
      server: {middlewareMode: true, ws: false, watch: null},
      // Found one after the other, a framework's parts would be prepared anew, and be there twice.
      environments: {ssr: {optimizeDeps: {noDiscovery: true, include: []}}},
    });
    const html = await render(await server.ssrLoadModule(file), createRequire(join(root, 'package.json')), path =>
      server.ssrLoadModule(path),
    );
    await server.close();
    expect(html).toMatch(
      /<booking-inline [^>]*cal-link="rick\/30min"[^>]*theme="dark"[^>]*><a href="https:\/\/cal\.com\/rick\/30min">Book on Cal\.com<\/a>/,
    );
    expect(html).toMatch(/<booking-popup [^>]+><button slot="trigger"/);
  });
}
