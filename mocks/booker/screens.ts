import type {BookerConfig, PageBooking, Port} from './config.ts';
import type {Dom} from './dom.ts';

/**
 * The screens of the booking page: times, form, success. Like the port, it runs in the page and must not use anything
 * from outside itself.
 */
export function runScreens(config: BookerConfig, port: Port, dom: Dom, stage: HTMLElement): void {
  const {element, show, button, problem, field} = dom;
  const {eventType, organizer} = config;
  if (!eventType || !organizer) return;
  const zone = eventType.lockedZone ?? port.params.get('cal.tz') ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const shownDays = 3;
  let moving: {uid: string; seatUid?: string} | undefined = config.reschedule;
  let minutes = Number(port.params.get('duration')) || eventType.minutes;

  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en', {...options, timeZone: zone});
  const dayName = format({weekday: 'long', day: 'numeric', month: 'long'});
  const time = format({hour: 'numeric', minute: '2-digit'});
  const whole = format({dateStyle: 'full', timeStyle: 'short'});

  async function call<T>(path: string, body?: unknown): Promise<T> {
    const response = await fetch(
      `${config.base}/api/${path}`,
      body === undefined
        ? {}
        : {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)},
    );
    const answer = (await response.json()) as T & {message?: string; error?: {message: string}};
    if (!response.ok) throw new Error(answer.error?.message ?? answer.message ?? 'Something went wrong.');
    return answer;
  }

  async function times(from = 0): Promise<void> {
    show(
      moving ? 'Pick a new time' : 'Pick a time',
      element('p', {className: 'quiet', role: 'status'}, 'Loading times…'),
    );
    const query = new URLSearchParams({
      eventTypeId: String(eventType!.id),
      minutes: String(minutes),
      ...(moving ? {reschedule: moving.uid} : {}),
    });
    const {slots} = await call<{slots: string[]}>(`slots?${query}`);
    const days = new Map<string, string[]>();
    for (const slot of slots) {
      const name = dayName.format(new Date(slot));
      days.set(name, [...(days.get(name) ?? []), slot]);
    }
    const date = port.params.get('date');
    const names = [...days.keys()];
    const first = from || Math.max(0, date ? names.findIndex(name => days.get(name)![0]!.slice(0, 10) >= date) : 0);
    const sections = names.slice(first, first + shownDays).map(name =>
      element(
        'section',
        {},
        element('h3', {}, name),
        element(
          'ul',
          {},
          ...days.get(name)!.map(slot =>
            element(
              'li',
              {},
              button(time.format(new Date(slot)), () => (moving ? void move(slot) : form(slot))),
            ),
          ),
        ),
      ),
    );
    show(
      moving ? 'Pick a new time' : 'Pick a time',
      ...(eventType!.options ? [lengths()] : []),
      ...(names.length ? [] : [element('p', {}, 'There are no free times.')]),
      element('div', {className: 'days'}, ...sections),
      element(
        'p',
        {className: 'turn'},
        ...(first > 0 ? [button('Earlier', () => void times(Math.max(0, first - shownDays)))] : []),
        ...(first + shownDays < names.length ? [button('Later', () => void times(first + shownDays))] : []),
      ),
      element('p', {className: 'quiet'}, `Times are in ${zone}.`),
    );
    port.slotsLoaded();
  }

  function lengths() {
    const choice = element(
      'select',
      {
        onchange: () => {
          minutes = Number(choice.value);
          void times();
        },
      },
      ...eventType!.options!.map(each =>
        element('option', {value: String(each), selected: each === minutes}, `${each} minutes`),
      ),
    );
    return element('label', {}, 'Length ', choice);
  }

  function metadata(): Record<string, string> {
    const found: Record<string, string> = {};
    for (const [name, value] of port.params) {
      const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
      if (key) found[key] ??= value;
    }
    return found;
  }

  function form(start: string): void {
    const submit = element(
      'button',
      {type: 'submit', className: 'primary'},
      eventType!.price ? `Pay ${eventType!.price} and book` : 'Confirm',
    );
    const fields = element(
      'form',
      {},
      field('Your name', 'name', 'text', true),
      ...(eventType!.asksPhone
        ? [field('Phone number', 'attendeePhoneNumber', 'tel', true)]
        : [field('E-mail address', 'email', 'email', true)]),
      ...eventType!.questions.map(({label, slug, type, options}) => field(label, slug, type, true, options)),
      field('Additional notes', 'notes', 'textarea', false),
      element(
        'p',
        {className: 'turn'},
        button('Back', () => void times()),
        submit,
      ),
    );
    fields.addEventListener('submit', event => {
      event.preventDefault();
      submit.disabled = true;
      const data = new FormData(fields);
      const text = (name: string) => String(data.get(name) ?? '');
      const answers = eventType!.questions.map(({slug, type}) => [
        slug,
        type === 'boolean' ? data.has(slug) : type === 'number' ? Number(text(slug)) : text(slug),
      ]);
      const phone = text('attendeePhoneNumber');
      book({
        eventTypeId: eventType!.id,
        start,
        guests: [...new Set([...port.params.getAll('guest'), ...port.params.getAll('guests')])],
        metadata: metadata(),
        attendee: {name: text('name'), timeZone: zone, ...(phone ? {phoneNumber: phone} : {email: text('email')})},
        ...(phone ? {location: {type: 'attendeePhone', phone}} : {}),
        ...(eventType!.options ? {lengthInMinutes: minutes} : {}),
        bookingFieldsResponses: {...Object.fromEntries(answers), ...(text('notes') ? {notes: text('notes')} : {})},
      }).catch(error => {
        submit.disabled = false;
        fields.querySelector('.problem')?.remove();
        fields.prepend(problem(error));
      });
    });
    show('Confirm your details', element('p', {}, whole.format(new Date(start))), fields);
    fields.querySelector('input')?.focus();
  }

  function eventsOf(booking: PageBooking) {
    const old = {
      booking: {
        uid: booking.uid,
        title: booking.title,
        startTime: booking.start,
        endTime: booking.end,
        attendees: [booking.attendee],
        ...(booking.paymentRequired ? {} : {status: booking.status}),
      },
      eventType: {id: eventType!.id, slug: eventType!.slug, title: eventType!.title},
      date: booking.start,
      duration: minutes,
      organizer,
      // Says only that no host must confirm: unpaid bookings are `confirmed` too.
      confirmed: booking.status === 'ACCEPTED' || booking.paymentRequired,
    };
    const now = {
      uid: booking.uid,
      title: booking.title,
      startTime: booking.start,
      endTime: booking.end,
      eventTypeId: eventType!.id,
      status: booking.status,
      paymentRequired: booking.paymentRequired,
      isRecurring: eventType!.recurring,
      ...(eventType!.recurring
        ? {allBookings: booking.all.map(({start, end}) => ({startTime: start, endTime: end}))}
        : {}),
      ...(booking.location?.startsWith('http') ? {videoCallUrl: booking.location} : {}),
    };
    return {old, now};
  }

  async function book(body: unknown): Promise<void> {
    const booking = await call<PageBooking>('book', body);
    const {old, now} = eventsOf(booking);
    if (!eventType!.recurring) port.send('bookingSuccessful', old);
    port.send('bookingSuccessfulV2', now);
    success(booking);
  }

  async function move(start: string): Promise<void> {
    try {
      const booking = await call<PageBooking>('reschedule', {...moving, start});
      const {old, now} = eventsOf(booking);
      port.send('rescheduleBookingSuccessful', old);
      port.send('rescheduleBookingSuccessfulV2', now);
      moving = undefined;
      success(booking);
    } catch (error) {
      stage.prepend(problem(error));
    }
  }

  function success(booking: PageBooking): void {
    const pending = booking.status !== 'ACCEPTED';
    const heading = show(
      booking.paymentRequired
        ? 'Payment is waiting'
        : pending
          ? 'Your booking is requested'
          : 'This meeting is scheduled',
      element('p', {}, booking.title),
      element('p', {}, whole.format(new Date(booking.start))),
      element(
        'p',
        {className: 'turn'},
        ...(booking.paymentRequired
          ? [button(`Pay ${eventType!.price}`, () => void act(() => pay(booking)), 'primary')]
          : []),
        button('Reschedule', () => {
          moving = {uid: booking.uid, seatUid: booking.seatUid};
          void times();
        }),
        button('Cancel booking', () => void act(() => cancel(booking))),
      ),
    );
    port.send('__routeChanged');
    heading.focus();
  }

  async function act(action: () => Promise<void>) {
    await action().catch((error: unknown) => stage.append(problem(error)));
  }

  async function pay(booking: PageBooking): Promise<void> {
    success(await call<PageBooking>('pay', {uid: booking.uid}));
  }

  async function cancel(booking: PageBooking): Promise<void> {
    await call('cancel', {uid: booking.uid, seatUid: booking.seatUid, reason: ''});
    port.send('bookingCancelled', {
      booking: {uid: booking.uid, title: booking.title, status: 'CANCELLED'},
      organizer,
      eventType: {id: eventType!.id, slug: eventType!.slug},
    });
    show(
      'This booking is cancelled',
      element('p', {}, booking.title),
      button('Book again', () => void times()),
    ).focus();
    port.send('__routeChanged');
  }

  function start() {
    const slot = port.params.get('slot');
    if (slot && !moving) {
      form(new Date(slot).toISOString());
      port.slotsLoaded();
    } else {
      times().catch((error: unknown) => stage.replaceChildren(problem(error)));
    }
  }

  port.onConnect(start);
  port.send('navigatedToBooker');
  start();
}
