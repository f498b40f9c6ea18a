import type {Settings} from './settings/settings.ts';

/** Shorter secrets are not censored: they also occur in ordinary words. */
const shortest = 8;
const mark = '…';

/** The secrets in the settings. No answer and no log line may contain them. */
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
 * Returns a function that removes secrets from a text: plain, or encoded as JSON, in a query, as hexadecimal digits or
 * inside base64. A text without secrets is returned unchanged.
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

/** The secret as base64 writes it after `shift` other bytes, without the characters that depend on its neighbours. */
function base64At(bytes: Buffer, shift: number): string {
  const whole = bytes.subarray((3 - shift) % 3);
  return whole.subarray(0, whole.length - (whole.length % 3)).toString('base64');
}
