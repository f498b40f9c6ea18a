import {BlockList, isIP} from 'node:net';

/** Networks that are not the public internet, or that lead to them in another notation. */
const blocked = new BlockList();
for (const network of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
])
  block(network, 'ipv4');
for (const network of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']) block(network, 'ipv6');

/** All of the public internet in IPv6; everything else is local, mapped or reserved. */
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');

function block(network: string, type: 'ipv4' | 'ipv6'): void {
  const [address, bits] = network.split('/') as [string, string];
  blocked.addSubnet(address, Number(bits), type);
}

/** Whether an address belongs to the public internet. Anything that is no address does not. */
export function isPublic(address: string): boolean {
  const kind = isIP(address);
  if (kind === 4) return !blocked.check(address, 'ipv4');
  return kind === 6 && global.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
}
