import type {Cal, CalNamespace} from '../../src/embed/embed-js/runtime.ts';

/** What was asked of a namespace, in order. */
export type Instruction = [name: string, argument: Record<string, unknown>];

export interface FakeCal extends Cal {
  /** Instructions of all namespaces. */
  calls: {namespace: string; instruction: Instruction}[];
  opened: string[];
}

/** A running embed.js without its looks: `inline` shows an empty frame of the page's own origin. */
export function fakeCal(): FakeCal {
  const ns: Record<string, CalNamespace> = {};
  const open = (name: string) => {
    const instance = {iframeReady: false, iframeDoQueue: [] as unknown[]};
    ns[name] ??= Object.assign(
      (...[instruction, argument]: unknown[]) => {
        cal.calls.push({namespace: name, instruction: [instruction as string, argument as Record<string, unknown>]});
        if (instruction !== 'inline') return;
        const frame = document.createElement('iframe');
        (argument as {elementOrSelector: HTMLElement}).elementOrSelector.append(frame);
      },
      {instance},
    );
  };
  const cal: FakeCal = Object.assign(
    (...[name, namespace]: unknown[]) => {
      if (name !== 'init') return;
      cal.opened.push(namespace as string);
      open(namespace as string);
    },
    {ns, version: 'fake', loaded: true, calls: [], opened: []},
  );
  return cal;
}

/** Sends a message from inside the frame, as Cal.com's page does. */
export function tell(frame: HTMLIFrameElement, namespace: string, type: string, data: object = {}): void {
  const message = {originator: 'CAL', type, namespace, fullType: `CAL:${namespace}:${type}`, data};
  const frameWindow = frame.contentWindow as Window & {eval(code: string): void};
  frameWindow.eval(`parent.postMessage(${JSON.stringify(message)}, '*')`);
}
