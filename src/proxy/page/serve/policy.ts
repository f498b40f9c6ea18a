import {pageStyleHash} from '../styles.ts';

/** Allows no scripts, images or frames; forms go to the proxy, which may redirect to the site. */
export function policyFor(page: string | undefined): string {
  return `default-src 'none'; style-src '${pageStyleHash}'; form-action 'self'${page === undefined ? '' : ` ${new URL(page).origin}`}; base-uri 'none'; frame-ancestors 'none'`;
}
