import {createServer} from 'vite';
import {demoSystem} from '../../../demo/server/plugin.ts';
import {serveBundle} from './bundle-pages.ts';

/**
 * The demo as `npm start` runs it, except that its pages load bundled modules: `demo-process.ts <directory>`, where
 * `bundlePages` wrote them. Listens on $PORT.
 */
const [bundle] = process.argv.slice(2);

const server = await createServer({
  configFile: false,
  appType: 'mpa',
  optimizeDeps: {noDiscovery: true},
  plugins: [
    {name: 'bundle', configureServer: ({middlewares}) => void middlewares.use(serveBundle(bundle!))},
    demoSystem(),
  ],
  server: {
    host: '127.0.0.1',
    port: Number(process.env['PORT']),
    strictPort: true,
    hmr: false,
    watch: null,
    preTransformRequests: false,
  },
});
await server.listen();
console.log(`ready in ${Math.round(performance.now())} ms`);
