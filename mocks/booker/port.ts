import type {BookerConfig, Port} from './config.ts';

/**
 * The iframe's side of Cal.com's embed protocol (cal-embed.md §3). Runs in the page as text, so it must not use
 * anything from outside itself. Query parameters for tests: `mock-silent` sends nothing at all, `mock-never` never
 * becomes ready, `mock-delay` waits before it does (ms), `mock-fail` fails with that code, `mock-frames` is driven by
 * animation frames, like Cal.com's page until June 2025.
 */
export function openPort(config: BookerConfig): Port {
  const params = new URLSearchParams(location.search);
  const embedded = window.parent !== window && !params.has('mock-silent') && params.get('preload') !== 'true';
  const namespace =
    params.get('embed') ?? (window.name.startsWith('cal-embed=') ? window.name.slice('cal-embed='.length) : '');
  const prerendering = params.get('prerender') === 'true';
  const listeners: (() => void)[] = [];
  let connected = !prerendering;
  let measured = 0;
  let lastHeight = 0;
  let loaded = false;
  let viewed = false;

  const quiet = ['__iframeReady', '__dimensionChanged', '__connectInitiated', 'linkPrerendered'];
  function send(type: string, data: unknown = {}) {
    if (!embedded || (!connected && !quiet.includes(type))) return;
    parent.postMessage({originator: 'CAL', type, namespace, fullType: `CAL:${namespace}:${type}`, data}, '*');
  }

  function measure() {
    const main = document.querySelector('main');
    if (!main) return;
    const style = getComputedStyle(main);
    const height =
      measured === 0
        ? document.documentElement.scrollHeight
        : Math.ceil(main.offsetHeight + parseFloat(style.marginTop) + parseFloat(style.marginBottom));
    if (height === 0 || (measured > 1 && height === lastHeight)) return;
    lastHeight = height;
    send('__dimensionChanged', {
      iframeHeight: height,
      iframeWidth: document.documentElement.scrollWidth,
      isFirstTime: measured === 0,
    });
    measured += 1;
  }

  function view() {
    const {eventType} = config;
    if (!connected || !eventType || document.body.style.visibility === 'hidden') return;
    if (!viewed)
      send(
        'bookerViewed',
        loaded
          ? {eventId: eventType.id, eventSlug: eventType.slug, slotsLoaded: true}
          : {eventId: null, eventSlug: null, slotsLoaded: false},
      );
    viewed = true;
    if (!loaded) return;
    send('bookerReady', {eventId: eventType.id, eventSlug: eventType.slug});
    send('availabilityLoaded', {eventId: eventType.id, eventSlug: eventType.slug});
  }

  function after(ms: number, task: () => void) {
    if (params.has('mock-frames')) requestAnimationFrame(task);
    else setTimeout(task, ms);
  }

  function finish() {
    if (measured < 2) {
      after(50, finish);
      return;
    }
    const code = params.get('mock-fail') ?? (config.status === 200 ? undefined : String(config.status));
    document.body.style.visibility = '';
    if (code) {
      send('linkFailed', {code, msg: 'Problem loading the link', data: {url: location.href}});
      return;
    }
    send(connected ? 'linkReady' : 'linkPrerendered');
    view();
  }

  function applyUi(ui: {
    theme?: string;
    hideEventTypeDetails?: boolean;
    layout?: string;
    colorScheme?: string;
    cssVarsPerTheme?: Record<string, Record<string, string>>;
  }) {
    const root = document.documentElement;
    if (ui.theme)
      root.className =
        ui.theme === 'auto' ? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light') : ui.theme;
    if (ui.hideEventTypeDetails !== undefined)
      document.body.toggleAttribute('data-hide-details', ui.hideEventTypeDetails);
    if (ui.layout) document.body.dataset['layout'] = ui.layout;
    if (ui.colorScheme) root.style.colorScheme = ui.colorScheme;
    if (!ui.cssVarsPerTheme) return;
    let sheet = document.getElementById('embed-css-vars');
    if (!sheet) {
      sheet = document.createElement('style');
      sheet.id = 'embed-css-vars';
      document.head.append(sheet);
    }
    sheet.textContent = Object.entries(ui.cssVarsPerTheme)
      .map(
        ([theme, vars]) =>
          `.${theme}{${Object.entries(vars)
            .map(([name, value]) => `--${name}:${value}!important`)
            .join(';')}}`,
      )
      .join('');
  }

  function connect(arg: Record<string, unknown>) {
    send('__connectInitiated');
    // Old and new versions of embed.js differ: one sends the flat config, the other {config, params}.
    const {config: nested, params: more} = arg as {config?: Record<string, unknown>; params?: Record<string, unknown>};
    for (const [name, value] of Object.entries({...(nested ?? arg), ...more})) {
      params.delete(name);
      for (const each of [value].flat())
        if (each !== undefined && each !== null && typeof each !== 'object') params.append(name, String(each));
    }
    connected = true;
    for (const listener of listeners) listener();
    send('__connectCompleted');
    send('linkReady');
    view();
  }

  addEventListener('message', (event: MessageEvent) => {
    const data = event.data as {originator?: string; method?: string; arg?: Record<string, unknown>} | null;
    if (data?.originator !== 'CAL' || typeof data.method !== 'string') return;
    if (data.method === 'parentKnowsIframeReady' && !params.has('mock-never'))
      setTimeout(finish, Number(params.get('mock-delay') ?? 0));
    if (data.method === 'ui') applyUi(data.arg ?? {});
    if (data.method === 'connect') connect(data.arg ?? {});
  });

  applyUi({
    theme: params.get('theme') ?? 'auto',
    layout: params.get('layout') ?? undefined,
    colorScheme: params.get('ui.color-scheme') ?? undefined,
  });
  if (embedded) {
    send('__iframeReady', {isPrerendering: prerendering});
    const begin = () =>
      after(100, () => {
        send('__windowLoadComplete');
        measure();
        after(50, () => {
          measure();
          new ResizeObserver(measure).observe(document.querySelector('main')!);
        });
      });
    if (document.readyState === 'complete') begin();
    else addEventListener('load', begin);
    if (params.get('embedType') === 'modal') {
      document.addEventListener('click', ({target}) => {
        if (target instanceof Element && target.isConnected && !target.closest('main')) send('__closeIframe');
      });
    }
  } else {
    document.body.style.visibility = '';
  }

  return {
    send,
    params,
    onConnect: listener => listeners.push(listener),
    slotsLoaded() {
      if (loaded) return;
      loaded = true;
      view();
    },
  };
}
