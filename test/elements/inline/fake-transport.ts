import {BookingError} from '../../../src/core/model/error.ts';
import type {ErrorCode} from '../../../src/core/model/error-codes.ts';
import type {EmbedMessage} from '../../../src/embed/messages.ts';
import type {EmbedOptions, EmbedTransport, EmbedUi} from '../../../src/embed/transport.ts';

/** One page a fake transport was asked to show. */
export interface FakePage {
  options: EmbedOptions;
  container: HTMLElement;
  told: EmbedUi[];
  isShown: boolean;
  say(message: EmbedMessage): void;
  fail(code: ErrorCode, status?: number): void;
}

/** Shows nothing; a test speaks for the booking page. */
export function fakeTransport(): EmbedTransport & {pages: FakePage[]} {
  const pages: FakePage[] = [];
  return {
    pages,
    mount(container, options) {
      const iframe = document.createElement('iframe');
      iframe.title = options.title;
      container.append(iframe);
      const page: FakePage = {
        options,
        container,
        told: [],
        isShown: true,
        say: message => options.onMessage(message),
        fail: (code, status) => options.onError(new BookingError(code, 'Test.', status === undefined ? {} : {status})),
      };
      pages.push(page);
      return {
        iframe,
        update: ui => page.told.push(ui),
        unmount() {
          page.isShown = false;
          container.replaceChildren();
        },
      };
    },
  };
}
