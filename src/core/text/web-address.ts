/** Browsers and servers do not all accept longer ones. */
const longest = 2_000;

/** A name or an address in brackets, a port, and the rest. */
const address = /^https?:\/\/(\[[\da-f:.]+\]|[^\s/?#@\\[\]<>^|%:]+)(:\d{0,5})?([/?#]\S*)?$/i;

/**
 * Validates an address for use as a link, frame, form target or request: http or https, absolute, without a user name,
 * and not too long. Returns undefined for everything else. Every address from outside passes through here.
 */
export function toLink(written: unknown): string | undefined {
  return typeof written === 'string' && written.length <= longest && address.test(written) ? written : undefined;
}

/** An e-mail address, or a phone number without `*` and `#`, which occur in codes that change a phone's settings. */
const contact = /^(?:mailto:[^\s<>"@:?&#\\/]+@[^\s<>"@:?&#\\/]+(?:\?\S*)?|tel:\+?[\d().-]{2,40}(?:;ext=\d{1,8})?)$/i;

/**
 * Validates an address for use as a link in text: like `toLink`, and also `mailto:` and `tel:`. Nothing is ever loaded
 * from these.
 */
export function toTextLink(written: unknown): string | undefined {
  const isContact = typeof written === 'string' && written.length <= longest && contact.test(written);
  return isContact ? written : toLink(written);
}
