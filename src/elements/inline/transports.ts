import type {EmbedTransport} from '../../embed/transport.ts';

/** The ways to embed a booking page; each is loaded on demand. */
const transports = {
  'embed-js': async () => (await import('../../embed/embed-js/embed-js.ts')).embedJs,
  frame: async () => (await import('../../embed/frame.ts')).frame,
};

export type TransportName = keyof typeof transports;

/** Loads a transport by name; unknown names mean the default. */
export function loadTransport(name: TransportName | EmbedTransport): Promise<EmbedTransport> {
  if (typeof name === 'object') return Promise.resolve(name);
  return (Object.hasOwn(transports, name) ? transports[name] : transports['embed-js'])();
}
