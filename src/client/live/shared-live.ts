import type {BookingView} from '../../core/model/wire.ts';
import {Connection} from './connection.ts';
import {startTimer, type Link, type LinkSettings, type LiveSettings} from './link.ts';
import type {ConnectionState} from '../types.ts';

/** A message from the tab that has the connection; empty for bytes without a view. */
interface News {
  view?: BookingView;
  kind?: 'snapshot' | 'state';
  id?: string;
  state?: ConnectionState | undefined;
  /** A tab asks who has the connection, and for the last view. */
  isQuestion?: boolean;
}

/** If the tab with the connection does not answer in this time, it is frozen and another tab takes over. */
const answerMs = 5_000;
const silenceMs = 45_000;

/**
 * The name under which tabs share a stream; undefined if the browser does not support it, or if the token names no
 * topic.
 */
export function shareName({token, url}: LiveSettings): string | undefined {
  if (typeof document === 'undefined' || !globalThis.navigator?.locks || typeof BroadcastChannel === 'undefined')
    return undefined;
  try {
    const {uid, rid, seat, claim} = JSON.parse(
      atob(token.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/')),
    ) as Record<string, string>;
    // Includes everything that decides what the token opens: two seats of one booking have different views.
    return uid || rid ? ['booking-live', url, uid || rid, seat, claim].filter(Boolean).join(' ') : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Creates a link shared by the tabs of a browser: the tab that holds the lock has the connection and informs the
 * others. When it closes or falls silent, another tab continues from the last known position. A shared worker is not an
 * option: its script would have to come from the page's own origin, which a library cannot ensure.
 */
export function shareLink(name: string, settings: LinkSettings): Link {
  const {after = startTimer} = settings;
  const channel = new BroadcastChannel(name);
  let connection: Connection | undefined;
  let known: News = {};
  let turn = 0;
  let leave = () => {};
  let stopWatch = () => {};

  const broadcast = (news: News) => channel.postMessage(news);

  function watch(ms: number): void {
    stopWatch();
    stopWatch = after(ms, ms === answerMs ? () => queue(true) : ask);
  }

  function ask(): void {
    broadcast({isQuestion: true});
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
        // Sandboxed frames have no locks, and no tabs to share with.
        if ((error as Partial<DOMException> | undefined)?.name === 'SecurityError') return lead();
        // Another tab has taken the lock.
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
      onBytes: () => broadcast({}),
      onView(view, kind, id) {
        take({view, kind, id});
        broadcast({view, kind, id});
      },
      onConnection(state, error) {
        if (own !== turn) return;
        take({state}, error);
        // Another tab may have a newer token.
        if (state !== 'closed') broadcast({state});
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
      broadcast({...known, ...(known.view ? {kind: 'snapshot'} : {})});
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
