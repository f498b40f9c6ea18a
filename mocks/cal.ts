import {http, type HttpHandler} from 'msw';
import {answerApi} from './api/router.ts';
import {createThrottle} from './api/throttle.ts';
import {answerBooker} from './booker/routes.ts';
import {answerControl} from './control-routes.ts';
import {createControls, type Controls} from './controls.ts';
import type {Faults} from './faults.ts';
import {createLog, type LogEntry} from './log.ts';
import {iso} from './world/time.ts';
import {createSender} from './webhooks/sender.ts';
import {createWorld, type CalOptions, type World} from './world/world.ts';

/** A stand-in for Cal.com: its API, booking pages and webhooks over one state in memory. */
export interface Cal {
  /** For msw's setupServer and setupWorker: the same answers at the addresses in the options. */
  readonly handlers: HttpHandler[];
  readonly controls: Controls;
  readonly world: World;
  /** Answers any request below the base path; a broken connection is a `Response.error()`. */
  fetch(request: Request): Promise<Response>;
  /** Calls `listener` for every request and delivery; returns a function that unsubscribes. */
  onLog(listener: (entry: LogEntry) => void): () => void;
  /** Cancels everything in progress. */
  close(): void;
}

/** Creates a stand-in without bookings. Runs in Node and in browsers. */
export function createCal(options: CalOptions = {}): Cal {
  const log = createLog();
  const world = createWorld(options, entry => log.add(entry));
  const sender = createSender(world);
  const faults: Faults = {down: false, next: []};
  const throttle = createThrottle(world.now);
  const controls = createControls({world, sender, faults, log, resetThrottle: throttle.reset});
  const {basePath} = world.options;

  async function route(request: Request, address: string): Promise<Response> {
    const path = address.replace(/\?.*$/, '');
    if (path.startsWith('/__control/'))
      return answerControl(controls, request, path.slice('/__control/'.length), world.now());
    if (faults.down === 'reset') return Response.error();
    if (faults.down)
      return new Response('<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>', {
        status: 503,
        headers: {'content-type': 'text/html'},
      });
    if (path === '/v2' || path.startsWith('/v2/'))
      return answerApi({world, announce: sender.announce, faults, throttle}, request, address);
    return answerBooker({world, announce: sender.announce, faults}, request, new URL(address, world.options.origin));
  }

  async function fetch(request: Request): Promise<Response> {
    const {pathname, search} = new URL(request.url);
    const below = basePath !== '' && (pathname === basePath || pathname.startsWith(`${basePath}/`));
    const address = `${below ? pathname.slice(basePath.length) || '/' : pathname}${search}`;
    const response = await route(request, address);
    if (!address.startsWith('/__control/') && request.method !== 'OPTIONS') {
      const version = request.headers.get('cal-api-version');
      world.log({
        kind: 'request',
        at: iso(world.now()),
        method: request.method,
        path: address,
        status: response.status,
        withKey: request.headers.has('authorization'),
        ...(version === null ? {} : {version}),
      });
    }
    return response;
  }

  const {api, origin} = world.options;
  const addresses = new Set([`${api}${basePath}/v2/*`, `${origin}${basePath}/*`]);
  return {
    handlers: [...addresses].map(address => http.all(address, ({request}) => fetch(request))),
    controls,
    world,
    fetch,
    onLog: listener => log.onEntry(listener),
    close: () => sender.stop(),
  };
}
