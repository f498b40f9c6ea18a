import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {isInStep, unitMs} from '../support/hostile/growth.ts';
import {harmlessText, hostileTexts} from '../support/hostile/hostile-texts.ts';
import {openProxy, type ProxySystem} from './cal/system.ts';
import {inputsOf, missingRows, type Input} from './inputs.ts';

/** Fits into a body and, where nothing else bounds it, into an address. A square of it is 400 million steps. */
const length = 20_000;
const texts = hostileTexts(length);
const harmless = harmlessText(length);

let system: ProxySystem;
let inputs: Input[];
let document: Record<string, any>;
/** Milliseconds that harmless text takes. */
const known = new Map<Input, number>();

beforeAll(async () => {
  system = openProxy({effects: [{kind: 'handler', name: 'crm', run: async () => {}}]});
  document = (await system.get('/openapi.json')).json;
  inputs = inputsOf(system, document);
});
afterAll(() => system.close());

/** A header has one line of Latin letters. */
const forHeader = (text: string) => text.replace(/[^\x20-\x7e]/g, '~').trim() || '~';

async function timeOf({send, isHeader}: Input, text: string): Promise<number> {
  const written = isHeader ? forHeader(text) : text;
  const startedAt = performance.now();
  const answer = (await send(written).catch(() => undefined)) as {status?: number} | undefined;
  const ms = performance.now() - startedAt;
  // Meters count by the minute; what they refuse would not be looked at.
  if (answer?.status === 429) await system.advance(61_000);
  return ms;
}

test('every input of the proxy has its row in this table', () => {
  expect(missingRows(document)).toEqual([]);
});

describe('a hostile text takes the proxy no longer than a harmless one of its length', () => {
  test.each(Object.entries(texts))('%s, in every parameter, header and member of a body', async (_name, text) => {
    const unit = unitMs(length);
    const slow: string[] = [];
    for (const input of inputs) {
      if (!known.has(input)) known.set(input, Math.min(await timeOf(input, harmless), await timeOf(input, harmless)));
      let [plain, hostile] = [known.get(input)!, await timeOf(input, text)];
      for (let turn = 0; turn < 3 && !isInStep({hostile, harmless: plain}, unit); turn++) {
        hostile = Math.min(hostile, await timeOf(input, text));
        plain = Math.max(plain, await timeOf(input, harmless));
      }
      if (!isInStep({hostile, harmless: plain}, unit))
        slow.push(`${input.name}: ${Math.round(hostile)} ms instead of ${plain.toFixed(1)} ms`);
    }
    expect(slow).toEqual([]);
  });
});
