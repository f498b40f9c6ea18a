import {startCal} from './server.ts';

const {PORT = '5180', WEBHOOK_URL, WEBHOOK_SECRET} = process.env;

const {url, close} = await startCal({
  port: Number(PORT),
  webhooks: WEBHOOK_URL ? [{subscriberUrl: WEBHOOK_URL, ...(WEBHOOK_SECRET ? {secret: WEBHOOK_SECRET} : {})}] : [],
});
console.log(`Stand-in for Cal.com: ${url}`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void close().then(() => process.exit(0));
  });
}
