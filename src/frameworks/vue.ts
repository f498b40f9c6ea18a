import type {EmitFn, HTMLAttributes, PublicProps} from 'vue';
import type {BookingEvents, Elements} from '../elements/props.ts';

type Handlers = {[Name in keyof BookingEvents]: (event: BookingEvents[Name]) => void};

/** Type of an element in Vue's templates. */
type TemplateElement<Tag extends keyof Elements> = new () => Elements[Tag]['element'] & {
  $props: HTMLAttributes & Elements[Tag]['props'] & PublicProps;
  $emit: EmitFn<Handlers>;
};

declare module 'vue' {
  interface GlobalComponents {
    'booking-inline': TemplateElement<'booking-inline'>;
    'booking-popup': TemplateElement<'booking-popup'>;
    'booking-form': TemplateElement<'booking-form'>;
    'booking-status': TemplateElement<'booking-status'>;
  }
}
