import {BookingError} from '../core/model/error.ts';

/** Two months of slots every five minutes are 1 MB. The proxy has the same limit. Measured after decompression. */
const longest = 4 * 1024 * 1024;

/**
 * Reads a response as text. Throws `upstream_shape` as soon as it exceeds the limit, without receiving or decompressing
 * the rest.
 */
export async function readText({body}: Response): Promise<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let part = await reader?.read(); part && !part.done; part = await reader!.read()) {
    if ((text += part.value).length > longest) {
      reader!.cancel().catch(() => {});
      throw new BookingError('upstream_shape', 'An answer is longer than 4 MB.');
    }
  }
  return text;
}
