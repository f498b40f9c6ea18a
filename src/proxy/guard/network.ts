/** How many households of one network count as much as one may alone: an IPv6 address comes from thousands of /64. */
export const householdsOfNetwork = 4;

/** The /48 network of an IPv6 household, which one customer gets; undefined for IPv4 and for nobody. */
export function networkOf(visitor: string): string | undefined {
  return visitor.includes(':') ? `${visitor.split(':').slice(0, 3).join(':')}::/48` : undefined;
}
