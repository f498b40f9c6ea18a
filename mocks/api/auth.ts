import {findPerson} from '../world/data.ts';
import {exception} from '../errors.ts';
import type {Person} from '../world/model.ts';
import type {Access} from './call.ts';

const badKeys: Record<string, string> = {
  cal_wrong: 'CustomThrottlerGuard - Invalid API Key',
  cal_revoked: 'CustomThrottlerGuard - Invalid API Key',
  cal_expired: 'Your api key is expired',
};

function bearer(headers: Headers): string | undefined {
  return headers.get('authorization')?.match(/^Bearer (.+)$/)?.[1];
}

/** The rate limiter looks up the key first, so a bad one is refused on public routes too. */
export function refuseBadKey(headers: Headers): void {
  const message = badKeys[bearer(headers) ?? ''];
  if (message) throw exception(401, message);
}

/** The owner of the key; throws 401 if one is required. `cal_morty…` is Morty's, any other `cal_…` is Rick's. */
export function authenticate(headers: Headers, access: Access): Person | undefined {
  if (access === 'open') return undefined;
  const token = bearer(headers);
  if (token?.startsWith('cal_')) return findPerson(token.startsWith('cal_morty') ? 'morty' : 'rick');
  if (token) throw exception(401, 'Invalid access token');
  if (access === 'key') throw exception(401, 'ApiAuthStrategy - No authentication method provided');
  return undefined;
}
