import {startForms} from './elements/form/begin/start-forms.ts';
import {startPages} from './elements/inline/start-pages.ts';
import {loadOnDemand} from './elements/loading/on-demand.ts';

const forms = startForms();
const pages = startPages();

/** Loads elements inside a closed shadow root, now and later. Open shadow roots are found automatically. */
export const loadElements = loadOnDemand({
  'booking-form': () => forms.then(() => import('./define/booking-form.ts')),
  'booking-inline': () => pages.then(() => import('./define/booking-inline.ts')),
  'booking-popup': () => import('./define/booking-popup.ts'),
  'booking-status': () => import('./define/booking-status.ts'),
  'booking-calendar': () => import('./define/booking-calendar.ts'),
  'booking-slots': () => import('./define/booking-slots.ts'),
  'booking-questions': () => import('./define/booking-questions.ts'),
  // Not inside `slot="embed"`, where embed.js adds such elements itself.
  ':is(cal-inline, cal-floating-button, [data-cal-link]):not([slot="embed"] *)': () => import('./compat.ts'),
});
