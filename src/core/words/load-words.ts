import {localeTag} from '../time/locale.ts';
import {addCatalogue} from './messages.ts';
import type {Words} from './message.ts';

const loads: Partial<Record<string, Promise<void> | null>> = {en: null};

/**
 * Loads the kit's words in the language of a locale, once. Nothing to wait for when they are here, or the kit has none.
 * Never rejects: words that do not arrive leave English.
 */
export function loadWords(locale: string): Promise<void> | null {
  const language = localeTag(locale).split('-')[0]!;
  const load = loads[language];
  if (load !== undefined) return load;
  // Which languages there are is known to a file of its own: readers of English load neither.
  return (loads[language] = import('../locales/index.ts')
    .then(({fetchWords}) => fetchWords(language))
    .catch((): Words => ({}))
    .then(words => {
      loads[language] = null;
      addCatalogue(language, words);
    }));
}
