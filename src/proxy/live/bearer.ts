/** No token of ours, and no token that an operator writes, is longer. */
export const longestToken = 4_096;

/** The token of an `Authorization: Bearer` header. */
export function readBearer(headers: Headers): string | undefined {
  const written = headers.get('authorization') ?? '';
  return written.length > longestToken ? undefined : /^Bearer +(\S+)$/i.exec(written)?.[1];
}
