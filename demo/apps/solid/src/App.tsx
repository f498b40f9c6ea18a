import {createSignal, For, Show} from 'solid-js';
import {Booking} from './Booking.tsx';

export function App() {
  const [theme, setTheme] = createSignal<'light' | 'dark'>('dark');
  const [isShown, setShown] = createSignal(true);
  const [news, setNews] = createSignal<string[]>([]);
  return (
    <>
      <button type="button" onClick={() => setTheme(theme() === 'dark' ? 'light' : 'dark')}>Change theme</button>
      <button type="button" onClick={() => setShown(!isShown())}>Go elsewhere</button>
      <ul aria-label="News"><For each={news()}>{text => <li>{text}</li>}</For></ul>
      <Show when={isShown()}>
        <Booking theme={theme()} tell={text => setNews([...news(), text])} />
      </Show>
    </>
  );
}
