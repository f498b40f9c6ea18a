import type {ErrorCode} from '../../core/model/error-codes.ts';
import {translate} from '../../core/words/messages.ts';
import {html} from '../../core/page/html.ts';
import type {FormInput} from './read-input.ts';
import {elementAttributes} from './render-form.ts';
import {renderPage} from './render-page.ts';

/** A page that says why there is no form, in place of one; `retry` is the address to try again at, where that can help. */
export function renderFailure({
  code,
  locale,
  retry,
}: {
  code: ErrorCode;
  locale: string;
  retry?: string | undefined;
}): string {
  const isClosed = code === 'token_expired' || code === 'token_invalid';
  const text = translate(isClosed ? 'page.closed' : `error.${code}`, {}, locale);
  return renderPage({
    locale,
    title: text,
    content: html`
    <div class="base">
      <h1 class="title">${text}</h1>
      ${retry && html`<p><a class="button" href="${retry}">${translate('form.retry', {}, locale)}</a></p>`}
    </div>
  `,
  });
}

/** In a page's own markup there stands the element in any case: with a script it may have more luck. */
export function renderBareForm(
  {calLink, ref, locale, theme, phoneCountry, metadata}: FormInput,
  proxy: string,
): string {
  const eventTypeId = ref.kind === 'id' ? ref.id : undefined;
  const written = elementAttributes({calLink, proxy, locale, theme, phoneCountry, metadata, eventTypeId});
  return html`<booking-form${written}></booking-form>`.html;
}
