import {SettingsError, type Settings} from '../settings/settings.ts';

const path = '/webhooks/cal';

/** The webhook URL for a given URL; the proxy's own URL is enough. Throws a `SettingsError`. */
export function toWebhookUrl(written: string, {basePath}: Pick<Settings, 'basePath'>): string {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new SettingsError(['--url is not the URL of a proxy: use one such as https://book.example.com.']);
  }
  const given = url.pathname.replace(/(?<!\/)\/+$/, '');
  if (given.endsWith(path)) return url.origin + given;
  return url.origin + (given || basePath) + path;
}

/** The proxy's URL for a webhook URL. */
export function toProxyUrl(webhookUrl: string): string {
  return webhookUrl.slice(0, -path.length);
}

/** Whether a URL may be a proxy's webhook. */
export function isWebhookUrl(url: string): boolean {
  return URL.canParse(url) && new URL(url).pathname.endsWith(path);
}

/** Shortens a URL for display: webhook URLs of other services contain secrets in their paths. */
export function showUrl(url: string): string {
  if (isWebhookUrl(url)) return new URL(url).origin + new URL(url).pathname;
  return URL.canParse(url) ? `${new URL(url).origin}/…` : 'an invalid URL';
}
