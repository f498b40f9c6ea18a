import type {Settings} from './settings.ts';

/**
 * Where the proxy is reached from outside, with its path and without a slash at its end: the public address of the
 * settings, else as the caller of `request` reaches it, with the scheme, host and path that a reverse proxy says it was
 * called by. That is believed unless there is none: a false one harms nobody but the caller, who gets it back.
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
  const mount = prefix + url.pathname.replace(/\/(v2\/.*|live\/.*|form)$/s, '');
  const base = `${scheme}//${host}`;
  const isHost = /^[\w.:[\]-]+$/.test(host) && URL.canParse(base);
  return new URL(mount || '/', isHost ? base : url.origin).href.replace(/\/$/, '');
}
