/** How long a piece of work takes beside work on harmless text of the same length, in the same run. */
export interface Growth {
  /** Milliseconds, the least of several turns. */
  hostile: number;
  harmless: number;
}

/**
 * How many times as long hostile text may take; work that grows with a square of the length takes hundreds of times.
 */
export const mostTimes = 40;

/** What any text of this length may take: a hundred plain walks over it, measured now. */
export function unitMs(length: number): number {
  const text = 'ab '.repeat(Math.ceil(length / 3));
  const walk = () => {
    let sum = 0;
    for (let turn = 0; turn < 20; turn++)
      for (let index = 0; index < length; index++) sum += text.charCodeAt(index) & turn;
    return sum;
  };
  return Math.max(0.02, Math.min(...[walk, walk, walk].map(each => timeOf(each))));
}

export function timeOf(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

/** Whether hostile text costs no more than harmless text does, with room for a busy machine. */
export function isInStep({hostile, harmless}: Growth, unit: number): boolean {
  return hostile <= mostTimes * Math.max(harmless, unit);
}
