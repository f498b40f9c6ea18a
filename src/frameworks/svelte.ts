import type {HTMLAttributes} from 'svelte/elements';
import type {Attributes, BookingEvents, Elements} from '../elements/props.ts';

type Handlers = {[Name in keyof BookingEvents as `on${Name}`]?: (event: BookingEvents[Name]) => void};

/** Type of an element in Svelte's templates: attributes, and properties by name. */
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
