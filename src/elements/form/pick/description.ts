import {isRich} from '../../../core/text/rich.ts';
import {html} from '../../base/html.ts';

let rich: typeof import('./render-description.ts') | undefined;

/** Loads what a host's text with lists or links needs, before it is shown: afterwards it would move what is below. */
export async function loadDescription(text = ''): Promise<void> {
  // Without it the text is shown as it is written.
  if (isRich(text)) rich ??= await import('./render-description.ts').catch(() => undefined);
}

/** What an event type is about. */
export function renderDescription(text: string) {
  return rich && isRich(text) ? rich.renderRich(text) : html`<p class="description plain"><bdi>${text}</bdi></p>`;
}
