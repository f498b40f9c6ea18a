import {isObject, looseObjects, type Json} from '../../core/cal/read.ts';

/** Returns the part of a value that may pass, or undefined. */
export type Rule = (value: unknown) => unknown;
export type Rules = Record<string, Rule>;

/** Passes strings, numbers, booleans, null, and lists of them. */
export const plain: Rule = value => {
  if (Array.isArray(value)) return (value as unknown[]).filter(isPlain);
  return isPlain(value) ? value : undefined;
};

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** Rules that pass plain values with these names. */
export function plains(...names: string[]): Rules {
  return Object.fromEntries(names.map(name => [name, plain]));
}

/** Applies the rules to an object; passes nothing else. */
export function pick(rules: Rules): Rule {
  return value => {
    if (!isObject(value)) return value === null ? null : undefined;
    return pickFrom(value, rules);
  };
}

/** Applies the rules to each object of a list. */
export function pickEach(rules: Rules): Rule {
  return value => (Array.isArray(value) ? looseObjects(value).map(item => pickFrom(item, rules)) : undefined);
}

/** Applies the rules to this object. */
export function pickFrom(json: Json, rules: Rules): Json {
  const entries = Object.entries(rules)
    .filter(([name]) => Object.hasOwn(json, name))
    .map(([name, rule]) => [name, rule(json[name])] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
