import {Hono, type Context} from 'hono';
import type {ContentfulStatusCode} from 'hono/utils/http-status';
import {loadWords} from '../../core/words/load-words.ts';
import type {Cal} from '../cal/cal.ts';
import type {ProxyContext} from '../context.ts';
import {baseUrl} from '../settings/public-address.ts';
import {answerFailure} from '../page/serve/answer-failure.ts';
import {createOwnApi} from '../page/serve/own-api.ts';
import {policyFor} from '../page/serve/policy.ts';
import {bookingLimit} from '../guard/input/read-json.ts';
import {readInput, type FormInput} from '../page/read-input.ts';
import {renderDocument} from '../page/render-page.ts';
import {renderBookingForm} from '../page/render-form.ts';
import {requireKnownPage} from '../page/serve/same-origin.ts';
import {sendToSelf, type Fetch} from '../page/serve/send-to-self.ts';
import {createSteps, type Outcome, type Steps} from '../page/steps.ts';
import {readBody} from '../webhooks/read-body.ts';

/**
 * `GET /form` and `POST /form`: the booking form of an event type as HTML, whole or as a fragment, without a script.
 */
export function pageRoutes({settings, now, log}: ProxyContext, {owner}: Pick<Cal, 'owner'>, fetch: Fetch): Hono {
  function stepsFor(c: Context, {isFragment}: FormInput): Steps {
    const api = createOwnApi(sendToSelf(c, fetch, settings.basePath));
    const base = baseUrl(c.req.raw, settings);
    return createSteps({
      api,
      now: now(),
      hostZone: owner.timeZone,
      ...(isFragment ? {action: `${base}/form`, proxy: base} : {action: 'form'}),
    });
  }

  /** Always answers with HTML: a browser without a script cannot use JSON. */
  async function answer(
    c: Context,
    readParams: () => Promise<URLSearchParams>,
    take: (steps: Steps, input: FormInput) => Promise<Outcome>,
  ) {
    // Without a referrer a form would not send its origin.
    c.header('referrer-policy', 'same-origin');
    let input: FormInput | undefined;
    try {
      input = readInput(await readParams(), c.req.raw.headers, settings, c.req.method !== 'POST');
      await loadWords(input.locale ?? 'en');
      const outcome = await take(stepsFor(c, input), input);
      if ('goTo' in outcome) return c.redirect(outcome.goTo, 303);
      c.header('content-security-policy', policyFor(input.page));
      return c.html(
        input.isFragment ? renderBookingForm(outcome.options) : renderDocument(outcome.options),
        outcome.status as ContentfulStatusCode,
      );
    } catch (thrown) {
      return answerFailure({settings, log}, c, thrown, input);
    }
  }

  const query = (c: Context) => async () => new URL(c.req.url).searchParams;
  const body = (c: Context) => async () => {
    requireKnownPage(c.req.raw, settings);
    return new URLSearchParams(new TextDecoder().decode(await readBody(c.req.raw, bookingLimit)));
  };
  return new Hono()
    .get('/form', async c =>
      answer(c, query(c), (steps, input) =>
        input.booking === undefined ? steps.show(input) : steps.state(input, input.booking),
      ),
    )
    .post('/form', async c =>
      answer(c, body(c), (steps, input) => (input.step === 'book' ? steps.book(input) : steps.show(input))),
    );
}
