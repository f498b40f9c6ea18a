/** Creates the body of a refusal; `path` and `at` are the request's path and time. */
type Body = (path: string, at: string) => unknown;

/** A refusal in one of Cal.com's shapes. `enveloped` ones have an `X-Request-Id`. */
export class CalRefusal extends Error {
  readonly status: number;
  readonly enveloped: boolean;
  readonly body: Body;

  constructor(status: number, message: string, body: Body, enveloped: boolean) {
    super(message);
    this.name = 'CalRefusal';
    this.status = status;
    this.body = body;
    this.enveloped = enveloped;
  }
}

const exceptions: Record<number, [code: string, phrase: string]> = {
  400: ['BadRequestException', 'Bad Request'],
  401: ['UnauthorizedException', 'Unauthorized'],
  403: ['ForbiddenException', 'Forbidden'],
  404: ['NotFoundException', 'Not Found'],
  409: ['ConflictException', 'Conflict'],
  422: ['UnprocessableEntityException', 'Unprocessable Entity'],
  500: ['InternalServerErrorException', 'Internal Server Error'],
  503: ['ServiceUnavailableException', 'Service Unavailable'],
};

function enveloped(status: number, error: {code: string; message: string; details?: unknown}, message?: string) {
  return new CalRefusal(
    status,
    error.message,
    (path, timestamp) => ({status: 'error', timestamp, path, ...(message === undefined ? {} : {message}), error}),
    true,
  );
}

/** Shape E: the common envelope; `code` is only the name of an exception class. */
export function exception(status: number, message: string, details?: unknown): CalRefusal {
  const [code, phrase] = exceptions[status] ?? exceptions[500]!;
  return enveloped(status, {code, message, details: details ?? {message, error: phrase, statusCode: status}});
}

/** Shape E-validation: the facts are in `details.errors`, which echo the request. */
export function validation(errors: PropertyError[]): CalRefusal {
  return enveloped(400, {code: 'BadRequestException', message: 'Bad Request Exception', details: {errors}});
}

/** Shape E-zod: no details; the slugs are in braces inside the message. */
export function zod(problems: Record<string, string>): CalRefusal {
  const list = Object.entries(problems)
    .map(([slug, key]) => `{${slug}}${key}, `)
    .join('');
  return enveloped(400, {code: 'BAD_REQUEST', message: `responses - ${list}`});
}

/** Shape E-core: the core's own code, and the message also at the top level. */
export function core(status: number, code: string): CalRefusal {
  return enveloped(status, {code, message: code}, code);
}

/** An envelope with a code of its own and no details. */
export function coded(status: number, code: string, message: string): CalRefusal {
  return enveloped(status, {code, message});
}

/** Shape B: a bare status and message. */
export function bare(status: number, message: string): CalRefusal {
  return new CalRefusal(status, message, () => ({statusCode: status, message}), false);
}

/** The rate limiter's answer; its `details` is a string. */
export function throttled(): CalRefusal {
  const message = 'CustomThrottlerGuard - Too many requests. Please try again later.';
  return enveloped(429, {code: 'ThrottlerException', message, details: message});
}

/** A property refused by a pipe, as class-validator reports it. */
export interface PropertyError {
  property: string;
  constraints?: Record<string, string>;
  children?: PropertyError[];
  target?: unknown;
  value?: unknown;
}

function describe(errors: PropertyError[]): string {
  return errors
    .map(
      ({property, constraints, children}) =>
        `${property} property is wrong,${Object.values(constraints ?? {}).join(', ')} ${children?.length ? describe(children) : ''}`,
    )
    .join(', ');
}

/** Shape E-pipe: an envelope whose message lists the refused properties. */
export function pipe(errors: PropertyError[]): CalRefusal {
  return exception(400, describe(errors));
}
