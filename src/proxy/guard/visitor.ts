import {BlockList, isIPv4, isIPv6} from 'node:net';

const own = new BlockList();
for (const [net, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  own.addSubnet(net, prefix);
for (const [net, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  own.addSubnet(net, prefix, 'ipv6');

/** The nearest reverse proxies write at the end; the client may have written any number of addresses before. */
const longestForwarded = 2_000;

/**
 * The client's IPv4 address, or the /64 network of its IPv6 address, which is one household; empty if unknown. `server`
 * is the second argument of Node's adapter, Bun or Deno. Of `X-Forwarded-For`, uses what the last `trustedProxies`
 * proxies wrote. Without that setting, uses the last public address, and only if the direct client is on a private
 * network, because an outside client could have written the header itself.
 */
export function visitorOf(request: Request, server: unknown, trustedProxies?: number): string {
  const peer = plain(peerOf(request, server));
  const forwarded = (request.headers.get('x-forwarded-for') ?? '').slice(-longestForwarded).split(',').map(plain);
  if (trustedProxies !== undefined) return household((trustedProxies > 0 && forwarded.at(-trustedProxies)) || peer);
  if (peer !== '' && !isOwn(peer)) return household(peer);
  return household(forwarded.findLast(address => address !== '' && !isOwn(address)) ?? peer);
}

function peerOf(request: Request, server: unknown): unknown {
  const {incoming, remoteAddr, requestIP} = (server ?? {}) as {
    incoming?: {socket?: {remoteAddress?: unknown}};
    remoteAddr?: {hostname?: unknown};
    requestIP?: (request: Request) => {address?: unknown} | null;
  };
  if (typeof requestIP === 'function') return requestIP.call(server, request)?.address;
  return incoming?.socket?.remoteAddress ?? remoteAddr?.hostname;
}

/** An address without brackets and port; empty for anything else. */
function plain(written: unknown): string {
  const address = String(written ?? '')
    .trim()
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  return isIPv4(address) || isIPv6(address) ? address.toLowerCase() : '';
}

function isOwn(address: string): boolean {
  return own.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function household(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? [] : Array.from({length: 8 - groups.length - after.length}, () => '0');
  return [...groups, ...zeros, ...after]
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
