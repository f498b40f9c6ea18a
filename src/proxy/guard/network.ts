/** A network's limit in multiples of a household's: one IPv6 customer may use thousands of /64 networks. */
export const householdsOfNetwork = 4;

/** The /48 network of an IPv6 household, as assigned to one customer; undefined for IPv4 and unknown visitors. */
export function networkOf(visitor: string): string | undefined {
  return visitor.includes(':') ? `${visitor.split(':').slice(0, 3).join(':')}::/48` : undefined;
}
