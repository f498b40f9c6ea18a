import {looseObject, looseText} from '../../../core/cal/read.ts';
import {apiVersions} from '../../../core/cal/versions.ts';
import {isBookingError} from '../../../core/model/error.ts';
import {isTimeZone} from '../../../core/time/parse-time.ts';
import {createCache} from '../cache.ts';
import type {Upstream} from '../upstream/upstream.ts';

/** The owner of the API key. */
export interface Owner {
  /** The owner's IANA time zone, cached for an hour; undefined if Cal.com does not say. */
  timeZone(): Promise<string | undefined>;
}

const lifetimeMs = 60 * 60_000;

/** Reads the owner of the key. Cal.com answers `GET /v2/me` for any API version. */
export function createOwner(upstream: Upstream, now: () => number): Owner {
  const cache = createCache<string | undefined>(lifetimeMs, now);

  async function load(): Promise<string | undefined> {
    try {
      const {data} = await upstream.send(
        {method: 'GET', path: '/v2/me', version: apiVersions.eventTypes},
        {withKey: true},
      );
      const zone = looseText(looseObject(data)['timeZone']);
      return zone !== undefined && isTimeZone(zone) ? zone : undefined;
    } catch (error) {
      if (isBookingError(error)) return undefined;
      throw error;
    }
  }

  return {timeZone: () => cache.read('', load)};
}
