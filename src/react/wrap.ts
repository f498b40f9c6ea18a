import {
  createElement,
  forwardRef,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type CSSProperties,
  type ForwardRefExoticComponent,
  type ReactNode,
  type RefAttributes,
} from 'react';

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/** A prop for each of the kit's events: `onBookingCreated` listens to `booking-created`. */
export type EventProps = {
  [Name in keyof HTMLElementEventMap as Name extends `booking-${string}` ? `on${Capitalize<Camel<Name>>}` : never]?: (
    event: HTMLElementEventMap[Name],
  ) => void;
};

/** Props of every component, besides its own settings. */
export interface PageProps {
  id?: string;
  className?: string;
  style?: CSSProperties;
  children?: ReactNode;
  [name: `data-${string}` | `aria-${string}`]: string | boolean | undefined;
}

type Handler = (event: Event) => void;
type Props = Record<string, unknown>;

const isEvent = (name: string) => /^onBooking[A-Z]/.test(name);
const kebab = (name: string) => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
const isObject = (value: unknown) => typeof value === 'object' && value !== null;

/** Plain values become attributes, so that server-rendered markup is complete; React 18 and 19 treat these alike. */
function toAttributes(props: Props): Props {
  const attributes: Props = {};
  for (const [name, value] of Object.entries(props)) {
    if (name === 'children' || name === 'style') attributes[name] = value;
    else if (name === 'className') attributes['class'] = value;
    else if (!isEvent(name) && !isObject(value) && value !== undefined && value !== null && value !== false) {
      attributes[/^(data|aria)-/.test(name) ? name : kebab(name)] = value === true ? '' : value;
    }
  }
  return attributes;
}

/** Objects become properties; a removed one is reset to its initial value. */
function setProperties(element: HTMLElement, props: Props, defaults: Map<string, unknown>): void {
  const target = element as unknown as Props;
  for (const [name, value] of Object.entries(props)) {
    if (name === 'children' || name === 'style' || !isObject(value)) continue;
    if (!defaults.has(name)) defaults.set(name, target[name]);
    if (target[name] !== value) target[name] = value;
  }
  for (const [name, value] of defaults) if (!isObject(props[name])) target[name] = value;
}

/** Avoids React's warning about layout effects on a server. */
const useElementEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect;

/** Creates a React component for a custom element, which is loaded when the component is first mounted in a browser. */
export function wrap<Element extends HTMLElement, Settings>(
  tag: string,
  define: () => Promise<unknown>,
): ForwardRefExoticComponent<Settings & EventProps & PageProps & RefAttributes<Element>> {
  const Component = forwardRef<Element, Props>((props, ref) => {
    const element = useRef<Element>(null);
    const defaults = useRef(new Map<string, unknown>());
    const handlers = useRef<Props>({});
    useImperativeHandle(ref, () => element.current!);
    useElementEffect(() => {
      handlers.current = props;
      setProperties(element.current!, props, defaults.current);
    });
    const events = Object.keys(props).filter(isEvent).sort().join();
    useElementEffect(() => {
      const stop = new AbortController();
      for (const name of events.split(',').filter(Boolean)) {
        const hear: Handler = event => (handlers.current[name] as Handler | undefined)?.(event);
        element.current!.addEventListener(kebab(name).slice('on-'.length), hear, {signal: stop.signal});
      }
      return () => stop.abort();
    }, [events]);
    useEffect(() => void define(), []);
    return createElement(tag, {...toAttributes(props), ref: element});
  });
  Component.displayName = tag;
  return Component as unknown as ForwardRefExoticComponent<Settings & EventProps & PageProps & RefAttributes<Element>>;
}
