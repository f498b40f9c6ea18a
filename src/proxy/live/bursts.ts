/** Calls back once after some milliseconds; the returned function cancels it. */
export type After = (ms: number, callback: () => void) => () => void;

/** The system's timers; they do not keep the process alive. */
export const systemAfter: After = (ms, callback) => {
  const timer = setTimeout(callback, ms).unref();
  return () => clearTimeout(timer);
};

/** Cal.com reports a payment and the booking it confirms within this time. */
const windowMs = 250;

/** Merges messages that arrive in quick succession. */
export interface Burst<Message> {
  offer(message: Message): void;
  stop(): void;
}

/**
 * Passes the first message on at once. Joins those that follow within 250 ms into one with `join` and passes it on
 * after that time: the first message has no delay, and there are at most four a second.
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
