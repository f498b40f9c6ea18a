import type {JSX} from 'solid-js';
import type {Attributes, BookingEvents, Elements} from '../elements/props.ts';

type Handlers = {[Name in keyof BookingEvents as `on:${Name}`]?: (event: BookingEvents[Name]) => void};
type Properties<Props> = {[Name in keyof Props & string as `prop:${Name}`]?: Props[Name]};

/** Type of an element in Solid's JSX: attributes, and properties prefixed with `prop:`. */
type TemplateElement<Tag extends keyof Elements> = Omit<
  JSX.HTMLAttributes<Elements[Tag]['element']>,
  keyof Elements[Tag]['props']
> &
  Attributes<Elements[Tag]['props']> &
  Properties<Elements[Tag]['props']> &
  Handlers;

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'booking-inline': TemplateElement<'booking-inline'>;
      'booking-popup': TemplateElement<'booking-popup'>;
      'booking-form': TemplateElement<'booking-form'>;
      'booking-status': TemplateElement<'booking-status'>;
    }
  }
}
