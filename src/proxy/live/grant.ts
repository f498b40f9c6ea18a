import type {LiveGrant} from '../../core/model/wire.ts';
import type {ProxyContext} from '../context.ts';
import {baseUrl} from '../settings/public-address.ts';
import type {Settings} from '../settings/settings.ts';
import type {Topic} from './tokens.ts';

/** A live token for one booking, or one seat in it, for the answer that created it. */
export function grantFor(
  context: ProxyContext,
  {uid, seatUid: seat}: {uid: string; seatUid?: string | undefined},
  request: Request,
): Promise<LiveGrant> {
  return grantTopic(context, {uid, seat}, request);
}

/** A live token for one topic. */
export async function grantTopic(context: ProxyContext, topic: Topic, request: Request): Promise<LiveGrant> {
  return {token: await context.tokens.mint(topic), url: liveUrl(request, context.settings)};
}

/** The absolute URL of the live stream, as reachable for the sender of `request`. */
export function liveUrl(request: Request, settings: Pick<Settings, 'publicUrl' | 'trustedProxies'>): string {
  return `${baseUrl(request, settings)}/live`;
}
