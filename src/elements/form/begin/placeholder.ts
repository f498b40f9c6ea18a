import type {ReactiveControllerHost} from 'lit';

/** Where a form's first view stands until its element takes its place. */
export interface Room {
  host: HTMLElement;
  /** Of the host; holds the box alone until the element renders. */
  root: ShadowRoot;
  box: HTMLElement;
  /** Of the box, so that neither's style sheets reach what the other holds. */
  inner: ShadowRoot;
  /** Says that there is nothing more to wait for. */
  ready(): void;
  /** Leaves it all to the element, and until that is there to the page's own way to book. */
  leave(): void;
}

/** Milliseconds after which a form whose code does not come shows the page's own way to book besides. */
const patienceMs = 10_000;

/** Makes the room. */
export function openRoom(host: HTMLElement): Room {
  const root = host.attachShadow({mode: 'open', delegatesFocus: true});
  const box = document.createElement('div');
  box.dataset['server'] = 'coming';
  // What the element renders goes before the comment, which stays when the rest is removed.
  root.append(document.createComment(''), box);
  const inner = box.attachShadow({mode: 'open'});
  const step = document.createElement('div');
  step.dataset['step'] = 'pick';
  step.append(document.createElement('slot'));
  inner.append(step);
  const offer = () => {
    const fallback = document.createElement('slot');
    fallback.name = 'fallback';
    box.replaceChildren(fallback);
  };
  setTimeout(offer, patienceMs);
  return {
    host,
    root,
    box,
    inner,
    ready: () => void (box.dataset['server'] = ''),
    leave() {
      inner.replaceChildren(step);
      offer();
      delete box.dataset['server'];
      void customElements.whenDefined(host.localName).then(() => {
        box.remove();
        (host as Partial<ReactiveControllerHost>).requestUpdate?.();
      });
    },
  };
}
