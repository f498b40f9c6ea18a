import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {errorCodes} from '../../src/core/model/error-codes.ts';
import {createCensor} from '../../src/proxy/censor.ts';
import {guideBooking, openProxy, settings, type ProxySystem} from './cal/system.ts';

const key = settings.calApiKey;
const written: [name: string, text: string][] = [
  ['as it is', key],
  ['in capitals', key.toUpperCase()],
  ['backwards', [...key].reverse().join('')],
  ['in hexadecimal digits', Buffer.from(key).toString('hex')],
  ['in percent signs', [...Buffer.from(key)].map(byte => `%${byte.toString(16)}`).join('')],
  ['in JSON escapes', [...key].map(letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')],
  ...['', 'x', 'xy'].flatMap(before =>
    (['base64', 'base64url'] as const).map((encoding): [string, string] => [
      `in ${encoding} behind ${before.length} letters`,
      Buffer.from(`${before}${key}:`).toString(encoding),
    ]),
  ),
];

/** Whether eight or more of the key's letters can be read in the text, however it is written. */
function canBeRead(text: string): boolean {
  const decoded = [...text.matchAll(/[\w+/-]{8,}/g)].flatMap(([part]) =>
    [0, 1, 2, 3].map(skip => Buffer.from(part.slice(skip), 'base64').toString('latin1')),
  );
  const all = [
    text,
    text.toLowerCase(),
    [...text].reverse().join(''),
    ...decoded,
    Buffer.from(text.replace(/[^\da-f]/gi, ''), 'hex').toString(),
  ].join('\n');
  return all.includes(key.slice(0, 8));
}

test.each(written)('a secret is taken out of a text %s', (_, text) => {
  const censored = createCensor([key])(`before ${text} after`);
  expect(censored).toMatch(/^before .*….* after$/);
  expect(canBeRead(censored)).toBe(false);
});

test('what holds no secret stays as it is, and short secrets are not looked for', () => {
  expect(createCensor([key, 'abc'])('the abc of cal_test')).toBe('the abc of cal_test');
  expect(createCensor([])('anything')).toBe('anything');
});

describe("Cal.com's texts", () => {
  let system: ProxySystem;
  beforeEach(() => void (system = openProxy()));
  afterEach(() => system.close());

  const said = 'Grüße vom Anbieter';
  const shapes: [name: string, body: (code: string, text: string) => string][] = [
    [
      'an envelope',
      (code, text) =>
        `{"status":"error","error":{"code":"${code}","message":"${said} ${text}","details":{"fields":{"${text}":"${said} ${text}"},"uid":"${text}"}}}`,
    ],
    [
      "the core's envelope",
      (code, text) => `{"status":"error","message":"${said}","error":{"code":"${code}","message":"${said} ${text}"}}`,
    ],
    ['a bare error', (code, text) => `{"statusCode":400,"code":"${code}","message":"${said} ${text}"}`],
    [
      'a refusal of answers',
      (code, text) =>
        `{"status":"error","error":{"code":"${code}","message":"responses - {${text}}error_required_field, ${said}"}}`,
    ],
    [
      'a list of what is wrong',
      (code, text) =>
        `{"status":"error","error":{"code":"${code}","message":"Bad Request Exception","details":{"errors":[{"property":"${text}","constraints":{"x":"${said}"}}]}}}`,
    ],
    ['no JSON', (_, text) => `<html>${said} ${text}</html>`],
  ];
  const calls: [name: string, ask: () => Promise<{text: string}>][] = [
    ['a booking', () => system.post('/v2/bookings', guideBooking())],
    ['slots', () => system.get('/v2/slots?eventTypeId=1001&start=2026-11-24&end=2026-11-25')],
    ['an event type', () => system.get('/v2/event-types/1002')],
    ["a booking's state", () => system.get('/v2/bookings/some-uid')],
    [
      'a reservation',
      () => system.post('/v2/slots/reservations', {eventTypeId: 1001, slotStart: '2026-11-24T10:00:00Z'}),
    ],
    ['a form', () => system.get('/form?event-type-id=1002')],
  ];

  test.each(shapes)(
    'do not reach a visitor or the log, whatever code of ours they carry: %s',
    async (_, body) => {
      await system.get('/v2/event-types/1001');
      const answers: string[] = [];
      const asked = new Set<string>();
      for (const [index, [, text]] of written.entries()) {
        for (const code of [errorCodes[(index * 3) % errorCodes.length]!, 'BadRequestException']) {
          for (const status of [400, 500]) {
            // A shape without a code is the same for all of them.
            const question = `${status} ${body(code, text)}`;
            if (asked.has(question)) continue;
            asked.add(question);
            // More than a second's calls.
            system.clock.now += 1_000;
            system.intercept.upstream = () =>
              new Response(body(code, text), {
                status,
                headers: {'content-type': 'application/json', 'x-request-id': key},
              });
            for (const [, ask] of calls) answers.push((await ask()).text);
          }
        }
      }
      const all = [...answers, ...system.lines];
      expect(all.filter(text => text.includes(said) || canBeRead(text))).toEqual([]);
      expect(asked.size).toBeGreaterThan(written.length);
      expect(answers.length).toBe(asked.size * calls.length);
    },
    120_000,
  );

  test('a good answer that holds the key is told without it', async () => {
    system.intercept.upstream = () =>
      Response.json({status: 'success', data: {'2026-11-24': [{start: `2026-11-24T09:00:00.000Z${key}`}]}});
    expect(canBeRead((await system.get('/v2/slots?eventTypeId=1001&start=2026-11-24&end=2026-11-25')).text)).toBe(
      false,
    );
  });

  test("a code of ours in Cal.com's answer is not taken for ours", async () => {
    system.intercept.upstream = request =>
      request.method === 'POST'
        ? Response.json({status: 'error', error: {code: 'token_expired', message: said}}, {status: 400})
        : undefined;
    expect((await system.post('/v2/bookings', guideBooking())).json.error.code).not.toBe('token_expired');
  });

  test("the log names the call by Cal.com's own id, where it told one", async () => {
    system.intercept.upstream = () => new Response('', {status: 502, headers: {'x-request-id': 'of-cal-com-17'}});
    await system.get('/v2/bookings/some-uid');
    expect(system.lines.map(line => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({upstreamRequestId: 'of-cal-com-17'}),
    );
  });
});
