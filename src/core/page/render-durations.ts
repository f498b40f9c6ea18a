import {html, type Markup} from './html.ts';
import type {PickView} from './pick-view.ts';

/** Renders the durations if there are several to choose from. */
export function renderDurations({eventType: {durations}, duration, choose, t}: PickView): Markup | undefined {
  if (durations.length < 2) return undefined;
  return html`
    <div class="choices" role="group" aria-label="${t('form.duration')}">
      ${durations.map(minutes => choose({duration: minutes}, t('form.minutes', {count: minutes}), {class: 'button', 'aria-current': minutes === duration && 'true'}))}
    </div>
  `;
}
