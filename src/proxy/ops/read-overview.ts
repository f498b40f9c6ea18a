import type {Effects} from '../effects/effects.ts';
import type {RunState} from '../engine/model.ts';
import type {Metrics} from '../observe/metrics.ts';
import type {FailureGroup} from '../engine/summary.ts';

/** An effect and how many of its runs are in each state. */
export interface EffectCounts {
  name: string;
  kind: string;
  runs: Partial<Record<RunState, number>>;
}

/** What the first page shows. */
export interface Overview {
  /** Numbers with their names, such as the calls that Cal.com still accepts. */
  numbers: readonly (readonly [name: string, value: string])[];
  effects: readonly EffectCounts[];
  failures: readonly FailureGroup[];
  /** How long the oldest run that is due has waited, in milliseconds; undefined if none is due. */
  oldestMs: number | undefined;
}

/** The sum of a metric's samples, in Prometheus' text format; with `label` only of those that have it. */
function sumOf(text: string, name: string, label = ''): number {
  let sum = 0;
  for (const line of text.split('\n')) {
    const sample = /^(\w+)(\{[^}]*\})? (\S+)$/.exec(line);
    if (sample?.[1] === `booking_proxy_${name}` && (sample[2] ?? '').includes(label)) sum += Number(sample[3]);
  }
  return sum;
}

const count = (value: number) => value.toLocaleString('en');

/** Reads what the first page shows. */
export async function readOverview(effects: Effects | undefined, metrics: Metrics, now: number): Promise<Overview> {
  const {text} = await metrics.read();
  const budget = /^booking_proxy_upstream_remaining/m.test(text) ? count(sumOf(text, 'upstream_remaining')) : 'unknown';
  const numbers = [
    ['Bookings since the start', count(sumOf(text, 'bookings_total', 'outcome="booked"'))],
    ['Webhooks since the start', count(sumOf(text, 'webhooks_total', 'outcome="accepted"'))],
    ['Open live streams', count(sumOf(text, 'streams'))],
    ['Calls Cal.com still accepts', budget],
  ] as const;
  if (!effects) return {numbers, effects: [], failures: [], oldestMs: undefined};
  const {configs, engine} = effects;
  const [counts, failures, oldest] = await Promise.all([engine.counts(), engine.failures(), engine.oldestDue()]);
  return {
    numbers,
    failures,
    oldestMs: oldest === undefined ? undefined : now - oldest,
    effects: configs.map(({name, kind}) => ({
      name,
      kind,
      runs: Object.fromEntries(counts.filter(({effect}) => effect === name).map(({state, count}) => [state, count])),
    })),
  };
}
