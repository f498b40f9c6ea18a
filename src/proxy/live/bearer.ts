/** Longer than any token of the proxy and any token an operator sets. */
export const longestToken = 4_096;

/** The token of an `Authorization: Bearer` header. */
export function readBearer(headers: Headers): string | undefined {
  const written = headers.get('authorization') ?? '';
  return written.length > longestToken ? undefined : /^Bearer +(\S+)$/i.exec(written)?.[1];
}
