import {localeTag} from '../time/locale.ts';
import {addCatalogue} from './messages.ts';
import type {Words} from './message.ts';

const loads: Partial<Record<string, Promise<void> | null>> = {en: null};

/**
 * Loads the words of a locale's language, once. Returns null if they are already loaded or the kit has none. Never
 * rejects: without its words a language falls back to English.
 */
export function loadWords(locale: string): Promise<void> | null {
  const language = localeTag(locale).split('-')[0]!;
  const load = loads[language];
  if (load !== undefined) return load;
  // The list of languages has a file of its own, so that English readers load neither.
  return (loads[language] = import('../locales/index.ts')
    .then(({fetchWords}) => fetchWords(language))
    .catch((): Words => ({}))
    .then(words => {
      loads[language] = null;
      addCatalogue(language, words);
    }));
}
