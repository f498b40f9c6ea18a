import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';

const file = fileURLToPath(import.meta.resolve('@calcom/embed-core/dist/embed/embed.js'));

/** Cal.com's real embed script, as a Cal.com server serves it at `/embed/embed.js`. */
export async function embedScript(): Promise<Response> {
  return new Response(await readFile(file), {
    headers: {'content-type': 'text/javascript; charset=utf-8', 'access-control-allow-origin': '*'},
  });
}
