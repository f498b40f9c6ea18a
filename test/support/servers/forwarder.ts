import {createServer, connect, type AddressInfo, type Socket} from 'node:net';

/** An address that stays while the server behind it moves, and a network that fails on demand. */
export interface Forwarder {
  port: number;
  /** Cuts every connection, as a router that forgets them does. */
  cut(): void;
  /** Carries nothing more, and tells nobody, until the returned function is called; what is open then is lost. */
  stall(): () => void;
  close(): void;
}

/** Forwards from a free port of 127.0.0.1 to whatever `port` returns when a connection is made. */
export async function openForwarder(port: () => number): Promise<Forwarder> {
  const sockets = new Set<Socket>();
  let isStalled = false;
  const cut = () => sockets.forEach(socket => socket.destroy());
  const server = createServer(near => {
    const far = connect(port(), '127.0.0.1');
    for (const socket of [near, far])
      sockets.add(
        socket.on('error', () => {}).on('close', () => void (near.destroy(), far.destroy(), sockets.delete(socket))),
      );
    near.pipe(far).pipe(near);
    if (isStalled) for (const socket of [near, far]) socket.unpipe().pause();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    stall() {
      isStalled = true;
      for (const socket of sockets) socket.unpipe().pause();
      return () => {
        isStalled = false;
        cut();
      };
    },
    close: () => (server.close(), cut()),
  };
}
