import {createHmac} from 'node:crypto';
import {readFileSync} from 'node:fs';

const folder = new URL('./fixtures/', import.meta.url);

/** One synthetic delivery: the exact bytes Cal.com would send, and what they must lead to. */
export interface Fixture {
  id: string;
  file: string;
  triggerEvent: string;
  headers: Record<string, string>;
  expect: {
    bookingUid?: string | null;
    bookingId?: number | null;
    status?: string | null;
    supersedes?: string;
    rescheduleExpected?: boolean;
    dedupeKey?: string;
    mustNotRelay?: string[];
    http?: number;
  };
  body: Uint8Array<ArrayBuffer>;
}

interface Manifest {
  secret: string;
  otherSecret: string;
  sequences: Record<string, string[]>;
  fixtures: Omit<Fixture, 'body'>[];
}

const manifest = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as Manifest;

export const secrets = [manifest.secret, manifest.otherSecret];
export const sequences = Object.entries(manifest.sequences);
export const fixtures: Fixture[] = manifest.fixtures.map(entry => ({
  ...entry,
  body: new Uint8Array(readFileSync(new URL(entry.file, folder))),
}));

export function fixture(id: string): Fixture {
  return fixtures.find(entry => entry.id === id)!;
}

/** The fixture's body as an object, to be changed and signed anew. */
export function payloadOf(id: string): {triggerEvent: string; createdAt: string; payload: Record<string, unknown>} {
  return JSON.parse(new TextDecoder().decode(fixture(id).body)) as ReturnType<typeof payloadOf>;
}

/** Signs as Cal.com does: hex HMAC-SHA-256 over the bytes that go out. */
export function sign(body: string | Uint8Array, secret = manifest.secret): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}
