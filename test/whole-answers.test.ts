import {globSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';

/** Bodies that are read whole, each with what bounds it. All else is read by `readText`, which ends after 4 MB. */
const bounded: Readonly<Record<string, string>> = {
  'src/proxy/commands/checks/event-types.ts response.json()': 'an answer of the proxy itself, as a function',
  'src/proxy/mount/node.ts request.text()': 'a body of one word, of our own',
  'src/proxy/ops/styles.ts response.text()': 'a page of the proxy itself',
  'src/proxy/page/serve/own-api.ts response.text()': 'an answer of the proxy itself, as a function',
  'src/proxy/webhooks/read-body.ts request.arrayBuffer()': 'the length that was announced',
};

test('no answer and no request is read without a limit', () => {
  const found = globSync('src/**/*.ts').flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(/[\w.]+\.(?:text|json|arrayBuffer|blob|bytes|formData)\(\)/g)].map(
      ([call]) => `${file} ${call}`,
    ),
  );

  expect(found.sort()).toEqual(Object.keys(bounded));
});
