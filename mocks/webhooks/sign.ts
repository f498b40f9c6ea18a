const encoder = new TextEncoder();

/**
 * The value of `x-cal-signature-256`: lowercase hex HMAC-SHA-256 of the raw bytes, or a fixed text without a secret.
 */
export async function sign(body: Uint8Array<ArrayBuffer>, secret: string | null): Promise<string> {
  if (!secret) return 'no-secret-provided';
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), {name: 'HMAC', hash: 'SHA-256'}, false, [
    'sign',
  ]);
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', key, body));
  return [...digest].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
