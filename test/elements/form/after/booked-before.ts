import type {StandIn} from '../system.ts';

/** A booking that was made before the page was opened. */
export async function bookedBefore(
  cal: StandIn,
  eventTypeId = 1001,
  index = 3,
): Promise<{uid: string; start: string; seatUid?: string}> {
  const start = new Date().toISOString();
  const end = new Date(Date.now() + 10 * 86_400_000).toISOString();
  const ask = async (path: string, version: string, body?: object) => {
    const init = body ? {method: 'POST', body: JSON.stringify(body)} : {};
    const response = await cal.fetch(
      new Request(`https://api.cal.com${path}`, {
        ...init,
        headers: {'cal-api-version': version, 'content-type': 'application/json'},
      }),
    );
    return ((await response.json()) as {data: Record<string, {start: string}[]>}).data;
  };
  const slots = Object.values(
    await ask(`/v2/slots?eventTypeId=${eventTypeId}&start=${start}&end=${end}`, '2024-09-04'),
  ).flat();
  const attendee = {name: 'Ada Lovelace', email: 'ada@example.com', timeZone: 'UTC'};
  return (await ask('/v2/bookings', '2024-08-13', {
    eventTypeId,
    start: new Date(slots[index]!.start).toISOString(),
    attendee,
  })) as never;
}
