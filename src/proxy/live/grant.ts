import type {LiveGrant} from '../../core/wire.ts';
import type {ProxyContext} from '../context.ts';
import type {Topic} from './tokens.ts';

/** What opens the live stream of one booking; for the answer of the call that made it. */
export function grantFor(context: ProxyContext, uid: string, request: Request): Promise<LiveGrant> {
  return grantTopic(context, {uid}, request);
}

/** What opens the live stream of one topic. */
export async function grantTopic(context: ProxyContext, topic: Topic, request: Request): Promise<LiveGrant> {
  return {token: await context.tokens.mint(topic), url: liveUrl(request)};
}

/**
 * The absolute address of the live stream, as the caller of `request` reaches it: beside the route it called, with the
 * scheme and host that a reverse proxy says it was called by.
 */
export function liveUrl(request: Request): string {
  const url = new URL(request.url);
  const forwarded = (name: string) => request.headers.get(`x-forwarded-${name}`)?.split(',')[0]!.trim();
  const scheme = forwarded('proto') === 'https' ? 'https:' : url.protocol;
  const host = forwarded('host') ?? url.host;
  const mount = url.pathname.replace(/\/(v2|live)\/.*$/, '');
  const base = `${scheme}//${host}`;
  return new URL(`${mount}/live`, URL.canParse(base) ? base : url.origin).href;
}
