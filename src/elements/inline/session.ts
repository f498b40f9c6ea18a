import type {LiveSession} from '../../core/wire.ts';
import {warnOnce} from '../../embed/warn.ts';

/** Milliseconds a visitor waits for the live session before the booking page is shown without it. */
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

/** The live session of the next booking made in an embedded page; one is kept until a booking used it. */
export class LiveSessions {
  #proxy: string | undefined;
  #session: Promise<LiveSession | undefined> | undefined;

  /** The session to show the page with; undefined without a proxy, or when it opens none (warned about once). */
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

  /** A booking carries the session's ref: the next page needs another one. */
  spend(): void {
    this.#session = undefined;
  }
}
