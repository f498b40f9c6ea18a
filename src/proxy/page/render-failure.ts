import type {ErrorCode} from '../../core/model/error-codes.ts';
import {translate} from '../../core/words/messages.ts';
import {html} from '../../core/page/html.ts';
import type {FormInput} from './read-input.ts';
import {elementAttributes} from './render-form.ts';
import {renderPage} from './render-page.ts';

/** A document that says why there is no form; `retry` is the URL for another try, if one can help. */
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

/** As a fragment it still contains the element, which may succeed with a script. */
export function renderBareForm(
  {calLink, ref, locale, theme, phoneCountry, metadata}: FormInput,
  proxy: string,
): string {
  const eventTypeId = ref.kind === 'id' ? ref.id : undefined;
  const written = elementAttributes({calLink, proxy, locale, theme, phoneCountry, metadata, eventTypeId});
  return html`<booking-form${written}></booking-form>`.html;
}
