import type {Port} from './config.ts';

/** Helpers that build the booking page's screens. Runs in the page, so it must not use anything from outside itself. */
export function openDom(stage: HTMLElement, port: Port) {
  function element<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    properties: Record<string, unknown> = {},
    ...children: (Node | string)[]
  ) {
    const made = document.createElement(tag);
    Object.assign(made, properties);
    made.append(...children);
    return made;
  }

  function show(title: string, ...children: (Node | string)[]) {
    const heading = element('h2', {tabIndex: -1}, title);
    stage.replaceChildren(heading, ...children);
    return heading;
  }

  const button = (label: string, onclick: () => void, className = '') =>
    element('button', {type: 'button', onclick, className}, label);
  const problem = (error: unknown) => element('p', {className: 'problem', role: 'alert'}, (error as Error).message);

  function field(label: string, name: string, type: string, required: boolean, options?: string[]) {
    const value = port.params.get(name) ?? '';
    if (type === 'boolean')
      return element(
        'label',
        {className: 'check'},
        element('input', {type: 'checkbox', name, required, checked: value === 'true'}),
        ` ${label}`,
      );
    const input =
      type === 'select' || type === 'radio'
        ? element(
            'select',
            {name, required},
            element('option', {value: ''}, 'Choose…'),
            ...(options ?? []).map(each => element('option', {value: each, selected: each === value}, each)),
          )
        : type === 'textarea'
          ? element('textarea', {name, required, value, rows: 3})
          : element('input', {name, type, required, value});
    return element('label', {}, label, input);
  }

  return {element, show, button, problem, field};
}

export type Dom = ReturnType<typeof openDom>;
