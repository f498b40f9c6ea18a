import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync} from 'node:fs';
import {createSecureServer, type Http2SecureServer} from 'node:http2';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {AddressInfo} from 'node:net';
import {build, type Rollup} from 'vite';
import {createCal} from '../../mocks/cal.ts';
import {slim} from '../../vite.slim.ts';

/** Pages to compare, each by the module it loads. */
const modules: Record<string, string> = {
  // The floor: as little as a page with a Lit element can load.
  lit: `
    import {html, LitElement} from 'lit';
    customElements.define('empty-element', class extends LitElement { render() { return html\`<p>Ready</p>\`; } });
    document.body.innerHTML = '<empty-element></empty-element>';
  `,
  // A calendar only: no times, no zones, no questions, no network.
  cally: `
    import 'cally';
    document.body.innerHTML = '<calendar-date><calendar-month></calendar-month></calendar-date>';
  `,
  form: `
    import 'src/define/booking-form.ts';
    document.body.innerHTML = '<booking-form cal-link="rick/30min" time-zone="UTC" api="' + location.origin + '"></booking-form>';
  `,
};

async function bundle(name: string): Promise<Map<string, string>> {
  const id = `\0bench-${name}`;
  process.env['NODE_ENV'] = 'production';
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [slim(), {
      name: 'bench-entry',
      resolveId: source => (source === id ? id : source.startsWith('src/') ? join(process.cwd(), source) : undefined),
      load: source => (source === id ? modules[name]! : undefined),
    }],
    build: {
      write: false, target: 'es2022', modulePreload: false,
      rolldownOptions: {input: {[name]: id}, output: {minify: true, entryFileNames: '[name].js', chunkFileNames: `${name}-[name]-[hash].js`}},
    },
  }) as Rollup.RollupOutput;
  return new Map(result.output.filter(file => file.type === 'chunk').map(file => [`/${file.fileName}`, file.code]));
}

/** A certificate for localhost that nobody trusts; undefined where there is no openssl. */
function makeCertificate(): {key: string; cert: string} | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-keyout', key, '-out', cert], {stdio: 'ignore'});
  } catch {
    return undefined;
  }
  return {key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8')};
}

export interface Pages {
  url(name: string): string;
  close(): void;
}

/** Serves the pages and the stand-in's API over HTTP/2 on loopback; undefined without a certificate. */
export async function servePages(): Promise<Pages | undefined> {
  const certificate = makeCertificate();
  if (!certificate) return undefined;
  const files = new Map((await Promise.all(Object.keys(modules).map(bundle))).flatMap(found => [...found]));
  const {gzipSync} = await import('node:zlib');
  const zipped = new Map([...files].map(([path, code]) => [path, gzipSync(code, {level: 9})]));
  const cal = createCal({seed: 1, rateLimit: false, origin: 'https://localhost'});
  const server: Http2SecureServer = createSecureServer({...certificate, allowHTTP1: true}, (request, response) => {
    const path = request.url.replace(/\?.*$/, '');
    const file = zipped.get(path);
    if (file) {
      response.writeHead(200, {'content-type': 'text/javascript', 'content-encoding': 'gzip', 'cache-control': 'no-store'}).end(file);
    } else if (path.startsWith('/v2/')) {
      const headers = Object.entries(request.headers).filter(([name, value]) => !name.startsWith(':') && typeof value === 'string') as [string, string][];
      void cal.fetch(new Request(`https://localhost${request.url}`, {method: request.method, headers})).then(async answer => {
        const body = gzipSync(Buffer.from(await answer.arrayBuffer()));
        response.writeHead(answer.status, {'content-type': 'application/json', 'content-encoding': 'gzip'}).end(body);
      });
    } else {
      const name = path.slice(1);
      const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title><link rel="icon" href="data:,"><body><script type="module" src="/${name}.js"></script>`;
      response.writeHead(200, {'content-type': 'text/html', 'cache-control': 'no-store'}).end(html);
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  return {
    url: name => `https://127.0.0.1:${port}/${name}`,
    close: () => void server.close(),
  };
}
