import {expect, test} from 'vitest';
import type {Console, ConsoleRequest} from '../../../../src/proxy/cal/account/console.ts';
import {createSubscriptions, allTriggers} from '../../../../src/proxy/cal/account/subscriptions.ts';

const url = 'https://book.example.com/webhooks/cal';

/** Answers each call by what `refuse` says: a reason, or nothing for a good answer. */
function consoleOf(refuse: (body: Record<string, any>) => string | undefined): {
  console: Console;
  asked: ConsoleRequest[];
} {
  const asked: ConsoleRequest[] = [];
  return {
    asked,
    console: {
      async ask(request) {
        asked.push(request);
        const reason = refuse(request.body ?? {}) ?? '';
        return reason
          ? {status: 400, json: {}, reason}
          : {status: 201, json: {data: {...request.body, id: 7, active: true}}, reason};
      },
    },
  };
}

test('a release that lists what it knows gets that', async () => {
  const {console} = consoleOf(({triggers}) =>
    triggers.length > 2
      ? 'each value in triggers must be one of the following values: BOOKING_CREATED, BOOKING_PAID'
      : undefined,
  );
  expect(await createSubscriptions(console).save(url, 'secret')).toEqual({
    id: '7',
    triggers: ['BOOKING_CREATED', 'BOOKING_PAID'],
  });
});

test('a release that names what it does not allow gets the others', async () => {
  const {console} = consoleOf(({triggers}) =>
    triggers.includes('OOO_CREATED') ? 'OOO_CREATED is not available for this account' : undefined,
  );
  expect(await createSubscriptions(console).save(url, 'secret')).toEqual({
    id: '7',
    triggers: allTriggers.filter(each => each !== 'OOO_CREATED'),
  });
});

test('the time after which nobody came goes along, unless the release does not know it', async () => {
  const {console, asked} = consoleOf(({time}) => (time === undefined ? undefined : 'property time should not exist'));
  expect(await createSubscriptions(console).save(url, 'secret')).toMatchObject({id: '7'});
  expect(asked.map(({body}) => [body!['time'], body!['timeUnit']])).toEqual([
    [5, 'MINUTE'],
    [undefined, undefined],
  ]);
});

test('what is refused for another reason is asked once, and told', async () => {
  const {console, asked} = consoleOf(() => 'Webhook URL is not allowed: Private IP address');
  expect(await createSubscriptions(console).save(url, 'secret')).toEqual({
    refused: 'Webhook URL is not allowed: Private IP address',
  });
  expect(asked).toHaveLength(1);
});

test('every page of the list is read, whatever its rows are like', async () => {
  const rows: object[] = Array.from({length: 251}, (_, id) => ({
    id,
    subscriberUrl: `https://x.example/${id}`,
    triggers: ['BOOKING_CREATED'],
    active: true,
    secret: null,
    payloadTemplate: null,
  }));
  rows[3] = {id: 'without an address'};
  const asked: string[] = [];
  const console: Console = {
    async ask({path}) {
      asked.push(path);
      const skip = Number(new URL(path, 'http://x').searchParams.get('skip'));
      return {
        status: 200,
        json: {data: [...rows.slice(skip, skip + 250), ...(skip > 0 ? [{id: 'broken'}, null] : [])]},
        reason: '',
      };
    },
  };
  const found = await createSubscriptions(console).list();
  expect(found).toHaveLength(250);
  expect(found[0]).toEqual({
    id: '0',
    url: 'https://x.example/0',
    active: true,
    triggers: ['BOOKING_CREATED'],
    hasTemplate: false,
  });
  expect(asked).toHaveLength(2);
});
