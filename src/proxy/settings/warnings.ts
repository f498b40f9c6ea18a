import type {Settings} from './settings.ts';
import {shortestToken} from './table.ts';

/** Warnings about valid but risky settings, one sentence each. No sentence contains a secret. */
export function findWarnings(settings: Settings, nameOf = (option: string) => option): string[] {
  const {adminToken, allowedOrigins, eventTypes: offered, signingKeys, webhookSecrets} = settings;
  return [
    offered === '*' &&
      `${nameOf('eventTypes')} is *: everything the API key can see can be booked; list the event types instead.`,
    adminToken !== undefined &&
      adminToken.length < shortestToken &&
      `${nameOf('adminToken')} is shorter than ${shortestToken} characters: use a longer one.`,
    webhookSecrets.some(secret => secret.length < 16) &&
      `${nameOf('webhookSecrets')} contains a secret shorter than 16 characters: use a longer one, here and in Cal.com.`,
    signingKeys.some(({secret}) => new Set(secret).size < 8) &&
      `${nameOf('signingKeys')} contains a secret of few different characters: use 32 random ones.`,
    allowedOrigins.some(origin => /^http:\/\/(?!localhost|127\.|\[::1\])/.test(origin)) &&
      `${nameOf('allowedOrigins')} contains an http:// origin: attackers on the network can change that site; use https://.`,
    settings.callsPerMinute > 115 &&
      /\/\/api\.cal\.(com|eu)(\/|$)/.test(settings.calApiUrl) &&
      `${nameOf('callsPerMinute')} is too close to Cal.com's limit of 120 a minute, beyond which it locks accounts.`,
    settings.databaseUrl !== undefined &&
      isOpenAddress(settings.databaseUrl) &&
      `${nameOf('databaseUrl')} connects to its server without TLS: add ?sslmode=verify-full.`,
  ].filter(warning => warning !== false);
}

/** Whether the connection crosses a public network without requesting TLS. */
function isOpenAddress(address: string): boolean {
  const {hostname, searchParams} = new URL(address);
  const isOwn =
    !hostname.includes('.') ||
    /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$|\.(local|internal|localhost)$/.test(hostname);
  return !isOwn && !searchParams.has('ssl') && (searchParams.get('sslmode') ?? 'disable') === 'disable';
}
