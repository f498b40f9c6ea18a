import type {Context} from 'hono';
import type {ContentfulStatusCode} from 'hono/utils/http-status';
import {loadWords} from '../../../core/words/load-words.ts';
import type {ProxyContext} from '../../context.ts';
import {statusOf} from '../../errors.ts';
import {baseUrl} from '../../settings/public-address.ts';
import {policyFor} from './policy.ts';
import {readInput, type FormInput} from '../read-input.ts';
import {renderBareForm, renderFailure} from '../render-failure.ts';
import {errorOf} from '../steps.ts';
import {preferredLanguage} from './words.ts';

/** A page, or the bare element in a page's own markup, that says why there is no form. */
export function answerFailure(
  {settings, log}: Pick<ProxyContext, 'settings' | 'log'>,
  c: Context,
  thrown: unknown,
  input?: FormInput,
): Response {
  const error = errorOf(thrown);
  const code = error?.code ?? 'internal';
  const status = error?.status ?? statusOf(code);
  if (status >= 500)
    log.warn({code, ...(error ? {} : {error: (thrown as Error).name})}, 'A page of the form could not be shown.');
  c.header('content-security-policy', policyFor(undefined));
  if (error?.retryAfterSeconds !== undefined) c.header('retry-after', String(error.retryAfterSeconds));
  const retry = c.req.method === 'GET' && status >= 429 ? `form${new URL(c.req.url).search}` : undefined;
  const text = input?.isFragment
    ? renderBareForm(input, baseUrl(c.req.raw, settings))
    : renderFailure({code, locale: input?.locale ?? 'en', retry});
  return c.html(text, status as ContentfulStatusCode);
}

/** The same for what is refused before the form's own part sees it, as whoever asks too often is. */
export async function answerEarlyFailure(
  context: Pick<ProxyContext, 'settings' | 'log'>,
  c: Context,
  thrown: unknown,
): Promise<Response> {
  const {headers, url} = c.req.raw;
  let input: FormInput | undefined;
  try {
    input = readInput(new URL(url).searchParams, headers, context.settings, true);
  } catch {
    // What was asked for cannot be read; a page in the visitor's language can be written all the same.
    input = {isFragment: false, locale: preferredLanguage(headers.get('accept-language'))} as FormInput;
  }
  await loadWords(input.locale ?? 'en');
  return answerFailure(context, c, thrown, input);
}
