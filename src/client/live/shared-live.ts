import type {BookingView} from '../../core/model/wire.ts';
import {Connection} from './connection.ts';
import {startTimer, type Link, type LinkSettings, type LiveSettings} from './link.ts';
import type {ConnectionState} from '../types.ts';

/** What the tab with the connection tells the others; empty when the server was only heard. */
interface News {
  view?: BookingView;
  kind?: 'snapshot' | 'state';
  id?: string;
  state?: ConnectionState | undefined;
  /** Another tab asks whether anybody has a connection, and what is known. */
  isQuestion?: boolean;
}

/** A tab that has the connection and does not answer in this time is frozen: another takes it over. */
const answerMs = 5_000;
const silenceMs = 45_000;

/** The name under which the tabs of this browser share a stream; undefined where they cannot, or when the token tells no topic. */
export function shareName({token, url}: LiveSettings): string | undefined {
  if (typeof document === 'undefined' || !globalThis.navigator?.locks || typeof BroadcastChannel === 'undefined')
    return undefined;
  try {
    const {uid, rid, seat, claim} = JSON.parse(
      atob(token.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/')),
    ) as Record<string, string>;
    // With all that decides what it opens: two seats of one booking do not show the same.
    return uid || rid ? ['booking-live', url, uid || rid, seat, claim].filter(Boolean).join(' ') : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A link that the tabs of a browser have in common: the one that holds the lock has the connection and tells the others.
 * When it goes or falls silent another goes on where that one knows to be. No worker: its script would have to come
 * from the page's own origin, and a library cannot see to that.
 */
export function shareLink(name: string, settings: LinkSettings): Link {
  const {after = startTimer} = settings;
  const channel = new BroadcastChannel(name);
  let connection: Connection | undefined;
  let known: News = {};
  let turn = 0;
  let leave = () => {};
  let stopWatch = () => {};

  const tell = (news: News) => channel.postMessage(news);

  function watch(ms: number): void {
    stopWatch();
    stopWatch = after(ms, ms === answerMs ? () => queue(true) : ask);
  }

  function ask(): void {
    tell({isQuestion: true});
    watch(answerMs);
  }

  function take({state = known.state, ...news}: News, error?: unknown): void {
    const isNew = state !== known.state;
    known = {...known, ...news, state};
    if (isNew) settings.onConnection?.(state!, error);
    if (news.view) settings.onView(news.view, news.kind!, news.id!);
  }

  /** Waits for the lock, or takes it from a tab that does not answer. */
  function queue(steal: boolean): void {
    const own = (turn += 1);
    leave();
    const waiting = new AbortController();
    leave = () => waiting.abort();
    const hold = () =>
      new Promise<void>(release => {
        if (own !== turn) return release();
        leave = release;
        lead();
      });
    void navigator.locks
      .request(name, steal ? {steal} : {signal: waiting.signal}, hold)
      .catch((error: unknown) => error)
      .then(error => {
        if (own !== turn) return;
        // In a sandboxed frame there are no locks, and nobody to share with.
        if ((error as Partial<DOMException> | undefined)?.name === 'SecurityError') return lead();
        // Another tab took it over.
        rest();
        watch(answerMs);
        queue(false);
      });
  }

  function lead(): void {
    stopWatch();
    const own = turn;
    connection = new Connection({
      ...settings,
      lastId: known.id ?? settings.lastId,
      onBytes: () => tell({}),
      onView(view, kind, id) {
        take({view, kind, id});
        tell({view, kind, id});
      },
      onConnection(state, error) {
        if (own !== turn) return;
        take({state}, error);
        // Another tab may have a better token.
        if (state !== 'closed') tell({state});
      },
    });
  }

  function rest(): void {
    const old = connection;
    connection = undefined;
    turn += 1;
    old?.close();
  }

  channel.onmessage = ({data}: MessageEvent<News>) => {
    if (data.isQuestion) {
      if (!connection) return;
      connection.wake(false);
      tell({...known, ...(known.view ? {kind: 'snapshot'} : {})});
    } else if (!connection) {
      watch(silenceMs);
      take(data);
    }
  };
  take({state: 'connecting'});
  ask();
  queue(false);

  return {
    wake: isSure => (connection ? connection.wake(isSure) : ask()),
    reconnect: () => (connection ? connection.reconnect() : ask()),
    close() {
      stopWatch();
      rest();
      leave();
      channel.close();
    },
  };
}
