import {words as ar} from '../../../core/locales/ar.ts';
import {words as de} from '../../../core/locales/de.ts';
import {words as es} from '../../../core/locales/es.ts';
import {words as fr} from '../../../core/locales/fr.ts';
import {words as it} from '../../../core/locales/it.ts';
import {words as ja} from '../../../core/locales/ja.ts';
import {words as nl} from '../../../core/locales/nl.ts';
import {words as pt} from '../../../core/locales/pt-BR.ts';
import {addCatalogue, addWords, translate} from '../../../core/words/messages.ts';
import {usePhones} from '../../../core/phone/read-phone.ts';
import {en} from '../../../core/words/en/index.ts';

addWords(en);
usePhones();
for (const [language, words] of Object.entries({ar, de, es, fr, it, ja, nl, pt})) addCatalogue(language, words);

/** Whether a language is available: its words differ from the English ones. */
function isSpoken(tag: string): boolean {
  return /^en(-|$)/i.test(tag) || translate('form.retry', {}, tag) !== translate('form.retry');
}

/** The most languages of a browser that are considered. */
const mostTags = 20;

/** The first available language of an `Accept-Language` header. Defaults to English. */
export function preferredLanguage(header: string | null): string {
  const tags = (header ?? '')
    .split(',', mostTags)
    .map(part => part.split(';')[0]!.trim())
    .filter(tag => tag.length <= 35 && /^[a-z]{2,8}(-\w+)*$/i.test(tag));
  return tags.find(isSpoken) ?? 'en';
}
