/** Two months of times every five minutes are 1 MB, an account's event types as much; measured after inflation. */
const longestAnswer = 4 * 1024 * 1024;

/** An answer that goes on beyond what any answer of Cal.com's holds. */
export class TooLong extends Error {
  constructor() {
    super(`The answer is longer than ${longestAnswer} bytes.`);
    this.name = 'TooLong';
  }
}

/** The text of an answer. Rejects with `TooLong` as soon as it is; the rest is neither received nor inflated. */
export async function readText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part?.value; part = await reader!.read()) {
    size += part.value.byteLength;
    if (size > longestAnswer) {
      void reader!.cancel().catch(() => {});
      throw new TooLong();
    }
    chunks.push(part.value);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
