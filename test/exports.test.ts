import {globSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';

/** What is public may be used by nobody in here. */
const entries =
  /^src\/(index|define|script|script-global|compat|react|client\/index|proxy\/index|proxy\/main)\.ts$|^src\/(define|frameworks)\//;

/** Projects of their own, as users write them. */
const apps = (path: string) => /^demo.apps.[^.]+$/.test(path);

const files = globSync('{{src,mocks,demo,test}/**/*,vite.*}.ts', {exclude: apps})
  .filter(path => !path.endsWith('.d.ts'))
  .map(path => ({path: path.replaceAll('\\', '/'), text: readFileSync(path, 'utf8')}));
const exported = /^export (?:declare )?(?:abstract )?(?:async )?(?:const|function|class|interface|type|let) (\w+)/gm;

const names = files
  .filter(({path}) => !entries.test(path))
  .flatMap(({path, text}) => [...text.matchAll(exported)].map(match => ({path, name: match[1]!})));

test('every exported name is used in its own file or in another', () => {
  expect(names.length).toBeGreaterThan(100);
  const counts = new Map<string, number>();
  for (const {text} of files)
    for (const [word] of text.matchAll(/\b\w+\b/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
  expect(names.filter(({name}) => counts.get(name)! < 2)).toEqual([]);
});

test('no file is left that nothing imports', () => {
  const orphans = files
    .filter(
      ({path}) =>
        /^(src|mocks|demo)\//.test(path) && !entries.test(path) && !/\/main\.ts$|^demo\/scripts\/[^/]+\.ts$/.test(path),
    )
    .filter(({path}) => {
      const name = path.split('/').at(-1)!;
      return !files.some(other => other.path !== path && other.text.includes(`/${name}'`));
    });
  expect(orphans.map(({path}) => path)).toEqual([]);
});
