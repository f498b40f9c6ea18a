import {describe, expect, test, vi} from 'vitest';
import {baseAddress} from '../../src/client/address.ts';
import {createClient} from '../../src/client/client.ts';
import {decodeGrant} from '../../src/client/live/grants.ts';
import {requestLive} from '../../src/client/live/live-request.ts';
import {subscribe} from '../../src/client/live/subscribe.ts';
import {decodeBookings} from '../../src/core/cal/booking.ts';
import {decodeEventTypes} from '../../src/core/cal/event-type.ts';
import {viewOfBooking} from '../../src/core/state/booking-view.ts';
import {toLink} from '../../src/core/text/web-address.ts';
import {badAddresses} from '../support/hostile/bad-addresses.ts';
import {fullEventType} from '../support/full-event-type.ts';

/** Two slashes are a name of the page's own scheme, which a base may be written with; nothing else may. */
const everywhere = [...badAddresses, '//a.example/x'];

test.each([
  'https://a.example',
  'http://127.0.0.1:3000/x',
  'https://[::1]:8080/a?b#c',
  'HTTPS://ä.example/ü',
  'https://a.example:443',
  'https://a.example?b=c',
])('%s is an address', address => {
  expect(toLink(address)).toBe(address);
});

describe.each(everywhere.map(address => [address.slice(0, 60), address]))('%j', (_, address) => {
  test('is no link, and opens no stream', async () => {
    const asked = vi.fn<typeof fetch>();
    expect(toLink(address)).toBe(undefined);
    expect(decodeGrant({token: 'a', url: address})).toBe(undefined);
    await expect(
      requestLive(asked, {
        url: address,
        token: 'a',
        id: undefined,
        isPoll: false,
        signal: new AbortController().signal,
      }),
    ).rejects.toMatchObject({code: 'invalid_request'});
    const subscription = subscribe({token: 'a', url: address, fetch: asked});
    await expect(subscription.waitFor('accepted')).rejects.toMatchObject({code: 'invalid_request'});
    expect(asked).not.toHaveBeenCalled();
  });

  test("is nothing that an answer of Cal.com's leads to", () => {
    const [eventType] = decodeEventTypes({
      data: {...fullEventType, bookingUrl: address, users: [{name: 'Rick', avatarUrl: address}]},
    });
    expect(eventType).not.toHaveProperty('bookingUrl');
    expect(eventType!.hosts).toEqual([{name: 'Rick'}]);
    const [booking] = decodeBookings({
      data: {
        uid: 'u',
        status: 'accepted',
        start: '2026-11-24T10:00:00Z',
        end: '2026-11-24T10:30:00Z',
        location: address,
      },
    });
    // Without the spaces around it, it may be one.
    expect(viewOfBooking(booking).joinUrl).toBe(toLink(address.trim()));
  });

  test('is no base, or one that leads to a page', () => {
    let base: string;
    try {
      base = baseAddress('proxy', address);
    } catch (error) {
      expect(error).toMatchObject({code: 'invalid_request'});
      expect((error as Error).message.length).toBeLessThan(400);
      expect((error as Error).message).not.toContain('password@');
      return;
    }
    // What browsers write as an address, such as one with back slashes.
    expect(toLink(base)).toBe(base);
    expect(base).toMatch(/^https:\/\/a\.example/);
  });
});

test.each(['a'.repeat(60_000), '\ud800'])('a uid that is none asks nothing', async uid => {
  const asked = vi.fn<typeof fetch>();
  await expect(createClient({fetch: asked}).loadBooking(uid)).rejects.toMatchObject({code: 'invalid_request'});
  await expect(createClient({fetch: asked}).cancel(uid)).rejects.toMatchObject({code: 'invalid_request'});
  expect(asked).not.toHaveBeenCalled();
});
