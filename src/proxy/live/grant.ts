import type {LiveGrant} from '../../core/model/wire.ts';
import type {ProxyContext} from '../context.ts';
import {baseUrl} from '../settings/public-address.ts';
import type {Settings} from '../settings/settings.ts';
import type {Topic} from './tokens.ts';

/** What opens the live stream of one booking, or of one seat in it; for the answer of the call that made it. */
export function grantFor(
  context: ProxyContext,
  {uid, seatUid: seat}: {uid: string; seatUid?: string | undefined},
  request: Request,
): Promise<LiveGrant> {
  return grantTopic(context, {uid, seat}, request);
}

/** What opens the live stream of one topic. */
export async function grantTopic(context: ProxyContext, topic: Topic, request: Request): Promise<LiveGrant> {
  return {token: await context.tokens.mint(topic), url: liveUrl(request, context.settings)};
}

/** The absolute address of the live stream, as the caller of `request` reaches it. */
export function liveUrl(request: Request, settings: Pick<Settings, 'publicUrl' | 'trustedProxies'>): string {
  return `${baseUrl(request, settings)}/live`;
}
