import {globSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {decodeWebhook} from '../../../src/proxy/webhooks/decode.ts';
import {isInStep, unitMs} from '../../support/hostile/growth.ts';
import {harmlessText, hostileTexts} from '../../support/hostile/hostile-texts.ts';
import {placesOf, type Place} from '../../support/hostile/places.ts';
import {fixtures, payloadOf} from './fixtures.ts';
import {openSystem} from './system.ts';

/** A square of it is 400 million steps. */
const length = 20_000;
const harmless = harmlessText(length);

/** Every place in every kind of webhook; the same place of one trigger once. */
const places = new Map<string, Place>();
const created = payloadOf('BOOKING_CREATED');
const ofThisKit = {...created, payload: {...created.payload, metadata: {booking_ref: 'ref'}}};
for (const body of [...fixtures.map(({id}) => payloadOf(id)), ofThisKit]) {
  for (const place of placesOf(body)) {
    const name = `${body.triggerEvent} ${place.name}`;
    if (!places.has(name)) places.set(name, place);
  }
}

function timeOf(place: Place, text: string): number {
  const bytes = new TextEncoder().encode(JSON.stringify(place.with(text)));
  const startedAt = performance.now();
  decodeWebhook(bytes, '2026-11-24T10:00:00.000Z');
  return performance.now() - startedAt;
}

test('the table has the members of the bodies Cal.com sends', () => {
  expect(places.size).toBeGreaterThan(1_000);
  expect([...places.keys()]).toEqual(
    expect.arrayContaining([
      'BOOKING_CREATED payload.attendees.*.email',
      'BOOKING_CREATED payload.metadata.(any name)',
      'BOOKING_CANCELLED payload.cancellationReason',
    ]),
  );
});

/** Names that the code has from elsewhere, by what they are called there. */
const indirect: Record<string, string[]> = {
  refKey: ['booking_ref'],
  meetingTime: ['startTime', 'endTime'],
  key: ['addedHostUserIds', 'removedHostUserIds'],
};

test('every member that is read of a webhook has a row', () => {
  const files = globSync('src/proxy/webhooks/*.ts', {exclude: ['**/json.ts']});
  const code = files
    .map(file =>
      readFileSync(file, 'utf8')
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/^\s*\/\/.*$/gm, ''),
    )
    .join('\n');
  const names = [...code.matchAll(/\bown(?:[A-Z]\w*)?\([^(),]+, ([^()]+?)\)/g)].map(([, name]) => name!);
  const read = new Set(
    names.flatMap(name => /^'(\w+)'$/.exec(name)?.[1] ?? indirect[name] ?? [`${name}, which is no name`]),
  );
  const rows = new Set([...places.keys()].flatMap(name => name.split(' ')[1]!.split('.')));

  expect(read.size).toBeGreaterThan(30);
  expect([...read].filter(name => !rows.has(name))).toEqual([]);
  // The readers alone keep to an object's own members.
  expect(code.match(/\w\[['"]\w+['"]\]|\b(?:root|payload|about|metadata)\.\w+/g) ?? []).toEqual([]);
});

test('no text in a member of a signed webhook takes longer to read than its length', () => {
  const unit = unitMs(length);
  const slow: string[] = [];
  for (const [kind, text] of Object.entries(hostileTexts(length))) {
    for (const [name, place] of places) {
      let hostile = timeOf(place, text);
      let plain = 0;
      for (let turn = 0; turn < 3 && !isInStep({hostile, harmless: plain}, unit); turn++) {
        plain = Math.max(plain, timeOf(place, harmless));
        hostile = Math.min(hostile, timeOf(place, text));
      }
      if (!isInStep({hostile, harmless: plain}, unit))
        slow.push(`${name}, ${kind}: ${Math.round(hostile)} ms instead of ${plain.toFixed(1)} ms`);
    }
  }
  expect(slow).toEqual([]);
});

test.each(['__proto__', 'constructor'])('no member that is %s fails a webhook', async name => {
  const system = openSystem();
  const failed: string[] = [];
  for (const [place, {with: write}] of places) {
    const {status} = await system.post(JSON.stringify(write(name)));
    if (status >= 500) failed.push(`${place}: ${status}`);
  }
  await system.close();
  expect(failed).toEqual([]);
});
