import type {Context, MiddlewareHandler} from 'hono';
import {deleteCookie, getCookie, setCookie} from 'hono/cookie';
import {BookingError} from '../../core/model/error.ts';
import type {ProxyContext} from '../context.ts';
import {isToken} from '../guard/token.ts';
import {readBody} from '../webhooks/read-body.ts';
import {baseUrl} from '../settings/public-address.ts';
import {renderSignIn, type Base} from './render-shell.ts';
import {isSession, sessionCookie, writeSession} from './session.ts';
import {opsPolicy} from './styles.ts';

/** The address of the operator's pages, as the browser sees it. */
export function opsBase(c: Context, {settings}: Pick<ProxyContext, 'settings'>): Base {
  return `${new URL(baseUrl(c.req.raw, settings)).pathname.replace(/\/$/, '')}/ops`;
}

/** The longest form of the operator's pages, in bytes: a selection of 100 runs. */
const longestForm = 16 * 1024;

export async function readForm(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(new TextDecoder().decode(await readBody(c.req.raw, longestForm)));
}

/** Rejects forms of other sites. The cookie is not sent with them either; this holds also without one. */
function requireOwnOrigin(c: Context, context: Pick<ProxyContext, 'settings'>): void {
  const origin = c.req.header('origin');
  const own = new URL(baseUrl(c.req.raw, context.settings)).origin;
  if (c.req.header('sec-fetch-site') === 'same-origin' || origin === undefined || origin === own) return;
  throw new BookingError('not_allowed', 'Forms of other sites are not accepted here.', {status: 403});
}

/** Sets the headers of the operator's pages, and rejects forms of other sites. */
export function protectPages(context: ProxyContext): MiddlewareHandler {
  return async (c, next) => {
    c.header('content-security-policy', opsPolicy);
    c.header('referrer-policy', 'same-origin');
    c.header('cache-control', 'no-store');
    if (c.req.method === 'POST') requireOwnOrigin(c, context);
    await next();
  };
}

/** Lets signed-in operators pass; shows all others the sign-in form. */
export function requireSignIn(context: ProxyContext, adminToken: string): MiddlewareHandler {
  return async (c, next) => {
    if (isSession(adminToken, getCookie(c, sessionCookie), context.now())) return next();
    return c.html(renderSignIn(opsBase(c, context), false), 401);
  };
}

/** Takes the admin token and sets the cookie of a session. */
export async function signIn(c: Context, context: ProxyContext, adminToken: string): Promise<Response> {
  const base = opsBase(c, context);
  const token = (await readForm(c)).get('token')?.trim();
  if (!isToken(adminToken, token)) {
    context.log.warn({}, 'Somebody tried to sign in to /ops with a wrong token.');
    return c.html(renderSignIn(base, true), 401);
  }
  const {value, maxAge} = writeSession(adminToken, context.now());
  const secure = baseUrl(c.req.raw, context.settings).startsWith('https:');
  setCookie(c, sessionCookie, value, {path: base, httpOnly: true, sameSite: 'Strict', secure, maxAge});
  context.log.info({}, 'An operator signed in to /ops.');
  return c.redirect(base, 303);
}

export function signOut(c: Context, context: ProxyContext): Response {
  const base = opsBase(c, context);
  deleteCookie(c, sessionCookie, {path: base});
  return c.redirect(base, 303);
}
