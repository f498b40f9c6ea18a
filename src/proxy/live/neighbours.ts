import type {ProxyContext} from '../context.ts';

/** How long to wait before a log that could not be read is read again. */
const againMs = 1_000;

/**
 * Tells this process's streams what other processes commit to a shared store, until the returned function is called.
 * The store says numbers only; the views are read once for all streams of a booking, and not at all without one.
 */
export function hearNeighbours({store, hub, log}: Pick<ProxyContext, 'store' | 'hub' | 'log'>): () => void {
  const wanted = new Map<string, number>();
  let isStopped = false;

  // Also what this process told itself is heard here; `told` has it already.
  async function readOn(uid: string): Promise<void> {
    for (;;) {
      const told = hub.told(uid);
      const seq = wanted.get(uid)!;
      if (told === undefined || told >= seq) return;
      const views = await store.log(uid, told || seq - 1);
      if (views.length === 0) return;
      hub.publish(views);
    }
  }

  function read(uid: string): void {
    readOn(uid).then(() => void wanted.delete(uid)).catch((error: Error) => {
      if (isStopped) return;
      log.warn({reason: error.name}, 'What another proxy stored could not be read; it is read again.');
      setTimeout(read, againMs, uid).unref();
    });
  }

  const stop = store.watch?.({
    onView(uid, seq) {
      hub.changed();
      if ((hub.told(uid) ?? seq) >= seq) return;
      const isReading = wanted.has(uid);
      wanted.set(uid, Math.max(seq, wanted.get(uid) ?? 0));
      if (!isReading) read(uid);
    },
    onSession: hub.wake,
    onBreak: () => log.warn({}, 'The connection over which other proxies are heard broke; it is made again, and what was missed is read.'),
    followed: hub.followed,
  });
  return () => {
    isStopped = true;
    stop?.();
  };
}
