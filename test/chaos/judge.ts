import {adminToken, type System} from './systems.ts';
import type {Visitors} from './visitors.ts';

/** What must not be, by what it is; each with what it happened to. */
export type Faults = Record<string, string[]>;

/** What is worth to be told beside the faults. */
export type Figures = Record<string, number>;

const atOnce = 8;

/** Runs `work` for all of them, some at once. */
async function forAll<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(
    Array.from({length: atOnce}, async () => {
      for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
    }),
  );
}

/** Looks at everything once all troubles are over and every attempt was asked about again. */
export async function judge(
  {cal: {cal, acknowledged, missed}, proxies}: System,
  visitors: Visitors,
): Promise<{faults: Faults; figures: Figures}> {
  const {address} = proxies[proxies.length - 1]!;
  const faults: Faults = {
    'unhandled exits': proxies.flatMap(({falls}) => falls),
    'double bookings': [],
    'acknowledged webhooks lost': [],
    'attempts without a final answer': [],
    'answers that were not true': [],
    'answers no page understands': visitors.bad,
    'pages that are wrong': [],
  };
  const note = (kind: string, what: string) => void faults[kind]!.push(what);
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${address}${path}`, {
      headers: {'x-forwarded-for': `198.51.100.${1 + Math.floor(Math.random() * 250)}`, ...headers},
    });
    return await response.json();
  };
  const stateOf = async (uid: string): Promise<string> =>
    (await get(`/ops/api/bookings/${uid}`, {authorization: `Bearer ${adminToken}`})).state;
  const {bookings} = cal.world;
  const madeBy = new Map<string, string[]>();
  for (const {uid, metadata} of bookings)
    madeBy.set(metadata['booking_attempt']!, [...(madeBy.get(metadata['booking_attempt']!) ?? []), uid]);

  for (const [key, uids] of madeBy) if (uids.length > 1) note('double bookings', `${key}: ${uids.join(', ')}`);
  for (const {key, told, isToldCancelled, uid} of visitors.wishes) {
    const [made] = madeBy.get(key) ?? [];
    if (told.length === 0) note('attempts without a final answer', key);
    if (new Set(told).size > 1) note('answers that were not true', `${key}: ${told.join(', ')}`);
    if (told.length > 0 && told[0] !== (made === undefined ? told[0] : `booked ${made}`))
      note('answers that were not true', `${key}: ${told[0]}, and ${made} is there`);
    if (told[0]?.startsWith('booked') && made === undefined)
      note('answers that were not true', `${key}: ${told[0]}, and nothing is there`);
    if (isToldCancelled && bookings.find(booking => booking.uid === uid)?.status !== 'cancelled')
      note('answers that were not true', `${key}: cancelled`);
  }

  const truth = new Map(bookings.map(({uid, status}) => [uid, status as string]));
  const ended = acknowledged.filter(({trigger}) => ['BOOKING_CANCELLED', 'BOOKING_REJECTED'].includes(trigger));
  await forAll(visitors.acknowledged, async uid => {
    if ((await stateOf(uid)) !== 'accepted') note('acknowledged webhooks lost', uid);
  });
  await forAll(ended, async ({uid, trigger}) => {
    const state = await stateOf(uid);
    if (state !== truth.get(uid)) note('acknowledged webhooks lost', `${uid} ${trigger}: ${state}`);
  });

  // A webhook that never came is nothing a proxy can know of before it asks, which takes it minutes to hours by itself:
  // whoever
  // reads the booking through it is told, and so is everybody who follows it.
  const unheard = missed();
  let behind = 0;
  const tokens = new Map(visitors.wishes.map(({uid, live}) => [uid, live]));
  const shown = async (uid: string): Promise<string | undefined> => {
    const token = tokens.get(uid);
    if (token === undefined) return stateOf(uid);
    return (await get('/live', {accept: 'application/json', authorization: `Bearer ${token}`})).view?.state;
  };
  await forAll([...truth], async ([uid, status]) => {
    const before = await shown(uid);
    if (before !== status && unheard.has(uid)) behind += 1;
    else if (before !== status) note('pages that are wrong', `${uid}: shown as ${before}, is ${status}`);
    const read = (await get(`/v2/bookings/${uid}`)).data?.status;
    if (read !== status) note('pages that are wrong', `${uid}: read as ${read}, is ${status}`);
    const after = await shown(uid);
    if (after !== status) note('pages that are wrong', `${uid}: shown as ${after} after it was read, is ${status}`);
  });
  const figures = {
    attempts: visitors.wishes.length,
    bookings: bookings.length,
    'webhooks acknowledged': visitors.acknowledged.length + acknowledged.length,
    'bookings of which a webhook never came': unheard.size,
    'of these shown as they were until read': behind,
    kills: proxies.reduce((sum, {counts}) => sum + counts.kills, 0),
    'starts refused': proxies.reduce((sum, {counts}) => sum + counts.refusedStarts, 0),
  };
  return {faults, figures};
}
