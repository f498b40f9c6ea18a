import type {PhoneHints} from '../../../core/model/types.ts';
import type {FlowState} from '../../../core/flow/flow-state.ts';
import {phoneHints} from '../../inputs/phone-hints.ts';
import type {FlowHost} from '../flow-host.ts';

type Host = Pick<FlowHost, 'currentLocale' | 'phoneCountry'>;

/** Hints at the country of phone numbers typed into a form. */
export function hintsOf({currentLocale, phoneCountry}: Host, {timeZone}: Pick<FlowState, 'timeZone'>): PhoneHints {
  return phoneHints(currentLocale, phoneCountry, timeZone);
}
