import {afterAll, expect, test} from 'vitest';
import {signCheckoutToken} from '../../../src/proxy/checkout-token.ts';
import {postgresStore} from '../../../src/proxy/store/postgres/postgres.ts';
import {startPostgres} from '../../support/servers/postgres.ts';
import {guideBooking, openProxy, tuesdayAt} from '../cal/system.ts';

const checkoutKeys = 'shop:checkout-secret-of-the-test-suite-long-enough';
const postgres = await startPostgres();
afterAll(() => postgres?.stop(), 60_000);

test.skipIf(!postgres)(
  'a checkout token that comes to two proxies at once, with another attempt each, books once',
  async () => {
    const url = await postgres!.createDatabase();
    const proxies = [1, 2].map(() => openProxy({checkoutKeys, store: postgresStore(url)}));
    for (let round = 0; round < 5; round += 1) {
      const token = await signCheckoutToken(
        checkoutKeys,
        {eventType: 'rick/30min', orderId: `order-${round}`},
        () => proxies[0]!.clock.now,
      );
      const answers = await Promise.all(
        proxies.map((proxy, index) =>
          proxy.post('/v2/bookings', guideBooking({start: tuesdayAt(`${10 + round}:${index === 0 ? '00' : '30'}`)}), {
            'booking-checkout-token': token,
            'idempotency-key': `attempt-${round}-${index}`,
          }),
        ),
      );

      expect(answers.map(({status}) => status).sort((a, b) => a - b)).toEqual([201, 401]);
      expect(proxies.flatMap(({cal}) => cal.world.bookings)).toHaveLength(round + 1);
    }
    await Promise.all(proxies.map(proxy => proxy.close()));
  },
);
