import {isObject, looseObjects, type Json} from '../../core/cal/read.ts';

/** What may pass: plain values by name, and objects or lists of objects by the function that says what passes of them. */
export type Rule = (value: unknown) => unknown;
export type Rules = Record<string, Rule>;

/** Passes texts, numbers, booleans, null, and lists of them. */
export const plain: Rule = value => {
  if (Array.isArray(value)) return (value as unknown[]).filter(isPlain);
  return isPlain(value) ? value : undefined;
};

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** Rules that pass plain values of these names. */
export function plains(...names: string[]): Rules {
  return Object.fromEntries(names.map(name => [name, plain]));
}

/** What the rules pass of an object; nothing of anything else. */
export function pick(rules: Rules): Rule {
  return value => {
    if (!isObject(value)) return value === null ? null : undefined;
    return pickFrom(value, rules);
  };
}

/** What the rules pass of each object of a list. */
export function pickEach(rules: Rules): Rule {
  return value => (Array.isArray(value) ? looseObjects(value).map(item => pickFrom(item, rules)) : undefined);
}

/** What the rules pass of this object. */
export function pickFrom(json: Json, rules: Rules): Json {
  const entries = Object.entries(rules)
    .filter(([name]) => Object.hasOwn(json, name))
    .map(([name, rule]) => [name, rule(json[name])] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
