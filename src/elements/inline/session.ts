import type {LiveGrant, LiveSession} from '../../core/model/wire.ts';
import {warnOnce} from '../../embed/warn.ts';

/** Milliseconds to wait for the live session before the booking page is shown without it. */
const patienceMs = 5000;

async function open(proxy: string): Promise<LiveSession | undefined> {
  try {
    const {createClient} = await import('../../client/client.ts');
    return await createClient({proxy}).openSession({signal: AbortSignal.timeout(patienceMs)});
  } catch (error) {
    warnOnce(`${proxy} opened no live session; bookings are made without live status.`, error);
    return undefined;
  }
}

async function claim(
  proxy: string,
  from: LiveSession,
  uid: string,
): Promise<{from: LiveSession; live: LiveGrant} | undefined> {
  try {
    const {createClient} = await import('../../client/client.ts');
    return {from, live: {...(await createClient({proxy}).renew(from.token, {uid})), uid}};
  } catch (error) {
    warnOnce(`${proxy} does not show the booking that was made; its live status is without the times.`, error);
    return undefined;
  }
}

/** The live session of the next booking made on an embedded booking page; kept until a booking uses it. */
export class LiveSessions {
  #proxy: string | undefined;
  #session: Promise<LiveSession | undefined> | undefined;

  /** The current session; undefined without a proxy, or if the proxy opens none (warned about once). */
  get(proxy: string | undefined): Promise<LiveSession | undefined> {
    if (proxy !== this.#proxy) this.#session = undefined;
    this.#proxy = proxy;
    if (!proxy) return Promise.resolve(undefined);
    this.#session ??= open(proxy).then(session => {
      if (!session) this.#session = undefined;
      return session;
    });
    return this.#session;
  }

  /**
   * Ends the session after a booking, which carries the session's ref. Resolves with a grant for that booking. The
   * proxy has to be told its uid, because anybody can write a link that puts the ref into somebody else's booking.
   */
  async spend(uid: string | undefined): Promise<{from: LiveSession; live: LiveGrant} | undefined> {
    const spent = this.#session;
    const proxy = this.#proxy;
    this.#session = undefined;
    const from = await spent;
    return from && proxy && uid ? claim(proxy, from, uid) : undefined;
  }
}
