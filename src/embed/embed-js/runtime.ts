import {BookingError} from '../../core/model/error.ts';
import {scriptUrl} from '../link.ts';
import {mayLoadScript} from './script-bases.ts';

declare global {
  interface Window {
    Cal?: Cal;
  }
}

/** embed.js's state of one namespace: the fields to clear before it is reused. */
export interface CalInstance {
  iframe?: HTMLIFrameElement | undefined;
  inlineEl?: Element | undefined;
  modalBox?: Element | undefined;
  iframeReady?: boolean;
  iframeDoQueue?: unknown[];
}

/** The function that sends instructions to a namespace of embed.js; calls wait in `q` until embed.js runs. */
export interface CalNamespace {
  (...instruction: unknown[]): void;
  q?: unknown[];
  instance?: CalInstance;
}

/** `window.Cal`, the default namespace. */
export interface Cal extends CalNamespace {
  ns?: Record<string, CalNamespace>;
  /** A script tag was inserted; embed.js may not run yet. */
  loaded?: boolean;
  /** Set once embed.js runs. */
  version?: string;
}

function createNamespace(): CalNamespace {
  const namespace: CalNamespace = (...instruction) => void namespace.q?.push(instruction);
  namespace.q = [];
  return namespace;
}

/**
 * Creates the queue that embed.js expects: calls wait, and `init` with a name opens a namespace. Also serves the page's
 * own calls.
 */
function createQueue(): Cal {
  const cal: Cal = (...instruction) => {
    const [name, namespace] = instruction;
    if (name !== 'init' || typeof namespace !== 'string') return void cal.q?.push(instruction);
    const spaces = (cal.ns ??= {});
    spaces[namespace] ??= createNamespace();
    spaces[namespace](...instruction);
    cal.q?.push(['initNamespace', namespace]);
  };
  return Object.assign(cal, {q: [], ns: {}, loaded: false});
}

/** Returns the page's `window.Cal`, or creates a queue in its place. Loads nothing. */
export function openQueue(): Cal {
  // An element with the id `Cal` would also be found under this name.
  return typeof window.Cal === 'function' ? window.Cal : (window.Cal = createQueue());
}

/** Tag names that embed.js defines; it fails permanently if one is taken. */
const names = ['cal-modal-box', 'cal-floating-button', 'cal-inline'];

function blocked(message: string, cause?: unknown): BookingError {
  return new BookingError('embed_blocked', message, {cause});
}

function insertScript(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.async = true;
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(
        blocked(
          `${url} could not be loaded. A content blocker, ` +
            "the page's Content-Security-Policy (script-src) or the network stopped it.",
        ),
      );
    };
    try {
      script.src = url;
      document.head.append(script);
    } catch (error) {
      reject(blocked(`${url} may not be loaded here. The page's Trusted Types policy refuses it.`, error));
    }
  });
}

/** Milliseconds to wait for the script of the page's own snippet before loading another. */
const patienceMs = 3000;

function eventually(cal: Cal, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const timer = setInterval(() => {
      const isOver = performance.now() - startedAt > patienceMs;
      if (cal.version === undefined && !signal.aborted && !isOver) return;
      clearInterval(timer);
      if (isOver) reject(blocked("The embed.js of the page's own snippet does not start."));
      else resolve();
    }, 50);
  });
}

let loading: {url: string; done: Promise<void>} | undefined;

function load(cal: Cal, url: string): Promise<void> {
  const {loaded} = cal;
  const run = async (): Promise<void> => {
    try {
      await insertScript(url);
      if (cal.version === undefined)
        throw blocked(`${url} was loaded but did not start. See its error in the console.`);
    } catch (error) {
      loading = undefined;
      cal.loaded = loaded ?? false;
      throw error;
    }
  };
  cal.loaded = true;
  const done = run();
  loading = {url, done};
  return done;
}

/** Queues whose own script never loaded. */
const abandoned = new WeakSet<Cal>();

async function anyScript(cal: Cal, url: string, signal: AbortSignal): Promise<void> {
  if (loading) {
    const {url: other, done} = loading;
    return done.catch((error: unknown) => {
      // The script of another origin failed; this one may load.
      if (other === url) throw error;
      return loading?.done ?? load(cal, url);
    });
  }
  if (!cal.loaded || abandoned.has(cal)) return load(cal, url);
  return eventually(cal, signal).catch(() => {
    abandoned.add(cal);
    return loading?.done ?? load(cal, url);
  });
}

/**
 * Waits until embed.js runs, loading it from `base` if nothing on the page has: one script serves all origins. Rejects
 * with `embed_blocked`; the next call tries again. Resolves without embed.js only if `signal` is aborted.
 */
export async function runtimeReady(cal: Cal, base: string, signal: AbortSignal): Promise<void> {
  if (cal.version !== undefined) return;
  const taken = names.find(name => customElements.get(name));
  if (taken) {
    throw blocked(
      `embed.js cannot start: <${taken}> is already defined, ` +
        'by another script or because embed.js ran before window.Cal was set.',
    );
  }
  // The last check: whoever the caller is, markup never decides where a script comes from.
  if (!mayLoadScript(base)) throw blocked(`${base} may not load a script here: see allowCalScripts().`);
  const own = scriptUrl(base);
  // A script being loaded for another origin's booking page serves this one as well, unless it fails.
  const preloads = document.head.querySelectorAll<HTMLLinkElement>('link[rel="preload"][href$="/embed/embed.js"]');
  const ahead = [...preloads].find(({href}) => mayLoadScript(href.slice(0, -'/embed/embed.js'.length)))?.href ?? own;
  await anyScript(cal, ahead, signal).catch((error: unknown) => {
    if (ahead === own) throw error;
    return anyScript(cal, own, signal);
  });
}
