import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** A certificate for localhost that nobody trusts; undefined where there is no openssl. */
export function makeCertificate(): {key: string; cert: string} | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '2',
        '-subj',
        '/CN=localhost',
        '-keyout',
        key,
        '-out',
        cert,
      ],
      {stdio: 'ignore'},
    );
  } catch {
    return undefined;
  }
  return {key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8')};
}
