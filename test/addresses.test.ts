import {globSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';

/**
 * Every place of the kit where an address becomes a link, a frame, a script or a request, and what bounds it. A new one
 * has to pass `toLink` of core (in a text `toTextLink`, which lets `mailto:` and `tel:` pass too), and gets its line here.
 */
const known: Readonly<Record<string, string>> = {
  'src/client/prefetch.ts fetch(address': 'baseAddress',
  'src/client/prefetch.ts fetch(input': 'baseAddress',
  'src/client/http.ts doFetch(addressOf(base': 'baseAddress',
  'src/client/live/live-request.ts doFetch(url': 'toLink',
  "src/client/live/subscribe.ts doFetch(`${url.split('?')[0]}/sessions`": 'toLink',
  'src/elements/change/render-add.ts .href = address': 'a blob of our own',
  'src/elements/change/render-add.ts href=${url}': 'calendarLinks, whose hosts are written there',
  'src/core/page/write-description.ts href="${href}"': 'toTextLink, in parseMarkdown',
  'src/elements/form/pick/render-description.ts href=${href}': 'toTextLink, in parseMarkdown',
  'src/elements/form/book/render-done.ts href=${link}': 'toLink',
  'src/elements/form/book/render-failed.ts href=${address}': 'toLink',
  'src/elements/inline/booking-inline.ts href=${page?.link?.url ?? toLink(this.origin) ?? nothing}':
    'resolveLink and toLink',
  'src/elements/popup/booking-popup.ts location.assign(this.page.link.url': 'resolveLink',
  'src/elements/questions/render-summary.ts href="#${slug}"': 'a place of the same page',
  'src/elements/status/render-parts.ts href=${link}': 'toLink',
  'src/embed/frame.ts .src = frameUrl(options, this.namespace)': 'resolveLink',
  'src/embed/embed-js/runtime.ts .src = url': 'mayLoadScript',
  'src/proxy/cal/account/console.ts fetch(`${calApiUrl}${path}`': 'the API of the settings',
  'src/proxy/cal/upstream/upstream.ts fetch(`${settings.calApiUrl}${path}${search}`': 'the API of the settings',
  'src/proxy/page/serve/send-to-self.ts fetch(new Request(new URL(basePath + path': 'the proxy itself, as a function',
  'src/proxy/observe/fetch.ts fetch(input': 'the API of the settings',
  'src/proxy/page/details/render-details.ts href="#${id}"': 'a place of the same page',
  'src/proxy/page/render-done.ts href="${addressOf(view, {}': 'readPage, or an address of our own',
  'src/proxy/page/render-done.ts href="${href}"': 'readPage, or an address of our own',
  'src/proxy/page/render-done.ts href="${joinUrl}"': 'toLink',
  'src/proxy/page/render-failure.ts href="${retry}"': 'an address of our own',
  'src/proxy/page/render-notice.ts href="${bookingUrl}"': 'toLink, where it is decoded',
  'src/proxy/page/render-form.ts href="${bookingUrl}"': 'toLink, where it is decoded',
  'src/proxy/page/render-notice.ts href="${href}"': 'readPage, or an address of our own',
  'src/proxy/ops/answer-failure.ts href="${opsBase(c, context)}"': 'an address of our own',
  'src/proxy/ops/render-booking.ts href="${base}': 'an address of our own',
  'src/proxy/ops/render-overview.ts action="${base}': 'an address of our own',
  [`src/proxy/ops/render-overview.ts href="\${runsAddress(base, {effect, state: 'failed', reason, ...(status === null ? {}`]:
    'an address of our own',
  'src/proxy/ops/render-overview.ts href="${runsAddress(base, {effect: name, state}': 'an address of our own',
  'src/proxy/ops/render-overview.ts href="${runsAddress(base, {effect: name}': 'an address of our own',
  'src/proxy/ops/render-run.ts action="${base}': 'an address of our own',
  'src/proxy/ops/render-run.ts href="${base}': 'an address of our own',
  'src/proxy/ops/render-runs.ts action="${base}': 'an address of our own',
  'src/proxy/ops/render-runs.ts href="${base}': 'an address of our own',
  'src/proxy/ops/render-runs.ts href="${runsAddress(base, older)}"': 'an address of our own',
  'src/proxy/ops/render-runs.ts href="${runsAddress(base, query)}"': 'an address of our own',
  'src/proxy/ops/render-shell.ts action="${base}': 'an address of our own',
  'src/proxy/ops/render-shell.ts href="${base}"': 'an address of our own',
  'src/proxy/ops/styles.ts fetch(location.href': 'the page itself',
};

const assignments = [
  /\b(?:href|src|action|formaction|poster|srcdoc)=(?:"?#?\$\{[^}]*(?:\{\}[^}]*)?\}"?)/g,
  /\.(?:href|src|action|srcdoc) = [^;\n]+(?=;)/g,
  /\b(?:window\.open|location\.(?:assign|replace)|navigator\.sendBeacon|importScripts|new EventSource|new Worker)\([^,)]*/g,
  /(?:\b(?:window|document)\.location|\blocation\.href) = [^;\n]+/g,
  /\bdoFetch\([^,)]+(?:\)[^,)]+)?/g,
  /(?<![\w.])fetch\((?!path|init|\)|url, init|request)[^,)]+/g,
];

function find(): string[] {
  const found = new Set<string>();
  for (const file of globSync('src/**/*.ts')) {
    if (/proxy.(commands|mount|openapi)|locales/.test(file)) continue;
    const code = readFileSync(file, 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/^\s*\/\/.*$/gm, '');
    for (const pattern of assignments) for (const [text] of code.matchAll(pattern)) found.add(`${file} ${text}`);
  }
  return [...found].sort();
}

test('every address that becomes a link, a frame, a script or a request goes through the one function', () => {
  expect(find().filter(place => known[place] === undefined)).toEqual([]);
});

test('of what is said about such places all is still there', () => {
  expect(Object.keys(known).filter(place => !find().includes(place))).toEqual([]);
});
