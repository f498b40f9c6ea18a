import {expect, test, vi} from 'vitest';
import {button, book, heading, openForm, startStandIn} from '../form/system.ts';

test("without a proxy the form's confirmation hears what its host decides, from Cal.com", async () => {
  const cal = startStandIn();
  await openForm('rick/approval');
  await book();
  await expect.element(heading('Request sent')).toBeVisible();
  const {uid} = cal.booked()[0]!;
  const reads = () =>
    cal.controls
      .state()
      .requests.filter(({method, path}) => method === 'GET' && path.startsWith(`/v2/bookings/${uid}`));
  await expect.poll(reads).toHaveLength(1);

  await cal.controls.confirm(uid);
  const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
  document.dispatchEvent(new Event('visibilitychange'));

  await expect.element(heading('You’re booked')).toBeVisible();
  expect(reads()).toHaveLength(2);
  await expect.element(button('Cancel booking')).toBeVisible();
  now.mockRestore();
});
