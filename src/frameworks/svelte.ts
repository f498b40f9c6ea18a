import type {HTMLAttributes} from 'svelte/elements';
import type {Attributes, BookingEvents, Elements} from '../elements/props.ts';

type Handlers = {[Name in keyof BookingEvents as `on${Name}`]?: (event: BookingEvents[Name]) => void};

/** An element as Svelte's templates see it: attributes, and properties by their own names. */
type TemplateElement<Tag extends keyof Elements> = Omit<HTMLAttributes<HTMLElement>, keyof Elements[Tag]['props']> &
  Elements[Tag]['props'] &
  Attributes<Elements[Tag]['props']> &
  Handlers;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'booking-inline': TemplateElement<'booking-inline'>;
    'booking-popup': TemplateElement<'booking-popup'>;
    'booking-form': TemplateElement<'booking-form'>;
    'booking-status': TemplateElement<'booking-status'>;
  }
}
