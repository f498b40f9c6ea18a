import type {ReactiveControllerHost} from 'lit';

/** Shows a form's first view until the element renders. */
export interface Placeholder {
  host: HTMLElement;
  /** Shadow root of the host; contains only `box` until the element renders. */
  root: ShadowRoot;
  box: HTMLElement;
  /** Shadow root of `box`, which separates the styles of the first view from the element's. */
  inner: ShadowRoot;
  /** Gives the first view up: shows the site's fallback until the element renders. */
  leave(): void;
}

/** Milliseconds without the element's code after which the site's fallback is shown too. */
const patienceMs = 10_000;

/** Attaches the placeholder to a form. */
export function openPlaceholder(host: HTMLElement): Placeholder {
  const root = host.attachShadow({mode: 'open', delegatesFocus: true});
  const box = document.createElement('div');
  box.dataset['server'] = '';
  // Lit renders before the comment, which has to stay when the box is removed.
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
