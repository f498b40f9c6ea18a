import {randomBytes} from 'node:crypto';

let last = 0n;

/**
 * A UUID (version 7) above all before it in this process. Jobs that one transaction sends have the same time, so their
 * ids decide about their order; `crypto.randomUUIDv7()` does not always grow.
 */
export function nextJobId(now: number): string {
  const ticks = BigInt(Math.floor(now)) << 12n;
  last = ticks > last ? ticks : last + 1n;
  const time = last.toString(16).padStart(15, '0');
  const random = randomBytes(8).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${time.slice(12)}-8${random.slice(0, 3)}-${random.slice(3, 15)}`;
}
