/** What a vendor's server is asked. */
export interface Question {
  host: string;
  url: URL;
  body: string;
}

export interface Answer {
  type: string;
  text: string;
}

/** Answers a question to a vendor's server; undefined for questions to others. */
export type Vendor = (question: Question) => Answer | undefined;

const json = (value: unknown): Answer => ({type: 'application/json', text: JSON.stringify(value)});
const dayMs = 86_400_000;
const halfHourMs = 1_800_000;

/** Free times in UTC as milliseconds: 9:00 to 16:30 every half hour, on the working days of the next 60. */
function freeTimes(): number[] {
  const today = Math.floor(Date.now() / dayMs) * dayMs;
  const days = Array.from({length: 60}, (_, index) => today + (index + 1) * dayMs);
  return days
    .filter(day => ![0, 6].includes(new Date(day).getUTCDay()))
    .flatMap(day => Array.from({length: 16}, (_, index) => day + 18 * halfHourMs + index * halfHourMs));
}

const toIso = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** Nylas's scheduler: a configuration and its free times. */
export const nylas: Vendor = ({host, url}) => {
  if (host !== 'api.us.nylas.com') return undefined;
  if (url.pathname.includes('availability')) {
    const slots = freeTimes().map(ms => ({
      start_time: ms / 1000,
      end_time: (ms + halfHourMs) / 1000,
      emails: ['a@x.test'],
    }));
    return json({request_id: 'r', data: {order: [], time_slots: slots}});
  }
  const alice = {name: 'Alice', email: 'alice@x.test'};
  return json({
    request_id: 'r',
    data: {
      config_id: 'cfg',
      name: '30 min',
      language: 'en',
      organizer: alice,
      participants: [{...alice, is_organizer: true}],
      event_booking: {title: '30 min', description: 'A call', duration: 30, booking_type: 'booking', location: ''},
      availability: {duration_minutes: 30, availability_method: 'max-availability'},
      scheduler: {available_days_in_future: 60, min_booking_notice: 60, additional_fields: {}},
      appearance: {company_name: 'X'},
      disable_nylas_branding: true,
      require_session_auth: false,
    },
  });
};

/** Cronofy's availability: single times if the question has a format, else periods. */
export const cronofy: Vendor = ({host, body}) => {
  if (host !== 'api.cronofy.com') return undefined;
  const query = JSON.parse(body) as {query_periods: {start: string; end: string}[]; response_format?: string};
  const [from, to] = [Date.parse(query.query_periods[0]!.start), Date.parse(query.query_periods.at(-1)!.end)];
  const participants = [{sub: 'acc_1'}];
  const times = freeTimes()
    .filter(ms => ms >= from && ms < to)
    .map(ms => ({start: toIso(ms), end: toIso(ms + halfHourMs), participants}));
  return json(query.response_format ? {available_slots: times} : {available_periods: times});
};

/** Timekit's availability. */
export const timekit: Vendor = ({host, url}) => {
  if (host !== 'api.timekit.io') return undefined;
  if (!url.pathname.includes('availability')) return json({data: /resources$|timezone/.test(url.pathname) ? [] : {}});
  const toLocal = (ms: number) => toIso(ms).replace('Z', '+00:00');
  const resources = [{id: 'r1', name: 'Alice'}];
  return json({data: freeTimes().map(ms => ({start: toLocal(ms), end: toLocal(ms + halfHourMs), resources}))});
};

/** A booking page of Cal.com's that says at once that it is ready. */
export const calPages: Vendor = ({host, url}) => {
  if (!/(^|\.)cal\.com$/.test(host) || !url.pathname.startsWith('/rick/')) return undefined;
  const name = JSON.stringify(url.searchParams.get('embed') ?? '');
  const script = `
    const say = (type, data = {}) =>
      parent.postMessage({originator: 'CAL', fullType: 'CAL:' + ${name} + ':' + type, type, namespace: ${name}, data}, '*');
    say('__iframeReady', {isPrerendering: false});
    say('__dimensionChanged', {iframeHeight: 500, iframeWidth: 800, isFirstTime: true});
    say('linkReady');`;
  return {type: 'text/html', text: `<!doctype html><body style="margin:0;height:500px">Page<script>${script}</script>`};
};

/** Any page of a vendor that shows a frame only. */
export const calendly: Vendor = ({host}) =>
  host.endsWith('calendly.com') ? {type: 'text/html', text: '<!doctype html><body>Page'} : undefined;
