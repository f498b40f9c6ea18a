import type {Settings} from './settings.ts';
import {shortestToken} from './table.ts';

/** What is allowed and still worth a thought: one sentence each, none of which holds a secret. */
export function findWarnings(settings: Settings, nameOf = (option: string) => option): string[] {
  const {adminToken, allowedOrigins, eventTypes: offered, signingKeys, webhookSecrets} = settings;
  return [
    offered === '*' &&
      `${nameOf('eventTypes')} is *: everything the API key can see can be booked; list the event types instead.`,
    adminToken !== undefined &&
      adminToken.length < shortestToken &&
      `${nameOf('adminToken')} is shorter than ${shortestToken} characters: write a longer one.`,
    webhookSecrets.some(secret => secret.length < 16) &&
      `${nameOf('webhookSecrets')} holds a secret shorter than 16 characters: write a longer one, here and in Cal.com.`,
    signingKeys.some(({secret}) => new Set(secret).size < 8) &&
      `${nameOf('signingKeys')} holds a secret that repeats a few characters: write 32 random ones.`,
    allowedOrigins.some(origin => /^http:\/\/(?!localhost|127\.|\[::1\])/.test(origin)) &&
      `${nameOf('allowedOrigins')} holds an http:// address: whoever is on its way can change that page; use https://.`,
    settings.callsPerMinute > 115 &&
      /\/\/api\.cal\.(com|eu)(\/|$)/.test(settings.calApiUrl) &&
      `${nameOf('callsPerMinute')} is more than Cal.com's 120 a minute leave room for: who goes beyond them is locked out.`,
    settings.databaseUrl !== undefined &&
      isOpenAddress(settings.databaseUrl) &&
      `${nameOf('databaseUrl')} reaches its server without TLS: add ?sslmode=verify-full.`,
  ].filter(warning => warning !== false);
}

/** Whether a database's address leads over a network of other people, and nothing in it asks for TLS. */
function isOpenAddress(address: string): boolean {
  const {hostname, searchParams} = new URL(address);
  const isOwn =
    !hostname.includes('.') ||
    /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$|\.(local|internal|localhost)$/.test(hostname);
  return !isOwn && !searchParams.has('ssl') && (searchParams.get('sslmode') ?? 'disable') === 'disable';
}
