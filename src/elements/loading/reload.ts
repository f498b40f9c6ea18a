import {addWords} from '../../core/words/messages.ts';
import {reloadWords} from '../../core/words/en/reload.ts';
import {html} from '../base/html.ts';
import type {Translate} from '../base/locale.ts';

addWords(reloadWords);

/** Reloads the page, but not without a network, where the page would be lost. */
function reload(): void {
  const isOffline = !navigator.onLine;
  if (isOffline) addEventListener('online', () => location.reload(), {once: true});
  else location.reload();
}

/**
 * A message that code could not be loaded, with a button that reloads the page. A form keeps its answers
 * (`form/keep.ts`).
 */
export function renderReload(t: Translate) {
  return html`
    <div part="error" class="notice" role="alert">
      <p>${t('reload.text')}</p>
      <p><button type="button" part="secondary" @click=${reload}>${t('reload.button')}</button></p>
    </div>
  `;
}
