/** Browsers and servers take no longer ones everywhere. */
const longest = 2_000;

/** A name or a number in brackets, a port, and what follows. */
const address = /^https?:\/\/(\[[\da-f:.]+\]|[^\s/?#@\\[\]<>^|%:]+)(:\d{0,5})?([/?#]\S*)?$/i;

/**
 * An address that may become a link, a frame, a form's target or a request: http or https, whole, without a user name,
 * and not too long; undefined for all else. Every address that comes from outside passes here, whoever sent it.
 */
export function toLink(written: unknown): string | undefined {
  return typeof written === 'string' && written.length <= longest && address.test(written) ? written : undefined;
}

/** An e-mail address, or a phone number without `*` and `#`: those are in codes that change a phone's settings. */
const contact = /^(?:mailto:[^\s<>"@:?&#\\/]+@[^\s<>"@:?&#\\/]+(?:\?\S*)?|tel:\+?[\d().-]{2,40}(?:;ext=\d{1,8})?)$/i;

/** An address that may become a link in a text: one of `toLink`, or `mailto:` or `tel:`. Nothing is loaded from these. */
export function toTextLink(written: unknown): string | undefined {
  const isContact = typeof written === 'string' && written.length <= longest && contact.test(written);
  return isContact ? written : toLink(written);
}
