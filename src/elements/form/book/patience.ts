import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Says how long something has taken: 0 at once, 1 when people start to wonder, 2 when they think of leaving. */
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
