import {directionOf} from '../../core/time/locale.ts';
import {attributes, html, trusted, type Markup} from '../../core/page/html.ts';
import {renderStep} from './render-form.ts';
import {pageStyles} from './styles.ts';
import {toView} from './page-view.ts';
import type {BookingFormOptions} from './form-options.ts';

/** A complete HTML document around some content. */
export function renderPage({
  locale,
  theme,
  title,
  content,
}: {
  locale: string;
  theme?: string | undefined;
  title: string;
  content: Markup;
}): string {
  return `<!doctype html>\n${
    html`<html${attributes({lang: locale, dir: directionOf(locale), 'data-theme': theme})}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${trusted(pageStyles)}</style>
</head>
<body>
<main class="booking-form">${content}</main>
</body>
</html>
`.html
  }`;
}

/** The form as a document of its own; without a shadow root, because links cannot lead to a field inside of one. */
export function renderDocument(options: BookingFormOptions): string {
  const view = toView({...options, headingLevel: 1});
  const {
    eventType: {title},
    locale,
    theme,
    problems = {},
    notice,
    t,
  } = view;
  const isWrong = notice !== undefined || Object.keys(problems).length > 0;
  return renderPage({locale, theme, title: isWrong ? t('page.error', {title}) : title, content: renderStep(view)});
}
