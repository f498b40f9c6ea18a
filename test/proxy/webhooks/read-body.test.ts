import {expect, test} from 'vitest';
import {readBody} from '../../../src/proxy/webhooks/read-body.ts';

function post(body: BodyInit | null, headers: Record<string, string> = {}): Request {
  return new Request('http://proxy.test/', {method: 'POST', body, headers, duplex: 'half'} as RequestInit);
}

/** A body that comes in pieces, and says when nobody wants more of it. */
function pieces(count: number, size: number) {
  let sent = 0;
  let isCancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent === count) return controller.close();
      sent += 1;
      controller.enqueue(new Uint8Array(size).fill(sent));
    },
    cancel() {
      isCancelled = true;
    },
  });
  return {stream, sent: () => sent, isCancelled: () => isCancelled};
}

test('the bytes are read as they came', async () => {
  const bytes = Uint8Array.from({length: 256}, (_, index) => index);

  expect([...(await readBody(post(bytes), 256))]).toEqual([...bytes]);
  expect([...(await readBody(post(pieces(3, 2).stream), 6))]).toEqual([1, 1, 2, 2, 3, 3]);
  expect([...(await readBody(post(null), 6))]).toEqual([]);
});

test('a body that says it is too large is not read', async () => {
  const {stream, sent} = pieces(1, 1);

  await expect(readBody(post(stream, {'content-length': '7'}), 6)).rejects.toMatchObject({
    code: 'too_large',
    status: 413,
  });
  expect(sent()).toBeLessThanOrEqual(1);
});

test('a body that does not say so is left as soon as it is too large', async () => {
  const {stream, sent, isCancelled} = pieces(1000, 2);

  await expect(readBody(post(stream, {'content-length': '1'}), 6)).rejects.toMatchObject({
    code: 'too_large',
    status: 413,
  });
  expect(isCancelled()).toBe(true);
  expect(sent()).toBeLessThan(10);
});

test('a body that another handler has read is told as a mistake of the set-up', async () => {
  const request = post('{}');
  await request.text();

  await expect(readBody(request, 6)).rejects.toMatchObject({
    code: 'internal',
    message: expect.stringContaining('before any body parser'),
  });
});
