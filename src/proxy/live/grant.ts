import type {LiveGrant} from '../../core/wire.ts';
import type {ProxyContext} from '../context.ts';
import type {Settings} from '../settings.ts';
import type {Topic} from './tokens.ts';

/** What opens the live stream of one booking; for the answer of the call that made it. */
export function grantFor(context: ProxyContext, uid: string, request: Request): Promise<LiveGrant> {
  return grantTopic(context, {uid}, request);
}

/** What opens the live stream of one topic. */
export async function grantTopic(context: ProxyContext, topic: Topic, request: Request): Promise<LiveGrant> {
  return {token: await context.tokens.mint(topic), url: liveUrl(request, context.settings)};
}

/**
 * The absolute address of the live stream: below the public address of the settings, else as the caller of `request`
 * reaches it, which is beside the route it called, with the scheme, host and path that a reverse proxy says it was
 * called by. That is believed unless there is none: a false one harms nobody but the caller, who gets it back.
 */
export function liveUrl(request: Request, {publicUrl, trustedProxies}: Pick<Settings, 'publicUrl' | 'trustedProxies'>): string {
  if (publicUrl !== undefined) return `${publicUrl}/live`;
  const url = new URL(request.url);
  const forwarded = (name: string) => (trustedProxies === 0 ? undefined : request.headers.get(`x-forwarded-${name}`)?.split(',')[0]!.trim());
  const scheme = forwarded('proto') === 'https' ? 'https:' : url.protocol;
  const host = forwarded('host') ?? url.host;
  const prefix = /^(\/[\w.~-]+)+$/.exec(forwarded('prefix') ?? '')?.[0] ?? '';
  const mount = prefix + url.pathname.replace(/\/(v2|live)\/.*$/, '');
  const base = `${scheme}//${host}`;
  return new URL(`${mount}/live`, URL.canParse(base) ? base : url.origin).href;
}
