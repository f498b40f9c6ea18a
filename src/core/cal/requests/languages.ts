/** The 43 languages of Cal.com's e-mails; it refuses bookings with any other. */
const known =
  'ar az bg bn ca cs da de el en es es-419 et eu fi fr he hr hu id it iw ja km ko lv nl no pl pt pt-BR ro ru sk sr sv ta th tr uk vi zh-CN zh-TW'.split(
    ' ',
  );

/** Maps a BCP 47 tag to Cal.com's language code, or `undefined` if Cal.com has no e-mails in that language. */
export function toCalLanguage(tag: string): string | undefined {
  const exact = known.find(code => code.toLowerCase() === tag.toLowerCase());
  if (exact) return exact;
  const [language = '', ...rest] = tag.toLowerCase().split(/[-_]/);
  if (language === 'zh') return rest.some(part => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-TW' : 'zh-CN';
  if (language === 'es' && rest.some(part => /^([a-z]{2}|419)$/.test(part) && part !== 'es')) return 'es-419';
  const base = language === 'nb' || language === 'nn' ? 'no' : language;
  return known.includes(base) ? base : undefined;
}
