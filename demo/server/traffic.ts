/** What happened behind the page, newest last. Never holds a body or a key. */
export interface TrafficEntry {
  kind: string;
  text: string;
}

/** Hands the system's traffic to the panel of the demo pages, as server-sent events. */
export interface Traffic {
  add(entry: object): void;
  stream(): Response;
}

const kept = 100;

/** The parts of a log entry the panel shows; secrets are not among them. */
const shown = ['method', 'path', 'status', 'trigger', 'attempt', 'uid'];

function toEntry(entry: object): TrafficEntry {
  const facts = entry as Record<string, unknown>;
  const text = shown
    .map(name => facts[name])
    .filter(value => value !== undefined && value !== null)
    .map(String)
    .join(' ');
  return {kind: String(facts['kind'] ?? facts['type'] ?? 'request'), text};
}

/** Keeps the last entries and passes new ones on. */
export function createTraffic(): Traffic {
  const entries: TrafficEntry[] = [];
  const readers = new Set<(entry: TrafficEntry) => void>();
  return {
    add(raw) {
      const entry = toEntry(raw);
      entries.push(entry);
      if (entries.length > kept) entries.shift();
      readers.forEach(read => read(entry));
    },
    stream() {
      const encoder = new TextEncoder();
      let read: ((entry: TrafficEntry) => void) | undefined;
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          read = entry => controller.enqueue(encoder.encode(`data: ${JSON.stringify(entry)}\n\n`));
          entries.forEach(read);
          readers.add(read);
        },
        cancel() {
          if (read) readers.delete(read);
        },
      });
      return new Response(body, {headers: {'content-type': 'text/event-stream', 'cache-control': 'no-cache'}});
    },
  };
}
