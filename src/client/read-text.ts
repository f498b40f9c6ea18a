import {BookingError} from '../core/model/error.ts';

/** Two months of times every five minutes are 1 MB; the proxy reads no more either. Measured after inflation. */
const longest = 4 * 1024 * 1024;

/**
 * The text of an answer. Throws `upstream_shape` as soon as it is too long to be one; the rest is neither received nor
 * inflated.
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
