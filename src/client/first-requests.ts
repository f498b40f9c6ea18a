import {eventTypeRequest, slotsRequest, type CalRequest} from '../core/cal/requests/requests.ts';
import type {EventTypeRef} from '../core/model/types.ts';
import type {LoadOptions} from './types.ts';

/** The headers of a request in Cal.com's dialect. */
export function headersOf({method, version}: CalRequest, isProxy: boolean): Record<string, string> {
  // A proxy knows its versions: without a header of ours a browser need not ask for leave before it reads.
  return isProxy && method === 'GET' ? {} : {'cal-api-version': version};
}

/**
 * What is asked at once for an event type and its first slots: of a proxy in one request, of Cal.com in two, of which
 * the second is missing where it depends on the first's answer.
 */
export function firstRequests(
  ref: EventTypeRef,
  {slots: range, duration}: LoadOptions,
  isProxy: boolean,
): [CalRequest, CalRequest?] {
  const request = eventTypeRequest(ref);
  if (!range) return [request];
  if (isProxy)
    return [
      {
        ...request,
        query: {
          ...request.query,
          include: 'slots',
          ...range,
          ...(duration === undefined ? {} : {duration: String(duration)}),
        },
      },
    ];
  return ref.kind === 'team' || duration !== undefined ? [request] : [request, slotsRequest(ref, range)];
}
