import type {ProxyContext} from '../context.ts';

/** Delay before a failed log read is repeated. */
const againMs = 1_000;
/**
 * Limit for concurrent reads: after an outage thousands of logs may be behind, and webhooks must not queue up behind
 * them.
 */
const mostReads = 4;

/**
 * Notifies this process's streams of other processes' commits to a shared store, until the returned function is called.
 * The store reports only numbers; views are read once for all streams of a booking, and only if there are any.
 */
export function hearNeighbours({store, hub, log}: Pick<ProxyContext, 'store' | 'hub' | 'log'>): () => void {
  const pending = new Map<string, number>();
  const queue: string[] = [];
  let reads = 0;
  let isStopped = false;

  // This process's own commits are reported here too; `hub.lastSent` already covers them.
  async function readOn(uid: string): Promise<void> {
    for (;;) {
      const sent = hub.lastSent(uid);
      const seq = pending.get(uid)!;
      const views = sent === undefined || sent >= seq ? [] : await store.log(uid, sent || seq - 1);
      hub.publish(views);
      // A higher number may have arrived meanwhile; later arrivals are enqueued anew.
      if (views.length === 0 && pending.get(uid) === seq) return void pending.delete(uid);
    }
  }

  async function read(uid: string): Promise<void> {
    try {
      await readOn(uid);
    } catch (error) {
      if (isStopped) return;
      log.warn(
        {reason: (error as Error).name},
        'Changes stored by another proxy could not be read; the read will be retried.',
      );
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
      if ((hub.lastSent(uid) ?? seq) >= seq) return;
      const isPending = pending.has(uid);
      pending.set(uid, Math.max(seq, pending.get(uid) ?? 0));
      if (!isPending) enqueue(uid);
    },
    onSession: hub.wake,
    onBreak: () =>
      log.warn(
        {},
        'The connection that reports changes of other proxies broke; it will be restored, and missed changes read.',
      ),
    onDeaf: () =>
      log.warn(
        {},
        'LISTEN does not work over DATABASE_URL (a pooler in transaction mode): changes of other proxies are read every ' +
          '2 s instead; point DATABASE_URL at the server itself, or at a pool in session mode.',
      ),
    followed: hub.followed,
  });
  return () => {
    isStopped = true;
    stop?.();
  };
}
