import type {Words} from '../words/message.ts';

/** The kit's languages besides English. Every Portuguese locale gets Brazilian words. */
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

/** Loads the words of a language from its own file; `{}` for an unsupported language. Rejects if the network fails. */
export async function fetchWords(language: string): Promise<Words> {
  return (await files[language]?.())?.words ?? {};
}
