import {Hono} from 'hono';
import {html} from '../../core/page/html.ts';
import type {ProxyContext} from '../context.ts';
import type {Effects} from '../effects/effects.ts';
import {act, readQuery} from './act.ts';
import {readOverview} from './read-overview.ts';
import {renderBooking} from './render-booking.ts';
import {renderOverview} from './render-overview.ts';
import {renderRun} from './render-run.ts';
import {renderRuns} from './render-runs.ts';
import {renderShell} from './render-shell.ts';
import {opsBase, protectPages, requireSignIn, signIn, signOut} from './sign-in.ts';

/** Runs on one page. */
const perPage = 100;

/** `/ops`: the operator's pages, for whoever signs in with the admin token. They work without scripts. */
export function opsPages(context: ProxyContext, adminToken: string, effects: Effects | undefined): Hono {
  const {store, metrics, now} = context;
  const engine = effects?.engine;
  const lost = (base: string, text: string) => renderShell({base, title: 'Not found', content: html`<p>${text}</p>`});
  const pages = new Hono();
  const secret = ['/ops', '/ops/sign-out', '/ops/find', '/ops/runs', '/ops/runs/:id', '/ops/bookings/:uid'];
  for (const path of ['/ops/sign-in', ...secret]) pages.use(path, protectPages(context));
  for (const path of secret) pages.use(path, requireSignIn(context, adminToken));

  pages.post('/ops/sign-in', c => signIn(c, context, adminToken));
  pages.post('/ops/sign-out', c => signOut(c, context));
  pages.get('/ops', async c => {
    const base = opsBase(c, context);
    const content = renderOverview(base, await readOverview(effects, metrics, now()));
    return c.html(renderShell({base, title: 'Overview', place: 'overview', content}));
  });
  pages.get('/ops/find', async c => {
    const base = opsBase(c, context);
    const id = encodeURIComponent((c.req.query('id') ?? '').trim().slice(0, 128));
    return c.redirect((await engine?.story(id)) ? `${base}/runs/${id}` : `${base}/bookings/${id}`, 303);
  });
  pages.get('/ops/runs', async c => {
    const base = opsBase(c, context);
    const {query, filter} = readQuery(c.req.query());
    const runs = (await engine?.list({...filter, limit: perPage})) ?? [];
    const names = effects?.configs.map(({name}) => name) ?? [];
    const content = renderRuns({base, query, effects: names, runs, isMore: runs.length === perPage});
    return c.html(renderShell({base, title: 'Runs', place: 'runs', content}));
  });
  pages.post('/ops/runs', async c => {
    if (!engine) return c.html(lost(opsBase(c, context), 'The proxy has no effects.'), 404);
    return act(c, context, engine);
  });
  pages.get('/ops/runs/:id', async c => {
    const base = opsBase(c, context);
    const story = await engine?.story(c.req.param('id'));
    if (!story) return c.html(lost(base, 'There is no run with this id.'), 404);
    const content = renderRun(base, story);
    return c.html(renderShell({base, title: `Run ${story.run.id}`, place: 'runs', content}));
  });
  pages.get('/ops/bookings/:uid', async c => {
    const base = opsBase(c, context);
    const uid = c.req.param('uid');
    const booking = await store.booking(uid);
    if (!booking) return c.html(lost(base, 'The proxy knows no booking or run with this id.'), 404);
    const [log, runs] = await Promise.all([store.log(uid, 0), engine?.list({uid, limit: 500}) ?? []]);
    const content = renderBooking(base, booking, log, runs);
    return c.html(renderShell({base, title: `Booking ${uid}`, content}));
  });
  return pages;
}
