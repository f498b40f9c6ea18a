import type {Console} from '../cal/account/console.ts';
import {createSubscriptions, type Saved, type Subscription, type Subscriptions} from '../cal/account/subscriptions.ts';
import {describeTeamEventTypes, findTeamEventTypes} from '../cal/account/team-event-types.ts';
import type {Settings} from '../settings/settings.ts';
import {showUrl} from './addresses.ts';
import type {Line} from './terminal.ts';

const name = 'webhook';

/** A warning about event types without a webhook; the account's webhook does not report them either. */
function toLines(names: readonly string[]): Line[] {
  return names.length === 0 ? [] : [{name, status: 'warn', ...describeTeamEventTypes(names)}];
}

/**
 * Runs `work` on the webhooks of each team event type. Resolves with the names for which that was impossible or failed.
 */
async function visit(
  console: Console,
  {eventTypes}: Settings,
  work: (own: Subscriptions, name: string) => Promise<boolean>,
): Promise<string[]> {
  const left: string[] = [];
  for (const {name: each, path} of await findTeamEventTypes(console, eventTypes)) {
    const isDone = path !== undefined && (await work(createSubscriptions(console, path), each).catch(() => false));
    if (!isDone) left.push(each);
  }
  return left;
}

/** Registers a webhook for each team event type with `ensure`, which leaves correct ones unchanged. */
export async function registerTeams(
  console: Console,
  settings: Settings,
  url: string,
  ensure: (own: Subscriptions) => Promise<Saved>,
): Promise<Line[]> {
  const done: string[] = [];
  const left = await visit(console, settings, async (own, each) => {
    const isSaved = !('refused' in (await ensure(own)));
    if (isSaved) done.push(each);
    return isSaved;
  });
  const message = `${showUrl(url)} is registered for team event types too: ${done.join(', ')}.`;
  return [...(done.length > 0 ? [{name, status: 'ok', message} satisfies Line] : []), ...toLines(left)];
}

/** A warning about team event types without a correct webhook. */
export async function teamLines(
  console: Console,
  settings: Settings,
  isRight: (each: Subscription) => boolean,
): Promise<Line[]> {
  return toLines(await visit(console, settings, async own => (await own.list()).some(isRight)));
}

/** Removes the webhooks of team event types that send to `url`. */
export async function removeTeams(console: Console, settings: Settings, url: string): Promise<void> {
  await visit(console, settings, async own => {
    for (const {id} of (await own.list()).filter(each => each.url === url)) await own.remove(id);
    return true;
  });
}
