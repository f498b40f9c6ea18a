import {expect, onTestFinished, vi} from 'vitest';
import {openLive, type LiveSettings} from '../../../src/client/live/live.ts';
import type {LiveGrant} from '../../../src/core/model/wire.ts';
import {liveServer, stoppedClock} from './live-server.ts';

/** A connection to a fresh server, with everything it told. */
export async function listen(more: Partial<LiveSettings> = {}) {
  const server = await liveServer();
  const clock = stoppedClock();
  const told: string[] = [];
  const errors: unknown[] = [];
  const renew = vi.fn(async (): Promise<LiveGrant> => ({token: 'second', url: server.url}));
  const connection = openLive({
    token: 'first',
    url: server.url,
    renew,
    ...clock,
    random: () => 1,
    onView: ({state}, kind) => told.push(`${kind} ${state}`),
    onConnection: (state, error) => {
      told.push(state);
      if (error) errors.push(error);
    },
    ...more,
  });
  onTestFinished(() => connection.close());
  const heard = (...expected: string[]) => vi.waitFor(() => expect(told).toEqual(expected));
  return {server, clock, told, errors, renew, connection, heard};
}
