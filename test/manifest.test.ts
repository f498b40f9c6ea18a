import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, relative} from 'node:path';
import {expect, test} from 'vitest';

interface Declaration {
  kind: string;
  tagName?: string;
  attributes?: {name: string}[];
  events?: {name: string}[];
  cssParts?: {name: string}[];
}

interface Manifest {
  modules: {path: string; declarations?: Declaration[]}[];
}

const parse = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Manifest;
const elements = (manifest: Manifest) =>
  manifest.modules.flatMap(module => module.declarations ?? []).filter(item => item.tagName);

test('custom-elements.json is what the source says; `npm run manifest` writes it anew', () => {
  const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  execFileSync('npm', ['run', '--silent', 'manifest', '--', '--outdir', relative('.', folder)]);
  expect(parse('custom-elements.json')).toEqual(parse(join(folder, 'custom-elements.json')));
});

test('the README names every element, and every event an element says it dispatches', () => {
  const readme = readFileSync('README.md', 'utf8');
  const names = elements(parse('custom-elements.json'))
    .filter(element => element.tagName !== 'booking-zone')
    .flatMap(element => [`<${element.tagName}>`, ...(element.events ?? []).map(event => event.name)]);
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter(name => !readme.includes(`\`${name}\``))).toEqual([]);
});

test('every event class an element names exists', () => {
  const source = ['events', 'events-later']
    .map(name => readFileSync(`src/elements/events/${name}.ts`, 'utf8'))
    .join('');
  const events = elements(parse('custom-elements.json')).flatMap(element => element.events ?? []);
  expect(events.filter(event => !source.includes(`'${event.name}'`))).toEqual([]);
});
