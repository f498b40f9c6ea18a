import {useState} from 'react';
import {Booking} from './Booking.tsx';

export function App() {
  const [theme, setTheme] = useState<'light' | 'dark'>('dark');
  const [isShown, setShown] = useState(true);
  const [news, setNews] = useState<string[]>([]);
  return (
    <>
      <button type="button" onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}>Change theme</button>
      <button type="button" onClick={() => setShown(!isShown)}>Go elsewhere</button>
      <ul aria-label="News">{news.map((text, index) => <li key={index}>{text}</li>)}</ul>
      {isShown && <Booking theme={theme} tell={text => setNews(before => [...before, text])} />}
    </>
  );
}
