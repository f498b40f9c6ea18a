import {object, ref, text, type Schema} from './schemas.ts';

/** One method of one path. */
export type Operation = Readonly<Record<string, unknown>>;

interface Parts {
  summary: string;
  /** The required credential. Defaults to an allowed origin. */
  security?: string;
  parameters?: Schema[];
  body?: Schema;
  /** Schemas by status; a string describes an answer without JSON. */
  answers: Record<number, Schema | string>;
}

/** An operation; every error has the error envelope. */
export function operation({summary, security, parameters, body, answers}: Parts): Operation {
  const responses = Object.fromEntries(
    Object.entries(answers).map(([status, content]) => [status, toResponse(content)]),
  );
  return {
    summary,
    ...(security ? {security: [{[security]: []}]} : {}),
    ...(parameters ? {parameters} : {}),
    ...(body ? {requestBody: {required: true, content: {'application/json': {schema: body}}}} : {}),
    responses: {
      ...responses,
      default: {description: 'An error.', content: {'application/json': {schema: ref('Error')}}},
    },
  };
}

function toResponse(content: Schema | string): object {
  if (content === '') return {description: 'Done.'};
  if (typeof content === 'string') return {description: 'Done.', content: {[content]: {schema: text}}};
  return {description: 'Done.', content: {'application/json': {schema: content}}};
}

/** Cal.com's envelope of a successful answer. */
export function success(data: Schema, more: Record<string, Schema> = {}): Schema {
  return object({status: {const: 'success'}, data, ...more});
}

/** An operation for browsers without scripts: form fields in, HTML out, even for errors. */
export function page(summary: string, more: {parameters?: Schema[]; fields?: Schema} = {}): Operation {
  const {parameters, fields} = more;
  const html = {content: {'text/html': {schema: text}}};
  return {
    summary,
    ...(parameters ? {parameters} : {}),
    ...(fields
      ? {requestBody: {required: true, content: {'application/x-www-form-urlencoded': {schema: fields}}}}
      : {}),
    responses: {
      200: {description: 'A page.', ...html},
      303: {description: "Continues at the site's page."},
      default: {description: 'HTML that describes the error.', ...html},
    },
  };
}

/** A query parameter; required if its name ends with `!`. */
export function query(name: string, description: string, schema: Schema = text): Schema {
  return {name: name.replace(/!$/, ''), in: 'query', required: name.endsWith('!'), description, schema};
}

/** A path parameter. */
export function path(name: string, schema: Schema = text): Schema {
  return {name, in: 'path', required: true, schema};
}

/** A header parameter. */
export function header(name: string, description: string): Schema {
  return {name, in: 'header', required: false, description, schema: text};
}
