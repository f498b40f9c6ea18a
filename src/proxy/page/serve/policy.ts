import {pageStyleHash} from '../styles.ts';

/** No script, no picture, no frame; forms go to the proxy, which may lead on to the site's page. */
export function policyFor(page: string | undefined): string {
  return `default-src 'none'; style-src '${pageStyleHash}'; form-action 'self'${page === undefined ? '' : ` ${new URL(page).origin}`}; base-uri 'none'; frame-ancestors 'none'`;
}
