import type {ProxyContext} from '../context.ts';

/** How long to wait before a log that could not be read is read again. */
const againMs = 1_000;
/** After a break thousands of logs may be behind; webhooks must not queue up after their reading. */
const mostReads = 4;

/**
 * Tells this process's streams what other processes commit to a shared store, until the returned function is called.
 * The store says numbers only; the views are read once for all streams of a booking, and not at all without one.
 */
export function hearNeighbours({store, hub, log}: Pick<ProxyContext, 'store' | 'hub' | 'log'>): () => void {
  const wanted = new Map<string, number>();
  const queue: string[] = [];
  let reads = 0;
  let isStopped = false;

  // Also what this process told itself is heard here; `told` has it already.
  async function readOn(uid: string): Promise<void> {
    for (;;) {
      const told = hub.told(uid);
      const seq = wanted.get(uid)!;
      const views = told === undefined || told >= seq ? [] : await store.log(uid, told || seq - 1);
      hub.publish(views);
      // A higher number may have come meanwhile; what comes after this turn is enqueued anew.
      if (views.length === 0 && wanted.get(uid) === seq) return void wanted.delete(uid);
    }
  }

  async function read(uid: string): Promise<void> {
    try {
      await readOn(uid);
    } catch (error) {
      if (isStopped) return;
      log.warn({reason: (error as Error).name}, 'What another proxy stored could not be read; it is read again.');
      setTimeout(enqueue, againMs, uid).unref();
    }
  }

  function enqueue(uid: string): void {
    queue.push(uid);
    work();
  }

  function work(): void {
    while (reads < mostReads && queue.length > 0) {
      reads += 1;
      void read(queue.shift()!).then(() => {
        reads -= 1;
        work();
      });
    }
  }

  const stop = store.watch?.({
    onView(uid, seq) {
      hub.changed();
      if ((hub.told(uid) ?? seq) >= seq) return;
      const isWanted = wanted.has(uid);
      wanted.set(uid, Math.max(seq, wanted.get(uid) ?? 0));
      if (!isWanted) enqueue(uid);
    },
    onSession: hub.wake,
    onBreak: () =>
      log.warn(
        {},
        'The connection over which other proxies are heard broke; it is made again, and what was missed is read.',
      ),
    onDeaf: () =>
      log.warn(
        {},
        'LISTEN does not work over DATABASE_URL (a pooler that lends connections by the transaction): what other proxies store is read every 2 s instead; point DATABASE_URL at the server itself, or at a pool by the session.',
      ),
    followed: hub.followed,
  });
  return () => {
    isStopped = true;
    stop?.();
  };
}
