import {existsSync, readFileSync} from 'node:fs';
import {Ajv, type ValidateFunction} from 'ajv';

/** A call to Cal.com as it was sent. */
export interface SentCall {
  method: string;
  url: URL;
  /** Whether the owner's key went along. */
  key: boolean;
  version: string | null;
  body: Record<string, unknown> | undefined;
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
}
interface Document {
  paths: Record<string, Record<string, {parameters?: Parameter[]; requestBody?: {required?: boolean}}>>;
}

/** Says what is wrong with a call, by Cal.com's own document; an empty list when nothing is. */
export type Contract = (call: SentCall) => string[];

const file = new URL('../../../shared/reference/openapi-booking.json', import.meta.url);

/** The calls that may carry the owner's key (cal-api.md §1). */
const withKey =
  /^GET \/v2\/(event-types|bookings|me)(\/\d+)?$|^POST \/v2\/bookings$|^\w+ \/v2(\/teams\/\d+\/event-types\/\d+)?\/webhooks(\/[\w-]+)?$/;
/** The owner's commands ask everything with it. */
const withKeyToo = /^GET \/v2\/teams\/\d+\/event-types$/;
/** What Cal.com's own pages call, though its document leaves it out on purpose (cal-api.md §2.11). */
const sendCode = '/v2/atoms/verification/email/send-code';
/**
 * What newer releases send than the document's (cal-webhooks.md §1): it is asked for, and left out where a release
 * refuses it.
 */
const newTriggers = new Set<unknown>([
  'BOOKING_LOCATION_UPDATED',
  'BOOKING_REASSIGNED',
  'INSTANT_MEETING_ACCEPTED',
  'CALENDAR_ENTRY_REJECTED',
]);
const versions: Record<string, string> = {
  bookings: '2024-08-13',
  slots: '2024-09-04',
  'event-types': '2024-06-14',
  teams: '2024-06-14',
};

/** Reads the document beside the project; undefined when it is not there. */
export function loadContract(): Contract | undefined {
  if (!existsSync(file)) return undefined;
  const document = JSON.parse(readFileSync(file, 'utf8')) as Document;
  const make = (coerceTypes: boolean) =>
    new Ajv({strict: false, validateFormats: false, coerceTypes}).addSchema({...document, $id: 'cal'});
  const bodies = make(false);
  const queries = make(true);
  const compiled = new Map<string, ValidateFunction>();

  /** The schema at a place in the document. */
  function schema(ajv: Ajv, ...place: string[]): ValidateFunction {
    const pointer = place.map(part => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const known = compiled.get(pointer) ?? ajv.compile({$ref: `cal#/${pointer}`});
    compiled.set(pointer, known);
    return known;
  }

  const patterns = Object.keys(document.paths)
    .sort((a, b) => a.split('{').length - b.split('{').length)
    .map(path => ({path, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)}));

  return ({method, url, key, version, body}) => {
    if (method === 'POST' && url.pathname === sendCode) return codeProblems(key, body);
    // A team's event types have webhooks of the same shape as others (cal-api.md §7); the document beside us is cut
    // short.
    const known = url.pathname.replace(/^\/v2\/teams\/\d+(?=\/event-types\/\d+\/webhooks)/, '/v2');
    const path = patterns.find(({pattern}) => pattern.test(known))?.path;
    const verb = method.toLowerCase();
    const operation = path === undefined ? undefined : document.paths[path]![verb];
    if (path === undefined || !operation) return [`${method} ${url.pathname} is not in the document`];
    const problems: string[] = [];
    const parameters = operation.parameters ?? [];
    const queried = parameters.filter(parameter => parameter.in === 'query');
    for (const [name, value] of url.searchParams) {
      const index = parameters.findIndex(parameter => parameter.in === 'query' && parameter.name === name);
      if (index < 0) problems.push(`the query member ${name} is not in the document`);
      else if (!schema(queries, 'paths', path, verb, 'parameters', String(index), 'schema')({value}.value))
        problems.push(`the query member ${name} has a wrong value`);
    }
    for (const {name, required} of queried)
      if (required && !url.searchParams.has(name)) problems.push(`the query member ${name} is missing`);
    if (operation.requestBody?.required && body === undefined) problems.push('the body is missing');
    if (body !== undefined && !operation.requestBody) problems.push('a body is not in the document');
    if (body !== undefined && operation.requestBody) {
      const validate = schema(bodies, 'paths', path, verb, 'requestBody', 'content', 'application/json', 'schema');
      if (!validate(toDocumented(path, body)))
        problems.push(`the body is wrong: ${bodies.errorsText(validate.errors)}`);
    }
    const expected = versions[url.pathname.split('/')[2]!];
    // Of the account itself any version is taken.
    if (expected !== undefined && version !== expected) problems.push(`the version ${version} is another resource's`);
    if (key && ![withKey, withKeyToo].some(allowed => allowed.test(`${method} ${url.pathname}`)))
      problems.push("the owner's key has no business here");
    if (parameters.some(({name, required}) => name === 'Authorization' && required) && !key)
      problems.push('the key is missing');
    return problems.map(problem => `${method} ${path}: ${problem}`);
  };
}

/**
 * A webhook's body without what the document has no word for: newer triggers, and the null that takes a template away.
 */
function toDocumented(path: string, body: Record<string, unknown>): object {
  const copy = structuredClone(body);
  if (!path.includes('/webhooks')) return copy;
  if (copy['payloadTemplate'] === null) delete copy['payloadTemplate'];
  return {...copy, triggers: (copy['triggers'] as unknown[]).filter(trigger => !newTriggers.has(trigger))};
}

function codeProblems(key: boolean, body: SentCall['body'] = {}): string[] {
  const surplus = Object.entries(body)
    .filter(([name, value]) => !['email', 'language'].includes(name) || typeof value !== 'string')
    .map(([name]) => `the member ${name} is not Cal.com's`);
  return [
    ...surplus,
    ...('email' in body ? [] : ['the email is missing']),
    ...(key ? ["the owner's key has no business here"] : []),
  ].map(problem => `POST ${sendCode}: ${problem}`);
}
