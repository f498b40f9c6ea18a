/** Browsers and servers take no longer ones everywhere. */
const longest = 2_000;

/**
 * An address that may become a link, a frame, a form's target or a request: http or https, whole, without a user name,
 * and not too long; undefined for all else. Every address that comes from outside passes here, whoever sent it.
 */
export function toLink(written: unknown): string | undefined {
  return typeof written === 'string' && written.length <= longest && /^https?:\/\/[^\s/?#@\\]+([/?#]\S*)?$/i.test(written) ? written : undefined;
}
