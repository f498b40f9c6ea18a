import {SettingsError, type Settings} from '../settings/settings.ts';

const path = '/webhooks/cal';

/** The address Cal.com sends to, of what was written: a proxy's own address is enough. Throws a `SettingsError`. */
export function toWebhookUrl(written: string, {basePath}: Pick<Settings, 'basePath'>): string {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new SettingsError(['--url is not the address of a proxy: write one such as https://book.example.com.']);
  }
  const given = url.pathname.replace(/(?<!\/)\/+$/, '');
  if (given.endsWith(path)) return url.origin + given;
  return url.origin + (given || basePath) + path;
}

/** The address the proxy is reached at, of the one Cal.com sends to. */
export function toProxyUrl(webhookUrl: string): string {
  return webhookUrl.slice(0, -path.length);
}

/** Whether an address may be a proxy's webhook. */
export function isWebhookUrl(url: string): boolean {
  return URL.canParse(url) && new URL(url).pathname.endsWith(path);
}

/** An address as it may be shown: those of other services hold their secrets in the path. */
export function showUrl(url: string): string {
  if (isWebhookUrl(url)) return new URL(url).origin + new URL(url).pathname;
  return URL.canParse(url) ? `${new URL(url).origin}/…` : 'an address that is none';
}
