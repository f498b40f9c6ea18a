import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {expect, test} from 'vitest';
import type {EffectConfig} from '../../../src/proxy/effects/config/types.ts';
import {fixtures, secrets} from '../webhooks/fixtures.ts';
import {openEffects, startReceiver} from './system.ts';

/** Members whose texts are about people, wherever they are. */
const personal =
  /^(name|email|firstName|lastName|username|phone\w*|title|description|additionalNotes|value|location|reason\w*|cancellationReason|rejectionReason|notes)$/i;
/** Texts that also occur where nobody is meant. */
const common = /^(integrations:\w+|true|false|\d{1,4}|[\w-]{1,3}|in_?person|daily_?video|Cal Video)$/i;

/** All texts about people in a webhook. */
function personalTexts(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return personal.test(key) && value.length > 3 && !common.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(each => personalTexts(each, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => personalTexts(each, name));
}

const bodies = fixtures.flatMap(({body}) => {
  try {
    return [JSON.parse(new TextDecoder().decode(body)) as unknown];
  } catch {
    return [];
  }
});
const texts = [
  ...new Set([
    ...bodies.flatMap(body => personalTexts(body)),
    ...fixtures.flatMap(({expect: {mustNotRelay = []}}) => mustNotRelay),
  ]),
];

test('no personal value of any webhook is in the tables of runs, in the log or in the metrics', async () => {
  expect(texts.length).toBeGreaterThan(50);
  const directory = mkdtempSync(join(tmpdir(), 'booking-personal-'));
  const receiver = await startReceiver();
  receiver.answer.status = 500;
  const effects: EffectConfig[] = [
    {
      kind: 'webhook',
      name: 'original',
      url: `http://${receiver.host}/`,
      secretFrom: 'N8N_SECRET',
      quota: {perSecond: 999},
    },
    {
      kind: 'handler',
      name: 'by-name',
      collapse: {by: ({booking}) => JSON.stringify(booking['organizer']), windowMs: 0},
      async run({step, event}) {
        await step('save', () => event.uid);
        throw new Error(JSON.stringify(bodies));
      },
    },
    {kind: 'reconcile', name: 'read-back'},
    {
      kind: 'handler',
      name: 'filtered',
      when: ({booking}) => {
        throw new TypeError(JSON.stringify(booking));
      },
      async run() {},
    },
  ];
  const system = openEffects(effects, [receiver], {webhookSecrets: secrets, dataDirectory: directory});
  for (const {body, headers} of fixtures)
    await system.request('/webhooks/cal', {
      method: 'POST',
      body,
      headers: {'content-type': 'application/json', 'x-cal-signature-256': headers['x-cal-signature-256'] ?? ''},
    });
  await system.advance(60_000);
  await system.until(() => receiver.received.length > 20);
  const written = `${system.lines.join('\n')}\n${(await system.get('/metrics')).text}`;
  await system.close();
  await receiver.close();

  const database = new DatabaseSync(join(directory, 'booking.sqlite'), {readOnly: true});
  const tables = ['runs', 'run_steps', 'run_attempts', 'run_passes', 'run_gates', 'run_turns'];
  const rows = tables.map(table => database.prepare(`SELECT * FROM ${table}`).all());
  database.close();
  rmSync(directory, {recursive: true});
  expect(rows.map(({length}) => length > 0)).toEqual(tables.map(() => true));
  const found = texts.filter(text => `${JSON.stringify(rows)}\n${written}`.includes(text));
  expect(found).toEqual([]);
});
