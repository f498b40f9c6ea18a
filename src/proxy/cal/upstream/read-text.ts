/**
 * Two months of slots every five minutes are 1 MB, and so are an account's event types. Measured after decompression.
 */
const longestAnswer = 4 * 1024 * 1024;

/** The answer is longer than any answer Cal.com sends. */
export class TooLong extends Error {
  constructor() {
    super(`The answer is longer than ${longestAnswer} bytes.`);
    this.name = 'TooLong';
  }
}

/** Reads the text of an answer. Rejects with `TooLong` at the limit, without receiving or decompressing the rest. */
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
