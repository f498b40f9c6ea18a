import {Connection} from './connection.ts';
import {startTimer, type Link, type LinkSettings, type LiveSettings} from './link.ts';
import {shareLink, shareName} from './shared-live.ts';
import type {LiveConnection} from '../types.ts';
import {watchPage} from './wake.ts';

export type {LiveSettings} from './link.ts';

/** A hidden page closes its connection after this time: browsers allow six per server for all tabs together. */
const hiddenMs = 300_000;

/**
 * Opens the live stream of a booking and keeps it open until `close()` or until the token is refused for good. Every
 * view is delivered once and in order, even across lost connections. Tabs of a browser share one stream per booking. A
 * page in the back/forward cache, or hidden for five minutes, closes it until it is visible again.
 */
export function openLive(settings: LiveSettings): LiveConnection {
  const {after = startTimer, share = true} = settings;
  const name = share ? shareName(settings) : undefined;
  let last: {uid: string | undefined; id: string} | undefined;
  let link: Link | undefined;
  let turn = 0;
  let isClosed = false;
  let cancelSleep = () => {};

  function open(): void {
    const own = (turn += 1);
    const linked: LinkSettings = {
      ...settings,
      lastId: last?.id,
      onView(view, kind, id) {
        // After another tab takes over, its views may be new to this tab or old.
        if (last && last.uid === view.uid && (kind === 'state' ? numberOf(id) <= numberOf(last.id) : id === last.id))
          return;
        last = {uid: view.uid, id};
        settings.onView(view, kind);
      },
      onConnection(state, error) {
        if (own !== turn) return;
        if (state === 'closed') end();
        settings.onConnection?.(state, error);
      },
    };
    link = name === undefined ? new Connection(linked) : shareLink(name, linked);
  }

  function drop(): void {
    turn += 1;
    link?.close();
    link = undefined;
  }

  function end(): void {
    isClosed = true;
    cancelSleep();
    stopWatching();
    drop();
  }

  const stopWatching = watchPage({
    wake(isSure) {
      cancelSleep();
      if (link) link.wake(isSure);
      else if (document.visibilityState === 'visible') open();
    },
    sleep(isGone) {
      cancelSleep();
      if (isGone) drop();
      else cancelSleep = after(hiddenMs, drop);
    },
  });
  open();

  return {
    reconnect() {
      if (isClosed) return;
      if (link) link.reconnect();
      else open();
    },
    close() {
      if (isClosed) return;
      end();
      settings.onConnection?.('closed');
    },
  };
}

function numberOf(id: string): number {
  return Number(id.split(':').at(-1));
}
