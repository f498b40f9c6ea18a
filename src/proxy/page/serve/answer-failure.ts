import type {Context} from 'hono';
import type {ContentfulStatusCode} from 'hono/utils/http-status';
import {isFinal} from '../../../core/flow/rules/refusals.ts';
import {loadWords} from '../../../core/words/load-words.ts';
import type {ProxyContext} from '../../context.ts';
import {statusOf} from '../../errors.ts';
import {baseUrl} from '../../settings/public-address.ts';
import {policyFor} from './policy.ts';
import {readInput, type FormInput} from '../read-input.ts';
import {renderBareForm, renderFailure} from '../render-failure.ts';
import {errorOf} from '../steps.ts';
import {preferredLanguage} from './words.ts';

/** Answers with a document, or for a fragment with the bare element, that says why there is no form. */
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
    log.warn(
      {code, ...(error ? {} : {error: (thrown as Error).name})},
      'The form without a script could not be shown.',
    );
  c.header('content-security-policy', policyFor(undefined));
  if (error?.retryAfterSeconds !== undefined) c.header('retry-after', String(error.retryAfterSeconds));
  const retry = c.req.method === 'GET' && !isFinal(code) ? `form${new URL(c.req.url).search}` : undefined;
  const text = input?.isFragment
    ? renderBareForm(input, baseUrl(c.req.raw, settings))
    : renderFailure({code, locale: input?.locale ?? 'en', retry});
  return c.html(text, status as ContentfulStatusCode);
}

/** The same for requests rejected before the form's routes, e.g. by a meter. */
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
    // The input cannot be read here, but the language of the answer can.
    input = {isFragment: false, locale: preferredLanguage(headers.get('accept-language'))} as FormInput;
  }
  await loadWords(input.locale ?? 'en');
  return answerFailure(context, c, thrown, input);
}
