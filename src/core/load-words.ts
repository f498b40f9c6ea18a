import {localeTag} from './locale.ts';
import {addCatalogue, type Words} from './messages.ts';

type Load = () => Promise<{words: Words}>;

/** The languages the kit speaks beside English; each is its own file, which only its readers load. */
const languages: Partial<Record<string, Load | Promise<void>>> = {
  ar: () => import('./locales/ar.ts'),
  de: () => import('./locales/de.ts'),
  es: () => import('./locales/es.ts'),
  fr: () => import('./locales/fr.ts'),
  it: () => import('./locales/it.ts'),
  ja: () => import('./locales/ja.ts'),
  nl: () => import('./locales/nl.ts'),
  pt: () => import('./locales/pt-BR.ts'),
};

/**
 * Loads the kit's words in the language of a locale, once. Undefined when there is nothing to wait for: they are here,
 * or the kit has none. Never rejects: words that do not arrive leave English.
 */
export function loadWords(locale: string): Promise<void> | undefined {
  const language = localeTag(locale).split('-')[0]!;
  const load = languages[language];
  if (typeof load !== 'function') return load;
  return (languages[language] = load().then(({words}) => words, () => ({})).then(words => {
    delete languages[language];
    addCatalogue(language, words);
  }));
}
