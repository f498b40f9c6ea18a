import {expect, test, vi} from 'vitest';
import {__vitePreload as preload} from '../../../src/elements/loading/preload-files.ts';

/** Where a module is that notes that it ran. */
function moduleAt(name: string): string {
  return URL.createObjectURL(new Blob([`(globalThis.ran ??= []).push('${name}')`], {type: 'text/javascript'}));
}

const ran = () => (globalThis as {ran?: string[]}).ran ?? [];

test('the files that a file will import are requested with it, each once', async () => {
  const files = [moduleAt('first'), moduleAt('second')];
  const load = vi.fn(async () => 'the module');
  expect(await preload(load, files, location.href)).toBe('the module');
  await vi.waitFor(() => expect(ran().toSorted()).toEqual(['first', 'second']));
  await preload(load, files, location.href);
  expect(load).toHaveBeenCalledTimes(2);
  expect(ran()).toHaveLength(2);
});

test('a file that cannot be loaded fails where it is imported, not before', async () => {
  const lost = async () => Promise.reject(new TypeError('Failed to fetch'));
  await expect(preload(lost, ['/nowhere/lost.js'], location.href)).rejects.toThrow('Failed to fetch');
});
