import {html} from 'lit';
import {afterEach, beforeEach, vi} from 'vitest';
import '../../../src/define/booking-form.ts';
import {createCal, type Cal} from '../../../mocks/cal.ts';
import type {BookingForm} from '../../../src/elements/form/booking-form.ts';
import {fixture, type FixtureOptions} from '../../support/fixture.ts';

/** A stand-in for Cal.com behind the page's own `fetch`, with empty books for each test of the file. */
export function standIn() {
  const kept = {
    cal: undefined as unknown as Cal,
    /** Method and path of each call so far. */
    requests: () =>
      kept.cal.controls.state().requests.map(({method, path}) => `${method} ${path.replace(/\?.*$/, '')}`),
  };
  beforeEach(() => {
    kept.cal = createCal({seed: 1, rateLimit: false, now: () => Date.now()});
    const own = window.fetch.bind(window);
    vi.spyOn(window, 'fetch').mockImplementation(async (input, init) => {
      const request = new Request(input, init);
      return request.url.startsWith('https://api.cal.com/') ? kept.cal.fetch(request) : own(input, init);
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    sessionStorage.clear();
  });
  return kept;
}

/** A form for one of the stand-in's event types, in UTC. */
export function mount(calLink = 'rick/30min', options: FixtureOptions = {}): Promise<BookingForm> {
  return fixture<BookingForm>(html`<booking-form cal-link=${calLink} time-zone="UTC"></booking-form>`, options);
}
