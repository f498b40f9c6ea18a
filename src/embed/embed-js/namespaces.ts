import {embedBase} from '../link.ts';
import type {Cal} from './runtime.ts';

const pools = new WeakMap<Cal, Map<string, string[]>>();

function poolOf(cal: Cal, base: string): string[] {
  const byBase = pools.get(cal) ?? new Map<string, string[]>();
  const pool = byBase.get(base) ?? [];
  pools.set(cal, byBase.set(base, pool));
  return pool;
}

function freeName(cal: Cal): string {
  let number = 1;
  // Another copy of the kit on the page may have taken the first names.
  while (cal.ns?.[`booking-${number}`]) number++;
  return `booking-${number}`;
}

/**
 * Takes a namespace of embed.js for one frame; it is not shared until it is returned. embed.js never frees a namespace,
 * and every `init` of one adds messages permanently, so namespaces are opened once and reused.
 */
export function takeNamespace(cal: Cal, base: string): string {
  const returned = poolOf(cal, base).pop();
  if (returned !== undefined) return returned;
  const name = freeName(cal);
  cal('init', name, {origin: embedBase(base)});
  // The snippet of 2022 leaves this out, and its namespaces would never run.
  cal('initNamespace', name);
  return name;
}

/** Returns a namespace to the pool, unless embed.js's internals differ and its frame cannot be removed from it. */
export function returnNamespace(cal: Cal, base: string, name: string): void {
  const instance = cal.ns?.[name]?.instance;
  if (instance) {
    if (!('iframeDoQueue' in instance)) return;
    // A full queue would be replayed into the next frame.
    Object.assign(instance, {
      iframeReady: false,
      iframeDoQueue: [],
      iframe: undefined,
      inlineEl: undefined,
      modalBox: undefined,
    });
  }
  poolOf(cal, base).push(name);
}
