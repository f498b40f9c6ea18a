import type {Settings} from './settings/settings.ts';

/** Shorter ones would be found in words that are none. */
const shortest = 8;
const mark = '…';

/** The secrets of the settings, which no answer and no log line may hold. */
export function secretsOf({
  calApiKey,
  webhookSecrets,
  signingKeys,
  checkoutKeys,
  adminToken,
  metricsToken,
  databaseUrl,
}: Settings): string[] {
  const password =
    databaseUrl !== undefined && URL.canParse(databaseUrl) ? decodeURIComponent(new URL(databaseUrl).password) : '';
  return [
    calApiKey,
    ...webhookSecrets,
    ...[...signingKeys, ...checkoutKeys].map(({secret}) => secret),
    adminToken ?? '',
    metricsToken ?? '',
    password,
  ];
}

/**
 * Takes secrets out of a text: as they are, as JSON, a query or hexadecimal digits write them, and inside of anything
 * that is written in base64. Returns the text itself where it holds none.
 */
export function createCensor(secrets: readonly string[]): (text: string) => string {
  const forms = [...new Set(secrets.filter(({length}) => length >= shortest).flatMap(formsOf))].sort(
    (a, b) => b.length - a.length,
  );
  if (forms.length === 0) return text => text;
  const pattern = new RegExp(forms.map(form => form.replace(/[^\w-]/g, '\\$&')).join('|'), 'gi');
  return text => text.replace(pattern, mark);
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const escaped = [...secret].map(letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  const percent = [...bytes].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString('hex'),
    [...secret].reverse().join(''),
    escaped,
    percent,
    ...[0, 1, 2].flatMap(shift => [
      base64At(bytes, shift),
      base64At(bytes, shift).replaceAll('+', '-').replaceAll('/', '_'),
    ]),
  ].filter(({length}) => length >= shortest);
}

/** How base64 writes the secret behind a number of other bytes, without the digits that depend on what is around it. */
function base64At(bytes: Buffer, shift: number): string {
  const whole = bytes.subarray((3 - shift) % 3);
  return whole.subarray(0, whole.length - (whole.length % 3)).toString('base64');
}
