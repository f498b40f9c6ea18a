import {canBecome} from '../../embed/config.ts';
import type {EmbedHandle, EmbedOptions, EmbedTransport} from '../../embed/transport.ts';
import {makeOwn} from '../base/own.ts';
import type {PageRequest} from './page-request.ts';
import type {TransportName} from './transports.ts';

type Listener = Pick<EmbedOptions, 'onMessage' | 'onError'>;

/** A booking page that was started before its element's code has loaded. */
export interface StartedPage {
  readonly container: HTMLElement;
  readonly handle: EmbedHandle;
  /** Whether it matches the element's settings, or can be updated to match. */
  isFor(transport: unknown, request: PageRequest): boolean;
  /** Passes all messages to the element, including earlier ones. */
  follow(listener: Listener): void;
}

// A registered symbol, because `page.js` and the element have two copies of this file.
const key = Symbol.for('booking-started');

type Host = HTMLElement & {[key]?: StartedPage | undefined};

const asked = ({path, base, config}: PageRequest) => JSON.stringify([path, base, config]);

/**
 * Starts an element's booking page inside the element. Its container gets `data-embedded` once the page is usable; then
 * the promise resolves. It never does if that fails, which the element handles.
 */
export function startPage(
  host: Host,
  name: TransportName,
  transport: EmbedTransport,
  request: PageRequest,
  title: string,
): Promise<void> {
  let resolve!: () => void;
  const usable = new Promise<void>(done => (resolve = done));
  const earlier: ((listener: Listener) => void)[] = [];
  let listener: Listener | undefined;
  const tell = (event: (listener: Listener) => void) => (listener ? event(listener) : void earlier.push(event));

  const container = makeOwn(document.createElement('div'));
  container.slot = 'embed';
  // Keeps the focus out of a page that is not visible yet.
  container.inert = true;
  host.append(container);
  const handle = transport.mount(container, {
    ...request,
    title,
    onMessage(message) {
      if (message.type === 'ready') {
        container.dataset['embedded'] = '';
        container.inert = false;
        resolve();
      }
      tell(({onMessage}) => onMessage(message));
    },
    onError: error => tell(({onError}) => onError(error)),
  });
  host[key] = {
    container,
    handle,
    isFor: (other, now) => other === name && asked(now) === asked(request) && canBecome(request.ui, now.ui),
    follow(next) {
      listener = next;
      // The element makes itself inert when needed.
      container.inert = false;
      for (const event of earlier.splice(0)) event(next);
    },
  };
  return usable;
}

/** Returns the booking page that was started for the element, once. */
export function takeStartedPage(host: Host): StartedPage | undefined {
  const page = host[key];
  delete host[key];
  return page;
}
