import type {MessageKey, MessageValues} from '../words/messages.ts';
import type {Day, EventType, Month, Slot} from '../model/types.ts';
import type {attributes, Markup, Part} from './html.ts';

/** Translates into the language of the form. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** The data of the calendar. The caller decides how things are chosen: by link, field or script. */
export interface CalendarView {
  t: Translate;
  locale: string;
  today: Day;
  month: Month;
  /** The day whose times are shown. */
  day?: Day | undefined;
  /** The times by day, in order. */
  days: ReadonlyMap<Day, readonly Slot[]>;
  /** Writes a heading `below` levels under the title. */
  heading(below: number, attributes: Markup, text: string): Markup;
  /** Writes a control for one choice, which is the last member of `step`. */
  choose(step: Choice, label: Part, more?: Parameters<typeof attributes>[0]): Markup;
}

/** The choices before the questions. */
export type Choice = Readonly<Partial<Record<'month' | 'day' | 'slot', string> & {duration: number}>>;

/** The data for all pieces of choosing a time. */
export interface PickView extends CalendarView {
  eventType: Pick<
    EventType,
    'title' | 'description' | 'durations' | 'locations' | 'hosts' | 'locksTimeZone' | 'lockedTimeZone'
  >;
  timeZone: string;
  /** The chosen duration, if the event type offers several. */
  duration?: number | undefined;
  durationMinutes: number;
  /** Renders a host's text with its formatting. Defaults to plain text. */
  describe?: ((text: string) => Markup) | undefined;
  /** The style of the zone's name for screen readers. */
  zoneStyle: 'longGeneric' | 'shortOffset';
}
