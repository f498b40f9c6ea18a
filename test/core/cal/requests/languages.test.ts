import {expect, test} from 'vitest';
import {toCalLanguage} from '../../../../src/core/cal/requests/languages.ts';

test.each([
  ['en', 'en'],
  ['en-GB', 'en'],
  ['de-AT', 'de'],
  ['DE', 'de'],
  ['pt-BR', 'pt-BR'],
  ['pt-br', 'pt-BR'],
  ['pt-PT', 'pt'],
  ['pt', 'pt'],
  ['es', 'es'],
  ['es-ES', 'es'],
  ['es-MX', 'es-419'],
  ['es-419', 'es-419'],
  ['es-Latn-AR', 'es-419'],
  ['es-Latn', 'es'],
  ['zh', 'zh-CN'],
  ['zh-Hans-SG', 'zh-CN'],
  ['zh-Hant', 'zh-TW'],
  ['zh-HK', 'zh-TW'],
  ['zh-TW', 'zh-TW'],
  ['nb-NO', 'no'],
  ['nn', 'no'],
  ['no', 'no'],
  ['he-IL', 'he'],
  ['iw', 'iw'],
  ['sr-Latn-RS', 'sr'],
  ['eo', undefined],
  ['fil-PH', undefined],
  ['', undefined],
  ['x', undefined],
])('e-mails for a page in "%s" are written in %s', (tag, language) => {
  expect(toCalLanguage(tag)).toBe(language);
});
