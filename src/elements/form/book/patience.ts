import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Tracks how long a request takes: level 0 at first, 1 after 1.5 seconds, 2 after 8 seconds. */
export class Patience implements ReactiveController {
  level: 0 | 1 | 2 = 0;

  #host: ReactiveControllerHost;
  #timers: ReturnType<typeof setTimeout>[] = [];

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  start(): void {
    this.stop();
    this.#timers = [this.#after(1500, 1), this.#after(8000, 2)];
  }

  stop(): void {
    this.#timers.forEach(clearTimeout);
    this.level = 0;
  }

  hostDisconnected(): void {
    this.stop();
  }

  #after(ms: number, level: 1 | 2) {
    return setTimeout(() => {
      this.level = level;
      this.#host.requestUpdate();
    }, ms);
  }
}
