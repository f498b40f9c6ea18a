import {calendly, calPages, cronofy, nylas, timekit, type Vendor} from './answers.ts';

/** A page with a booking front end, as its guide writes it. */
export interface Scenario {
  name: string;
  /** A floor to compare with, a front end that draws its own times, or one that shows the vendor's page in a frame. */
  kind: 'floor' | 'times' | 'frame';
  head?: string;
  body?: string;
  /** A module that Vite bundles, from the peers' packages and the kit's own. */
  module?: string;
  /** Packages' folders that the page loads as they are, by the path they are served under. */
  folders?: Readonly<Record<string, string>>;
  vendor?: Vendor;
  /**
   * An expression that is true once the first time, or else the frame, can be seen. `find` takes selectors through
   * shadow roots (`>>>`), `button` an expression for a button's text; `once` runs a function once.
   */
  shown: string;
}

/** The name of the scenario that frames are compared with. */
export const calSnippet = "Cal.com's snippet";

const root = '<div id="root"></div>';
const react = (more: string, element: string) => `
  import {createElement} from 'react';
  import {createRoot} from 'react-dom/client';
  ${more}
  createRoot(document.getElementById('root')).render(${element});`;
const nylasShown = `visible(find('nylas-scheduling >>> nylas-timeslot-picker >>> button'))`;
/** A frame counts once its page has said that it is ready, which the page's script notes. */
const calShown = (frame: string) => `window.calReady && visible(find('${frame}'))`;

/** Cal.com's snippet, as its guide has it, in our words: a queue until embed.js is there. */
const snippet = `<script>
  window.Cal = (...args) => {
    if (!Cal.loaded) {
      Object.assign(Cal, {ns: {}, q: [], loaded: true});
      document.head.append(Object.assign(document.createElement('script'), {src: 'https://app.cal.com/embed/embed.js'}));
    }
    Cal.q.push(args);
  };
  Cal('init', {origin: 'https://app.cal.com'});
  Cal('inline', {elementOrSelector: '#cal', calLink: 'rick/30min'});
</script>`;
const calScript = {'/embed/': '@calcom/embed-core/dist/embed/'};

const cronofyPicker = (name: string, more: string) => `
  import * as CronofyElements from 'cronofy-elements';
  const start = new Date(Date.now() + 3_600_000).toISOString().slice(0, 19) + 'Z';
  const end = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 19) + 'Z';
  CronofyElements.${name}({
    element_token: 'token', data_center: 'us', target_id: 'root', tzid: 'Europe/Berlin', callback() {},
    availability_query: {
      participants: [{required: 'all', members: [{sub: 'acc_1'}]}],
      required_duration: {minutes: 30},
      query_periods: [{start, end}],
    },
    ${more}
  });`;

const peers: Scenario[] = [
  {
    name: 'Lit, an empty element',
    kind: 'floor',
    module: `
      import {html, LitElement} from 'lit';
      customElements.define('empty-element', class extends LitElement { render() { return html\`<p>Ready</p>\`; } });
      document.body.append(document.createElement('empty-element'));`,
    shown: `visible(find('empty-element >>> p'))`,
  },
  {
    name: 'React, an empty component',
    kind: 'floor',
    body: root,
    module: react('', "createElement('p', {id: 'ready'}, 'Ready')"),
    shown: `visible(find('#ready'))`,
  },
  {
    name: 'Nylas, from its CDN',
    kind: 'times',
    body: root,
    head: `<script type="module">
      import {defineCustomElement} from '/nylas/nylas-scheduling.es.js';
      defineCustomElement();
      const element = document.createElement('nylas-scheduling');
      Object.assign(element, {schedulerApiUrl: 'https://api.us.nylas.com', configurationId: 'cfg'});
      document.getElementById('root').append(element);
    </script>`,
    folders: {'/nylas/': '@nylas/web-elements/dist/cdn/nylas-scheduling/'},
    vendor: nylas,
    shown: nylasShown,
  },
  {
    name: 'Nylas, React',
    kind: 'times',
    body: root,
    module: react(
      "import {NylasScheduling} from '@nylas/react';",
      "createElement(NylasScheduling, {configurationId: 'cfg', schedulerApiUrl: 'https://api.us.nylas.com'})",
    ),
    vendor: nylas,
    shown: nylasShown,
  },
  {
    name: 'Cronofy DateTimePicker',
    kind: 'times',
    body: root,
    module: cronofyPicker('DateTimePicker', ''),
    vendor: cronofy,
    shown: `button(/\\d:\\d\\d [AP]M/)`,
  },
  {
    name: 'Cronofy SlotPicker',
    kind: 'times',
    body: root,
    module: cronofyPicker('SlotPicker', ''),
    vendor: cronofy,
    // The days come first; a visitor presses one.
    shown: `(once(() => button(/^(Mon|Tue|Wed|Thu|Fri)/)), button(/\\d:\\d\\d/))`,
  },
  {
    name: 'Timekit',
    kind: 'times',
    head: '<link rel="stylesheet" href="/timekit/booking.min.css">',
    body: `<div id="bookingjs"></div><script src="/timekit/booking.min.js"></script><script>
      new TimekitBooking().init({app_key: 'test_widget_key_x', resources: ['r1'], availability: {length: '30 minutes'}});
    </script>`,
    folders: {'/timekit/': 'timekit-booking/public/build/'},
    vendor: timekit,
    shown: `visible(find('.fc-event, .fc-list-event, .fc-timegrid-event'))`,
  },
  {
    name: calSnippet,
    kind: 'frame',
    body: `<div id="cal"></div>${snippet}`,
    folders: calScript,
    vendor: calPages,
    shown: calShown('iframe.cal-embed'),
  },
  {
    name: 'react-calendly',
    kind: 'frame',
    body: root,
    module: react(
      "import {InlineWidget} from 'react-calendly';",
      "createElement(InlineWidget, {url: 'https://calendly.com/rick/30min'})",
    ),
    vendor: calendly,
    shown: `visible(find('iframe'))`,
  },
];

const tag = '<script type="module" src="/kit/page.js"></script>';
const inline = (attributes: string) => `<booking-inline cal-link="rick/30min" ${attributes}></booking-inline>`;

/** The kit, by its one script tag. The API is the stand-in's. */
const own: Scenario[] = [
  {
    name: '<booking-form>',
    kind: 'times',
    head: `<link rel="preconnect" href="https://api.cal.com" crossorigin>${tag}`,
    body: '<booking-form cal-link="rick/30min"></booking-form>',
    shown: `visible(find('booking-form >>> [data-server] >>> .slot')) || visible(find('booking-form >>> booking-slots >>> [role=radio]'))`,
  },
  ...(['embed-js', 'frame'] as const).map((transport): Scenario => ({
    name: `<booking-inline> over ${transport}`,
    kind: 'frame',
    head: tag,
    body: inline(`transport="${transport}"`),
    folders: calScript,
    vendor: calPages,
    shown: calShown('booking-inline iframe'),
  })),
  {
    name: '<booking-inline> and a hint',
    kind: 'frame',
    head: `<link rel="preload" as="script" href="https://app.cal.com/embed/embed.js">${tag}`,
    body: inline(''),
    folders: calScript,
    vendor: calPages,
    shown: calShown('booking-inline iframe'),
  },
];

export const scenarios: readonly Scenario[] = [...peers, ...own];
