import type {Settings} from './settings.ts';

/**
 * The proxy's public URL, with its path and without a trailing slash. Uses the configured public URL, or else the
 * scheme, host and path of `request`, including forwarded headers. Those are trusted unless `trustedProxies` is 0: a
 * forged header only affects its sender, who gets it back.
 */
export function baseUrl(
  request: Request,
  {publicUrl, trustedProxies}: Pick<Settings, 'publicUrl' | 'trustedProxies'>,
): string {
  if (publicUrl !== undefined) return publicUrl;
  const url = new URL(request.url);
  const forwarded = (name: string) =>
    trustedProxies === 0 ? undefined : request.headers.get(`x-forwarded-${name}`)?.split(',')[0]!.trim();
  const scheme = forwarded('proto') === 'https' ? 'https:' : url.protocol;
  const host = forwarded('host') ?? url.host;
  const prefix = /^(\/[\w.~-]+)+$/.exec(forwarded('prefix') ?? '')?.[0] ?? '';
  const mount = prefix + url.pathname.replace(/\/(v2\/.*|live\/.*|form|ops(\/.*)?)$/s, '');
  const base = `${scheme}//${host}`;
  const isHost = /^[\w.:[\]-]+$/.test(host) && URL.canParse(base);
  return new URL(mount || '/', isHost ? base : url.origin).href.replace(/\/$/, '');
}
