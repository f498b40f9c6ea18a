import {canBecome} from '../../embed/config.ts';
import type {EmbedHandle, EmbedOptions, EmbedTransport} from '../../embed/transport.ts';
import {makeOwn} from '../base/own.ts';
import type {PageRequest} from './page-request.ts';
import type {TransportName} from './transports.ts';

type Listener = Pick<EmbedOptions, 'onMessage' | 'onError'>;

/** A booking page that is shown before its element's code is there. */
export interface StartedPage {
  readonly container: HTMLElement;
  readonly handle: EmbedHandle;
  /** Whether it is what its element asks for by now, or can become that. */
  isFor(transport: unknown, request: PageRequest): boolean;
  /** Tells the element everything from now on, and at once what was told before. */
  follow(listener: Listener): void;
}

// Of the registry, because what begins a page and its element may come from two copies of the kit.
const key = Symbol.for('booking-started');

type Host = HTMLElement & {[key]?: StartedPage | undefined};

const asked = ({path, base, config}: PageRequest) => JSON.stringify([path, base, config]);

/** Begins the page of an element that will take it over, inside of the element. It has `data-embedded` once it can be used. */
export function startPage(
  host: Host,
  name: TransportName,
  transport: EmbedTransport,
  request: PageRequest,
  title: string,
): void {
  const told: ((listener: Listener) => void)[] = [];
  let listener: Listener | undefined;
  const tell = (event: (listener: Listener) => void) => (listener ? event(listener) : void told.push(event));

  const container = makeOwn(document.createElement('div'));
  container.slot = 'embed';
  // Nobody gets into a page that is not to be seen yet.
  container.inert = true;
  host.append(container);
  const handle = transport.mount(container, {
    ...request,
    title,
    onMessage(message) {
      if (message.type === 'ready') {
        container.dataset['embedded'] = '';
        container.inert = false;
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
      // From here on the element sees to it.
      container.inert = false;
      for (const event of told.splice(0)) event(next);
    },
  };
}

/** The page that was begun for the element; nobody else gets it. */
export function takeStartedPage(host: Host): StartedPage | undefined {
  const page = host[key];
  delete host[key];
  return page;
}
