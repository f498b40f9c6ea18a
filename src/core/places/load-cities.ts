import {own} from '../model/own.ts';
import {readCities} from './read-places.ts';

/** Languages with their own names for cities. English ones are the names of the zones. */
const files: Partial<Record<string, () => Promise<{cities: string}>>> = {
  ar: () => import('./cities/ar.ts'),
  de: () => import('./cities/de.ts'),
  es: () => import('./cities/es.ts'),
  fr: () => import('./cities/fr.ts'),
  it: () => import('./cities/it.ts'),
  ja: () => import('./cities/ja.ts'),
  nl: () => import('./cities/nl.ts'),
  pt: () => import('./cities/pt.ts'),
};

/** Loads the names of cities in a language, by zone; empty where there are none, and where they cannot be loaded. */
export async function loadCities(language: string): Promise<ReadonlyMap<string, string>> {
  const file = await own(files, language)?.().catch(() => undefined);
  return file ? readCities(file.cities) : new Map();
}
