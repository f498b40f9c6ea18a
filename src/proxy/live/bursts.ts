/** Calls back once after some milliseconds; returns what cancels it. */
export type After = (ms: number, callback: () => void) => () => void;

/** The system's timers; they keep no process alive. */
export const systemAfter: After = (ms, callback) => {
  const timer = setTimeout(callback, ms).unref();
  return () => clearTimeout(timer);
};

/** Cal.com tells a payment and the booking it confirms within one of these. */
const windowMs = 250;

/** Thins out what comes in quick succession. */
export interface Burst<Message> {
  offer(message: Message): void;
  stop(): void;
}

/**
 * Passes the first message on at once. Of those that follow within 250 ms of the last one passed on, `join` makes one,
 * which is passed on when that time is over: whoever waits hears early, and nobody hears more than four a second.
 */
export function createBurst<Message>(
  pass: (message: Message) => void,
  join: (held: Message, next: Message) => Message,
  after: After,
): Burst<Message> {
  let held: Message | undefined;
  let isOpen = false;
  let cancel = () => {};

  function open(message: Message): void {
    isOpen = true;
    pass(message);
    cancel = after(windowMs, close);
  }

  function close(): void {
    const message = held;
    held = undefined;
    isOpen = false;
    if (message !== undefined) open(message);
  }

  return {
    offer(message) {
      if (!isOpen) open(message);
      else held = held === undefined ? message : join(held, message);
    },
    stop: () => cancel(),
  };
}
