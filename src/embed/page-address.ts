import {embedBase} from './link.ts';
import type {EmbedConfig, EmbedOptions} from './transport.ts';

/** The link's own query without the keys of the config, because Cal.com reads the first of two values. */
function ownQuery(query: string, config: EmbedConfig): URLSearchParams {
  const params = new URLSearchParams(query);
  for (const key of Object.keys(config)) params.delete(key);
  return params;
}

/**
 * The path to pass to embed.js. It appends `/embed` unless the path already ends with these letters, so a slug such as
 * `notembed` would show the full booking page.
 */
export function embedPath(path: string, config: EmbedConfig): string {
  const [page = '', query = ''] = path.split(/\?(.*)/s);
  const params = ownQuery(query, config).toString();
  return (page.endsWith('embed') ? `${page}/embed` : page) + (params ? `?${params}` : '');
}

/** Address of the embedded booking page whose messages have `namespace` (cal-embed.md §3.1). */
export function frameUrl(
  {base, path, config, ui}: Pick<EmbedOptions, 'base' | 'path' | 'config' | 'ui'>,
  namespace: string,
): string {
  const [page = '', query = ''] = path.split(/\?(.*)/s);
  const params = ownQuery(query, config);
  for (const [key, value] of Object.entries(config)) {
    if (typeof value === 'object' && !Array.isArray(value)) continue;
    for (const each of [value].flat()) {
      params.append(key, each);
      if (key === 'guests') params.append('guest', each);
    }
  }
  params.set('embed', namespace);
  params.set('embedType', 'inline');
  if (ui.colorScheme === 'light' || ui.colorScheme === 'dark') params.set('ui.color-scheme', ui.colorScheme);
  return `${embedBase(base)}/${page}/embed?${params}`;
}

/** Whether embed.js changes the host of this base: it replaces the text `https://cal.com` at its start. */
export function isMisread(base: string): boolean {
  return base.startsWith('https://cal.com') && !/^https:\/\/cal\.com(?=$|[/:?#])/.test(base);
}
