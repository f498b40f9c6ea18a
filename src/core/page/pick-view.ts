import type {MessageKey, MessageValues} from '../words/messages.ts';
import type {Day, EventType, Month, Slot} from '../model/types.ts';
import type {attributes, Markup, Part} from './html.ts';

/** Words in the page's language. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** What the calendar reads. Who writes the page decides how a thing is chosen: by a link, a field or a script. */
export interface CalendarView {
  t: Translate;
  locale: string;
  today: Day;
  month: Month;
  /** The day whose times are on show. */
  day?: Day | undefined;
  /** The times by their day, in order. */
  days: ReadonlyMap<Day, readonly Slot[]>;
  /** A heading so many levels below the title. */
  heading(below: number, attributes: Markup, text: string): Markup;
  /** One thing to choose; what it chooses is the last member of `step`. */
  choose(step: Choice, label: Part, more?: Parameters<typeof attributes>[0]): Markup;
}

/** What can be chosen before the questions. */
export type Choice = Readonly<Partial<Record<'month' | 'day' | 'slot', string> & {duration: number}>>;

/** What all pieces of the choice of a time read. */
export interface PickView extends CalendarView {
  eventType: Pick<
    EventType,
    'title' | 'description' | 'durations' | 'locations' | 'hosts' | 'locksTimeZone' | 'lockedTimeZone'
  >;
  timeZone: string;
  /** The chosen one, where there are several. */
  duration?: number | undefined;
  durationMinutes: number;
  /** Shows a host's text with what is marked in it; as it is written without it. */
  describe?: ((text: string) => Markup) | undefined;
  /** How the zone is named to those who do not see it. */
  zoneStyle: 'longGeneric' | 'shortOffset';
}
