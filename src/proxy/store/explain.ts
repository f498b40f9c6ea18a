import {own} from '../../core/model/own.ts';

/**
 * One sentence each on what is wrong with a store and how to fix it, for the log, `doctor` and startup. Never contains
 * an address with a password or the database's own message, which may repeat stored data.
 */

/** The store cannot be opened; the message is one of these sentences. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** The error code of the server, the system or the driver; empty without one. */
export function failureCode(error: unknown): string {
  return String((error as {code?: unknown} | undefined)?.code ?? '');
}

const guide = 'see "Backups" in DEPLOY.md';

/** What is wrong with PostgreSQL at `url`, and how to fix it. */
export function explainPostgres(error: unknown, url: string): string {
  if (error instanceof StoreError) return error.message;
  const {hostname, port, pathname, username} = new URL(url);
  const server = `PostgreSQL at ${hostname || 'localhost'}:${port || 5432}`;
  const database = decodeURIComponent(pathname.slice(1));
  const code = failureCode(error);
  const certificate = `${server} presents an untrusted certificate (${code}): add sslrootcert=FILE to DATABASE_URL, or correct its host name.`;
  const sentences: Record<string, string> = {
    '28P01': `${server} rejects the password of "${username}": correct DATABASE_URL.`,
    '28000': `${server} rejects "${username}": correct DATABASE_URL, or the server's pg_hba.conf.`,
    '3D000': `${server} has no database "${database}": create it, or correct DATABASE_URL.`,
    '42501': `${server} does not allow "${username}" to create the tables: GRANT CREATE ON DATABASE "${database}" TO "${username}".`,
    '42P01': `The database "${database}" lacks one of the proxy's tables: restore a backup, or restart the proxy to create it.`,
    '53300': `${server} has no connection left: raise its max_connections, or stop other programs.`,
    '53100': `The disk of ${server} is full: free some space; the proxy recovers by itself.`,
    '53200': `${server} is out of memory: give it more, or stop other programs.`,
    '25006': `${server} is read-only: it is a replica, or was configured so; point DATABASE_URL at the primary.`,
    '57P03': `${server} is starting or stopping: wait; the proxy recovers by itself.`,
    '55P03': `Another program keeps the proxy's tables at ${server} locked: stop it; the proxy recovers by itself.`,
    ECONNREFUSED: `${server} refuses connections (ECONNREFUSED): start it, or correct DATABASE_URL.`,
    ENOTFOUND: `The host ${hostname} does not exist (ENOTFOUND): correct DATABASE_URL, or the name server.`,
    EAI_AGAIN: `The host ${hostname} could not be resolved (EAI_AGAIN): check the name server.`,
    EMFILE: noHandles,
    ENFILE: noHandles,
    SELF_SIGNED_CERT_IN_CHAIN: certificate,
    DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
    CERT_HAS_EXPIRED: certificate,
    ERR_TLS_CERT_ALTNAME_INVALID: certificate,
  };
  const sentence = own(sentences, code);
  if (sentence !== undefined) return sentence;
  const message = error instanceof Error ? error.message : '';
  if (/time-?out/i.test(message))
    return `${server} does not answer in time: check whether it hangs, or whether other programs use up its connections.`;
  if (
    /terminated|closed|not queryable|57P0[12]/i.test(`${message} ${code}`) ||
    code === 'ECONNRESET' ||
    code === 'EPIPE'
  )
    return `${server} closed the connection: start it, or wait; the proxy reconnects by itself.`;
  return `${server} cannot be used (${code || message}): start it, or correct DATABASE_URL.`;
}

const noHandles = 'The process has no file handles left: raise its limit (ulimit -n, or LimitNOFILE= of systemd).';

/** What is wrong with the store in `directory`, and how to fix it. */
export function explainSqlite(error: unknown, directory: string): string {
  if (error instanceof StoreError) return error.message;
  const data = `The data directory ${directory}`;
  const owner = 'give BOOKING_DATA a directory that belongs to the user the proxy runs as';
  const byCode: Record<string, string> = {
    EACCES: `${data} cannot be used by this user (EACCES): ${owner}.`,
    EPERM: `${data} cannot be used by this user (EPERM): ${owner}.`,
    EROFS: `${data} is on a read-only file system (EROFS): mount it writable, or ${owner}.`,
    ENOENT: `${data} cannot be created (ENOENT): ${owner}.`,
    ENOTDIR: `${data} is below a file (ENOTDIR): ${owner}.`,
    EEXIST: `${data} is a file: ${owner}.`,
    ENOSPC: `The disk of the data directory ${directory} is full: free some space; the proxy recovers by itself.`,
    EMFILE: noHandles,
    ENFILE: noHandles,
  };
  const sentence = own(byCode, failureCode(error));
  if (sentence !== undefined) return sentence;
  const errcode = (error as {errcode?: number} | undefined)?.errcode;
  // The low byte is the primary result code; the others add detail.
  switch (errcode === undefined ? undefined : errcode & 0xff) {
    case 5:
    case 6:
      return `Another program keeps booking.sqlite in ${directory} locked: stop it, or make copies with booking-proxy backup.`;
    case 8:
      return `${data} is read-only: mount it writable, or ${owner}.`;
    case 10:
      return `The disk of the data directory ${directory} fails (SQLite ${errcode}): check the system's log, and move the data to another disk.`;
    case 11:
    case 26:
      return `booking.sqlite in ${directory} is damaged: stop the proxy and restore a backup (${guide}).`;
    case 13:
      return byCode['ENOSPC']!;
    case 14:
      return `booking.sqlite in ${directory} cannot be opened: ${owner}.`;
    default:
      return `${data} cannot be used (${errcode === undefined ? ((error as Error | undefined)?.name ?? 'unknown') : `SQLite ${errcode}`}): check the system's log.`;
  }
}
