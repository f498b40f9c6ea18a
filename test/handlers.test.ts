import {globSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';

test("every template guards its handlers: none is written with Lit's own tag", () => {
  const files = globSync('src/elements/**/*.ts')
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => path !== 'src/elements/base/html.ts');
  expect(files.length).toBeGreaterThan(80);
  expect(files.filter(path => /import \{[^}]*\bhtml\b[^}]*\} from 'lit'/.test(readFileSync(path, 'utf8')))).toEqual([]);
});
