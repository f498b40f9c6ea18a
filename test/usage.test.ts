import {existsSync, globSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';

const pages = new Map(
  globSync('demo/usage/*.md').map(path => [path.replace(/^.*[\\/]|\.md$/g, ''), readFileSync(path, 'utf8')]),
);

/** A file of an app without what points it to the stand-in for Cal.com. */
function forUsers(path: string): string {
  return readFileSync(path, 'utf8')
    .replace(/^.*stand-in\.ts.*\n/m, '')
    .replace(/ (:|prop:)?((origin|api)=)?["{](origin|api)["}]/g, '');
}

test.each([
  ['react', 'react-18/src/Booking.tsx'],
  ['vue', 'vue/src/Booking.vue'],
  ['vue', 'vue/vite.config.ts'],
  ['svelte', 'svelte/src/Booking.svelte'],
  ['solid', 'solid/src/Booking.tsx'],
])('the usage page of %s shows what its app does, in demo/apps/%s', (page, file) => {
  expect(forUsers(`demo/apps/${file}`)).not.toMatch(/stand-in|\b(origin|api)\b/);
  expect(pages.get(page)).toContain(`\n${forUsers(`demo/apps/${file}`)}\`\`\``);
});

test('no guide makes Next load the components with a React of their own', () => {
  const guides = [...pages.values(), readFileSync('src/proxy/DEPLOY.md', 'utf8'), readFileSync('README.md', 'utf8')];
  expect(guides.filter(text => /serverExternalPackages['"]?\s*:/.test(text))).toEqual([]);
});

test('every file a usage page names is there', () => {
  const named = [...pages].flatMap(([page, text]) =>
    [...text.matchAll(/`((?:demo|test|src)\/[\w./-]+)`/g)].map(match => `${page}: ${match[1]}`),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(line => !existsSync(line.split(': ')[1]!))).toEqual([]);
});
