import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import '../../../src/define.ts';
import {harmlessText, hostileTexts} from '../../support/hostile/hostile-texts.ts';
import {askStandIn, inputs, missing, usual, type Input} from './every-input.ts';

const length = 20_000;
/** How many times as long as with harmless text; where work grows with a square it is hundreds of times. */
const mostTimes = 40;
/** What a busy machine may need for anything, in milliseconds; a square of the length takes half a second. */
const noise = 4;

/** Without what only a server takes in: its headers and Cal.com's errors. */
const texts = Object.entries(hostileTexts(length)).filter(
  ([name]) => !/bearer|of a token|numbers of|(colons|brackets) of an address|of an error/.test(name),
);

beforeEach(() => {
  askStandIn();
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

/** Lets all tasks run that stand in line. */
const turn = () =>
  new Promise<void>(resolve => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

async function open(tag: string): Promise<Element & {updateComplete?: Promise<unknown>}> {
  const element = document.createElement(tag);
  Object.assign(element, usual[tag]);
  document.body.append(element);
  await vi.waitFor(() => expect(element.matches(':state(loading)')).toBe(false), {timeout: 10_000, interval: 5});
  return element;
}

/** Milliseconds that the page is busy with a text. */
async function timeOf({tag, set}: Input, element: Awaited<ReturnType<typeof open>>, text: string): Promise<number> {
  const startedAt = performance.now();
  set(element, text);
  await element.updateComplete;
  await turn();
  await element.updateComplete;
  // What is drawn counts too.
  element.getBoundingClientRect();
  const ms = performance.now() - startedAt;
  // What comes later of it does not count for the next.
  await turn();
  if (!element.isConnected) throw new Error(`<${tag}> is gone.`);
  return ms;
}

const least = (times: number[]) => Math.min(...times);

test('every property of every element has a row that makes a value from a text', () => {
  expect(missing).toEqual([]);
  expect(new Set(inputs.map(({tag}) => tag)).size).toBe(8);
});

test.each([...new Set(inputs.map(({tag}) => tag))])('no text takes <%s> longer than its length', async tag => {
  const harmless = harmlessText(length);
  const slow: string[] = [];
  for (const input of inputs.filter(each => each.tag === tag)) {
    const element = await open(tag);
    const calm = Math.max(
      noise,
      least([await timeOf(input, element, harmless), await timeOf(input, element, `${harmless}a`)]),
    );
    for (const [name, text] of texts) {
      const times = [await timeOf(input, element, text)];
      for (let again = 0; again < 3 && least(times) > mostTimes * calm; again++) {
        await timeOf(input, element, harmless);
        times.push(await timeOf(input, element, text));
      }
      if (least(times) > mostTimes * calm)
        slow.push(`${input.shown}: ${name} ${least(times).toFixed(0)} ms beside ${calm.toFixed(1)} ms`);
    }
    element.remove();
  }
  expect(slow).toEqual([]);
});
