import type {Words} from '../words/message.ts';

/** The languages the kit speaks beside English. Any Portuguese is answered in Brazil's. */
const files: Partial<Record<string, () => Promise<{words: Words}>>> = {
  ar: () => import('./ar.ts'),
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
  it: () => import('./it.ts'),
  ja: () => import('./ja.ts'),
  nl: () => import('./nl.ts'),
  pt: () => import('./pt-BR.ts'),
};

/** The words of a language, from a file of its own; none for one the kit does not speak. Rejects when the network is gone. */
export async function fetchWords(language: string): Promise<Words> {
  return (await files[language]?.())?.words ?? {};
}
