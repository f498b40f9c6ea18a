import {seeded} from '../../mocks/world/random.ts';

/** What chance decides, the same for the same seed. */
export interface Chance {
  /** A number in [0, 1). */
  next(): number;
  between(from: number, to: number): number;
  of(percent: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** All of them, in an order of its own. */
  shuffle<Item>(items: readonly Item[]): Item[];
}

/** `name` makes those of one seed differ, so that what one draws shifts nothing of another. */
export function createChance(seed: number, name: string): Chance {
  const next = seeded(seed + [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7));
  const between = (from: number, to: number) => from + next() * (to - from);
  return {
    next,
    between,
    of: percent => next() * 100 < percent,
    pick: items => items[Math.floor(next() * items.length)]!,
    shuffle: items =>
      items
        .map(item => ({item, at: next()}))
        .sort((a, b) => a.at - b.at)
        .map(({item}) => item),
  };
}

/** Milliseconds. */
export const pause = (ms: number) => new Promise<void>(resolve => void setTimeout(resolve, ms));
