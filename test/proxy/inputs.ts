import {globSync, readFileSync} from 'node:fs';
import {fieldNames, metadataPrefix} from '../../src/proxy/page/address.ts';
import {settings, tuesdayAt, type ProxySystem} from './cal/system.ts';
import {fineBodies, fineParameters} from './fine-inputs.ts';

type Json = Record<string, any>;

/** One place where somebody outside can write what they like. */
export interface Input {
  name: string;
  /** Sends a request that is right but for this. */
  send(text: string): Promise<unknown>;
  /** A header holds no more than this of the text. */
  isHeader?: boolean;
}

/** Which request makes the proxy read a header; a header that the code reads needs a row. */
const headerRequests: Record<string, [path: string, init?: RequestInit]> = {
  accept: ['/live?token=a.b.c'],
  'accept-language': ['/form?cal-link=rick/30min'],
  authorization: ['/live/sessions', {method: 'POST'}],
  'booking-checkout-token': ['/v2/bookings', {method: 'POST'}],
  'booking-manage-token': ['/v2/bookings/booking-uid'],
  'content-length': ['/v2/bookings', {method: 'POST'}],
  'content-type': ['/v2/bookings', {method: 'POST'}],
  'idempotency-key': ['/v2/bookings', {method: 'POST'}],
  'last-event-id': ['/live?token=a.b.c'],
  origin: ['/v2/bookings', {method: 'POST'}],
  'sec-fetch-site': ['/form', {method: 'POST'}],
  'x-cal-signature-256': ['/webhooks/cal', {method: 'POST'}],
  'x-forwarded-for': ['/live/sessions', {method: 'POST'}],
  'x-forwarded-host': ['/form?cal-link=rick/30min&fragment'],
  'x-forwarded-prefix': ['/form?cal-link=rick/30min&fragment'],
  'x-forwarded-proto': ['/form?cal-link=rick/30min&fragment'],
  'x-request-id': ['/healthz'],
};

/** Headers whose names the code keeps in constants. */
const constants: Record<string, string> = {
  checkoutHeader: 'booking-checkout-token',
  manageHeader: 'booking-manage-token',
  'settings.signatureHeader': 'x-cal-signature-256',
};

/** Files that read headers of Cal.com's answers, not of requests. */
const upstream = /proxy.(cal|observe|commands|spans|openapi)/;

/** Every header of a request that the code of the proxy reads. */
export function readHeaderNames(): string[] {
  const names = new Set<string>();
  for (const file of globSync('src/proxy/**/*.ts').filter(each => !upstream.test(each))) {
    const source = readFileSync(file, 'utf8');
    for (const [, quoted, constant] of source.matchAll(/(?:req\.header|headers\.get)\((?:'([^']+)'|([\w.]+))\)/g)) {
      if (quoted === undefined && constant === 'name') continue;
      names.add(quoted ?? constants[constant!] ?? `the header that ${file} calls ${constant}`);
    }
    for (const [, part] of source.matchAll(/forwarded\('(\w+)'\)/g)) names.add(`x-forwarded-${part}`);
    for (const [, list] of source.matchAll(/handedOn = \[([^\]]+)\]/g))
      for (const [, name] of list!.matchAll(/'([^']+)'/g)) names.add(name!);
  }
  return [...names].sort();
}

function resolve(document: Json, schema: Json): Json {
  const {$ref: reference} = schema;
  return reference === undefined ? schema : document['components'].schemas[String(reference).split('/').at(-1)!];
}

/** The members of a body's schema that a text can stand in, as paths. */
function membersOf(document: Json, written: Json): string[][] {
  const schema = resolve(document, written);
  return Object.entries((schema['properties'] ?? {}) as Json).flatMap(([name, member]) => {
    const inner = membersOf(document, member as Json);
    return inner.length > 0 ? inner.map(rest => [name, ...rest]) : [[name]];
  });
}

function withAt(value: Json, [name, ...rest]: string[], text: unknown): Json {
  return {...value, [name!]: rest.length > 0 ? withAt((value[name!] ?? {}) as Json, rest, text) : text};
}

/** Free-form members: a text stands in each of their values, and is each of their names. */
function variants(body: Json, path: string[], text: string): Json[] {
  const value = path.reduce<any>((at, name) => at?.[name], body);
  if (Array.isArray(value)) return [withAt(body, path, [text])];
  if (typeof value !== 'object' || value === null) return [withAt(body, path, text)];
  return [
    ...Object.keys(value as object).map(key => withAt(body, [...path, key], text)),
    withAt(body, path, {...(value as Json), [text]: 'a'}),
  ];
}

/** Fields of the page without a script: its own, and the answers to questions. */
const formFields = [
  ...Object.values(fieldNames),
  `${metadataPrefix}a`,
  'answer.name',
  'answer.email',
  'answer.guests',
  'answer.notes',
  'answer.location',
  'answer.location.detail',
  'answer.anything',
];
const fineForm = {
  'cal-link': 'rick/30min',
  slot: tuesdayAt('10:00'),
  attempt: 'attempt-of-a-page',
  'answer.name': 'Ann Visitor',
  'answer.email': 'ann@visitors.example',
  step: 'book',
};

