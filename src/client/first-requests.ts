import {eventTypeRequest, slotsRequest, type CalRequest} from '../core/cal/requests/requests.ts';
import type {EventTypeRef} from '../core/model/types.ts';
import type {LoadOptions} from './types.ts';

/** The headers of a request to Cal.com's API or the proxy. */
export function headersOf({method, version}: CalRequest, isProxy: boolean): Record<string, string> {
  // The proxy knows its API versions: without a custom header the browser needs no preflight request for reads.
  return isProxy && method === 'GET' ? {} : {'cal-api-version': version};
}

/**
 * The first requests for an event type and its slots: one to a proxy, two to Cal.com. The second is missing if it
 * depends on the answer to the first.
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
