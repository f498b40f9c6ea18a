import type {Context} from 'hono';
import type {ContentfulStatusCode} from 'hono/utils/http-status';
import {html} from '../../core/page/html.ts';
import type {ProxyContext} from '../context.ts';
import type {toErrorAnswer} from '../errors.ts';
import {renderDocument} from './render-shell.ts';
import {opsBase} from './sign-in.ts';
import {opsPolicy} from './styles.ts';

/** Whether a path is one of the operator's pages, which answer with HTML also when something fails. */
export function isOpsPage(path: string, basePath: string): boolean {
  return path.startsWith(`${basePath}/ops`) && !path.startsWith(`${basePath}/ops/api/`);
}

/** Answers with a page that says what happened. */
export function answerOpsFailure(
  c: Context,
  context: Pick<ProxyContext, 'settings'>,
  {status, headers, body}: ReturnType<typeof toErrorAnswer>,
): Response {
  for (const [name, value] of Object.entries(headers ?? {})) c.header(name, value);
  c.header('content-security-policy', opsPolicy);
  const {message} = (body as {error: {message: string}}).error;
  const content = html`<main><h1>This did not work</h1><section><p role="alert">${message}</p>
<p><a href="${opsBase(c, context)}">Overview</a></p></section></main>`;
  return c.html(renderDocument('Error', content), status as ContentfulStatusCode);
}