/** All inputs of a proxy, from its own description of its routes and from its code. */
export function inputsOf(system: ProxySystem, document: Json): Input[] {
  const inputs: Input[] = [];
  const json = (body: string, headers: Record<string, string> = {}): RequestInit => ({
    method: 'POST',
    headers: {'content-type': 'application/json', authorization: `Bearer ${settings.adminToken}`, ...headers},
    body,
  });
  const bodyOf = (key: string) => fineBodies[key] ?? {};

  for (const [path, methods] of Object.entries(document['paths'] as Record<string, Record<string, Json>>)) {
    for (const [method, operation] of Object.entries(methods)) {
      const key = `${method.toUpperCase()} ${path}`;
      const parameters = (operation['parameters'] ?? []) as Json[];
      const queryOf = (own: string, text: string) =>
        parameters
          .filter(each => each['in'] === 'query' && (each['required'] || each['name'] === own))
          .map(
            ({name}) =>
              `${encodeURIComponent(name)}=${encodeURIComponent(name === own ? text : fineParameters[name]!)}`,
          )
          .join('&');
      const pathOf = (own: string, text: string) =>
        path.replace(/\{(\w+)\}/g, (_, name: string) =>
          encodeURIComponent(name === own ? text : fineParameters[name]!),
        );
      const init =
        method === 'post'
          ? json(JSON.stringify(bodyOf(key)))
          : {method: method.toUpperCase(), headers: {authorization: `Bearer ${settings.adminToken}`}};
      for (const {name, in: place} of parameters) {
        if (place === 'header') continue;
        inputs.push({
          name: `${key} ${place} ${name}`,
          send: text => system.request(`${pathOf(name, text)}?${queryOf(name, text)}`, init),
        });
      }
      inputs.push({
        name: `${key} query of no such name`,
        send: text => system.request(`${pathOf('', '')}?${queryOf('', '')}&${encodeURIComponent(text)}=1`, init),
      });
      const schema = operation['requestBody']?.content?.['application/json']?.schema as Json | undefined;
      if (!schema) continue;
      inputs.push({name: `${key} body`, send: text => system.request(pathOf('', ''), json(text))});
      inputs.push({
        name: `${key} body in quotes`,
        send: text => system.request(pathOf('', ''), json(JSON.stringify({a: text}))),
      });
      inputs.push({
        name: `${key} body in brackets`,
        send: text => system.request(pathOf('', ''), json(`{"a":"${text.replace(/["\\]/g, '')}`)),
      });
      for (const member of membersOf(document, schema)) {
        inputs.push({
          name: `${key} member ${member.join('.')}`,
          async send(text) {
            for (const body of variants(bodyOf(key), member, text))
              await system.request(pathOf('', ''), json(JSON.stringify(body)));
          },
        });
      }
    }
  }
  for (const field of formFields) {
    inputs.push({
      name: `GET /form field ${field}`,
      send: text => system.request(`/form?${new URLSearchParams({...fineForm, [field]: text})}`),
    });
    inputs.push({
      name: `POST /form field ${field}`,
      send: text =>
        system.request('/form', {
          method: 'POST',
          body: new URLSearchParams({...fineForm, [field]: text}),
          headers: {origin: 'http://proxy.test'},
        }),
    });
  }
  inputs.push({
    name: 'POST /form body',
    send: text => system.request('/form', {method: 'POST', body: text, headers: {origin: 'http://proxy.test'}}),
  });
  for (const name of readHeaderNames()) {
    const [path, init = {}] = headerRequests[name] ?? [`/no-row-for-${name}`];
    const body = init.method === 'POST' && path !== '/form' ? {body: JSON.stringify(bodyOf(`POST ${path}`))} : {};
    const more: Record<string, string> =
      init.method === 'POST' && name !== 'content-type' ? {'content-type': 'application/json'} : {};
    inputs.push({
      name: `header ${name}`,
      isHeader: true,
      send: text => system.request(path, {...init, ...body, headers: {...more, [name]: text}}),
    });
  }
  return inputs;
}

/** What has no row in the tables above, by name. */
export function missingRows(document: Json): string[] {
  const missing: string[] = [];
  for (const [path, methods] of Object.entries(document['paths'] as Record<string, Record<string, Json>>)) {
    for (const [method, operation] of Object.entries(methods)) {
      const key = `${method.toUpperCase()} ${path}`;
      for (const {name, in: place} of (operation['parameters'] ?? []) as Json[]) {
        if (place === 'header' ? !headerRequests[String(name).toLowerCase()] : fineParameters[name] === undefined)
          missing.push(`${key} ${place} ${name}`);
      }
      const schema = operation['requestBody']?.content?.['application/json']?.schema as Json | undefined;
      if (schema && !fineBodies[key]) missing.push(`${key} body`);
      for (const member of schema ? membersOf(document, schema) : []) {
        if (member.reduce<any>((at, name) => at?.[name], fineBodies[key]) === undefined)
          missing.push(`${key} member ${member.join('.')}`);
      }
    }
  }
  return [
    ...missing,
    ...readHeaderNames()
      .filter(name => !headerRequests[name])
      .map(name => `header ${name}`),
  ];
}
