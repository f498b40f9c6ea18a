import {isRich} from '../../../core/text/rich.ts';
import {html} from '../../base/html.ts';

let rich: typeof import('./render-description.ts') | undefined;

/** Loads the renderer of rich descriptions before the text is shown, so that the content below does not jump later. */
export async function loadDescription(text = ''): Promise<void> {
  // If that fails, the text is shown as written.
  if (isRich(text)) rich ??= await import('./render-description.ts').catch(() => undefined);
}

/** An event type's description. */
export function renderDescription(text: string) {
  return rich && isRich(text) ? rich.renderRich(text) : html`<p class="description plain"><bdi>${text}</bdi></p>`;
}
