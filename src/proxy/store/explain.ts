import {own} from '../../core/model/own.ts';

/**
 * What to do about a store that fails: one sentence each, for the log, `doctor` and the start. None holds an address
 * with a password, or the database's own words, which may repeat what was written.
 */

/** A store that does not open; its message is one of these sentences. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** The code of a failure: the server's, the system's or the driver's; empty without one. */
export function failureCode(error: unknown): string {
  return String((error as {code?: unknown} | undefined)?.code ?? '');
}

const guide = 'see "Backups" in DEPLOY.md';

/** What is wrong with PostgreSQL at `url`, and what to do about it. */
export function explainPostgres(error: unknown, url: string): string {
  if (error instanceof StoreError) return error.message;
  const {hostname, port, pathname, username} = new URL(url);
  const server = `PostgreSQL at ${hostname || 'localhost'}:${port || 5432}`;
  const database = decodeURIComponent(pathname.slice(1));
  const code = failureCode(error);
  const certificate = `${server} shows a certificate that is not trusted (${code}): add sslrootcert=FILE to DATABASE_URL, or correct its host name.`;
  const sentences: Record<string, string> = {
    '28P01': `${server} refuses the password of "${username}": correct DATABASE_URL.`,
    '28000': `${server} does not let "${username}" in: correct DATABASE_URL, or the server's pg_hba.conf.`,
    '3D000': `${server} has no database "${database}": create it, or correct DATABASE_URL.`,
    '42501': `${server} does not let "${username}" make the tables: GRANT CREATE ON DATABASE "${database}" TO "${username}".`,
    '42P01': `A table of the proxy's is gone from the database "${database}": restore a backup, or start the proxy again to make it anew.`,
    '53300': `${server} has no connection left: raise its max_connections, or end other programs.`,
    '53100': `The disk of ${server} is full: make room; the proxy goes on by itself.`,
    '53200': `${server} has no memory left: give it more, or end other programs.`,
    '25006': `${server} can only be read: it is a replica, or was set so; point DATABASE_URL at the primary.`,
    '57P03': `${server} is starting or stopping: wait; the proxy goes on by itself.`,
    '55P03': `Another program keeps the proxy's tables at ${server} locked: end it; the proxy goes on by itself.`,
    ECONNREFUSED: `${server} cannot be used (ECONNREFUSED): start it, or correct DATABASE_URL.`,
    ENOTFOUND: `The name ${hostname} leads nowhere (ENOTFOUND): correct DATABASE_URL, or the name server.`,
    EAI_AGAIN: `The name ${hostname} could not be looked up (EAI_AGAIN): check the name server.`,
    EMFILE: noHandles,
    ENFILE: noHandles,
    SELF_SIGNED_CERT_IN_CHAIN: certificate,
    DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
    CERT_HAS_EXPIRED: certificate,
    ERR_TLS_CERT_ALTNAME_INVALID: certificate,
  };
  const told = own(sentences, code);
  if (told !== undefined) return told;
  const message = error instanceof Error ? error.message : '';
  if (/time-?out/i.test(message))
    return `${server} does not answer in time: look whether it hangs, and whether other programs use up its connections.`;
  if (
    /terminated|closed|not queryable|57P0[12]/i.test(`${message} ${code}`) ||
    code === 'ECONNRESET' ||
    code === 'EPIPE'
  )
    return `${server} broke off the connection: start it, or wait; the proxy connects again by itself.`;
  return `${server} cannot be used (${code || message}): start it, or correct DATABASE_URL.`;
}

const noHandles = 'The process has no file handles left: raise its limit (ulimit -n, or LimitNOFILE= of systemd).';

/** What is wrong with the store in `directory`, and what to do about it. */
export function explainSqlite(error: unknown, directory: string): string {
  if (error instanceof StoreError) return error.message;
  const data = `The data directory ${directory}`;
  const owner = 'give BOOKING_DATA a directory that belongs to the user the proxy runs as';
  const byCode: Record<string, string> = {
    EACCES: `${data} cannot be used by this user (EACCES): ${owner}.`,
    EPERM: `${data} cannot be used by this user (EPERM): ${owner}.`,
    EROFS: `${data} is on a file system that can only be read (EROFS): mount it writable, or ${owner}.`,
    ENOENT: `${data} cannot be made (ENOENT): ${owner}.`,
    ENOTDIR: `${data} is below a file (ENOTDIR): ${owner}.`,
    EEXIST: `${data} is a file: ${owner}.`,
    ENOSPC: `The disk of the data directory ${directory} is full: make room; the proxy goes on by itself.`,
    EMFILE: noHandles,
    ENFILE: noHandles,
  };
  const told = own(byCode, failureCode(error));
  if (told !== undefined) return told;
  const errcode = (error as {errcode?: number} | undefined)?.errcode;
  // The low byte is the kind; the others say where it happened.
  switch (errcode === undefined ? undefined : errcode & 0xff) {
    case 5:
    case 6:
      return `Another program keeps booking.sqlite in ${directory} locked: end it, or make copies with booking-proxy backup.`;
    case 8:
      return `${data} can only be read: mount it writable, or ${owner}.`;
    case 10:
      return `The disk of the data directory ${directory} fails (SQLite ${errcode}): look at the system's log, and move the data to another disk.`;
    case 11:
    case 26:
      return `booking.sqlite in ${directory} is damaged: stop the proxy and restore a backup (${guide}).`;
    case 13:
      return byCode['ENOSPC']!;
    case 14:
      return `booking.sqlite in ${directory} cannot be opened: ${owner}.`;
    default:
      return `${data} cannot be used (${errcode === undefined ? ((error as Error | undefined)?.name ?? 'unknown') : `SQLite ${errcode}`}): look at the system's log.`;
  }
}
